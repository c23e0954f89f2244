from datetime import timedelta

from django.db import models
from django.utils import timezone

# Longer than a mail server may take for one mail.
CLAIMED_FOR = timedelta(minutes=5)
# A notice that is a day late tells nobody anything.
KEPT_FOR = timedelta(days=1)


class MailQuerySet(models.QuerySet):
    def waiting(self):
        """Mails that nobody is sending, oldest first."""
        unclaimed = models.Q(claimed_until=None) | models.Q(claimed_until__lt=timezone.now())
        return self.filter(unclaimed).order_by("pk")

    def stale(self):
        return self.filter(written_at__lt=timezone.now() - KEPT_FOR)


class Mail(models.Model):
    """A mail that is to be sent, written in the transaction of its reason and deleted once sent.

    Who sends it claims it first, for a while: a process that is killed meanwhile leaves it to the
    next, which sends it again if the mail server had taken it already.
    """

    address = models.EmailField()
    subject = models.TextField()
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    def __str__(self):
        return f"{self.subject} ({self.address})"

    def claim(self):
        """Return whether it is ours to send."""
        until = timezone.now() + CLAIMED_FOR
        return bool(type(self).objects.waiting().filter(pk=self.pk).update(claimed_until=until))

    def release(self):
        type(self).objects.filter(pk=self.pk).update(claimed_until=None)
