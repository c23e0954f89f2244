"""A way in for somebody without an account, to one story and for a time."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

signer = signing.Signer(salt="desk.preview_link")


class PreviewLinkQuerySet(models.QuerySet):
    def open(self):
        """Links that still lead to their story."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def by_token(self, token):
        """Return the link that we signed the token of, or None."""
        try:
            key = signer.unsign_object(token)
        except signing.BadSignature:
            return None
        return self.filter(pk=key).select_related("article").first()


class PreviewLink(models.Model):
    """The token is signed, not stored: who reads the table has no key to the stories."""

    class Life(models.IntegerChoices):
        HOUR = 1, _("1 hour")
        DAY = 24, _("1 day")
        WEEK = 168, _("7 days")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    note = models.CharField(max_length=100, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    def __str__(self):
        return f"Preview of “{self.article}” until {self.expires_at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        self.expires_at = self.expires_at or self.made_at + timedelta(hours=self.Life.DAY)
        super().save(*args, **kwargs)

    @property
    def is_open(self):
        """The twin of `PreviewLinkQuerySet.open` for one link."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def token(self):
        return signer.sign_object(self.pk)

    @property
    def address(self):
        return settings.SITE_ADDRESS + reverse("outside_preview", args=[self.token])
