"""Where stories lead to outside the site, and whether there was anything when it was last tried."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# What every browser and server takes; longer ones are not tried.
LONGEST_ADDRESS = 2_000  # characters


class Link(models.Model):
    """An address outside, as `manage.py check_links` found it."""

    class Verdict(models.TextChoices):
        ALIVE = "alive", _("Alive")
        DEAD = "dead", _("Dead")
        # It may well be there for a person: it turns programs away, or was too slow just then.
        UNKNOWN = "unknown", _("Not known")

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    remark = models.CharField(max_length=200, help_text="What was answered, for example 404.")
    checked_at = models.DateTimeField()

    def __str__(self):
        return self.address
