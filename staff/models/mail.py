from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import models
from django.utils import timezone

from staff.new_password import links_for

# Longer than a mail server may take for one mail.
CLAIMED_FOR = timedelta(minutes=5)
# A notice that is a day late tells nobody anything.
KEPT_FOR = timedelta(days=1)


class WaitingQuerySet(models.QuerySet):
    def waiting(self):
        """Mails that nobody is sending, oldest first."""
        unclaimed = models.Q(claimed_until=None) | models.Q(claimed_until__lt=timezone.now())
        return self.filter(unclaimed).order_by("pk")

    def stale(self):
        return self.filter(written_at__lt=timezone.now() - KEPT_FOR)


class Waiting(models.Model):
    """What is to be mailed, stored in the transaction of its reason and deleted once sent.

    Who sends it claims it first, for a while: a process that is killed meanwhile leaves it to the
    next, which sends it again if the mail server had taken it already.
    """

    address = models.EmailField()
    written_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        abstract = True

    def claim(self):
        """Return whether it is ours to send."""
        until = timezone.now() + CLAIMED_FOR
        return bool(type(self).objects.waiting().filter(pk=self.pk).update(claimed_until=until))

    def release(self):
        type(self).objects.filter(pk=self.pk).update(claimed_until=None)


class Mail(Waiting):
    subject = models.TextField()
    body = models.TextField()

    def __str__(self):
        return f"{self.subject} ({self.address})"

    def messages(self):
        """Return the `EmailMessage`s that it takes."""
        return [EmailMessage(self.subject, self.body, to=[self.address])]


class ForgottenPassword(Waiting):
    """That a link to set a new password was asked for, at an address that may be nobody's.

    It is stored for any address, so that every answer takes as long. The links are made when they
    are sent: who reads the table has no key to an account.
    """

    def __str__(self):
        return f"forgotten password ({self.address})"

    def messages(self):
        return links_for(self.address)
