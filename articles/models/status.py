"""Where a story is on its way to readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    TAKEN_DOWN = "taken-down", _("Taken down")
