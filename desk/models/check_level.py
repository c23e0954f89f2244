"""How much each item of the checklist weighs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    OFF = "off", _("Off")
    ADVISORY = "advisory", _("Advisory")
    REQUIRED = "required", _("Required")


class CheckLevel(models.Model):
    """What an item of `desk.checklist` weighs, where the chief has said so.

    Items without a row weigh what the checklist itself says.
    """

    item = models.CharField(max_length=40, primary_key=True)
    before_ready = models.CharField(max_length=10, choices=Level, default=Level.ADVISORY)
    before_publication = models.CharField(max_length=10, choices=Level, default=Level.ADVISORY)

    def __str__(self):
        return self.item
