from django.conf import settings
from django.db import models


class MailChoice(models.Model):
    """Who does not want to hear of assignments, reviews and publications by e-mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="mail_choice",
    )
    is_mailed = models.BooleanField(default=True)

    def __str__(self):
        return f"{self.user}: {self.is_mailed}"
