"""The number that the whole page cache hangs on."""

from django.db import models


class Edition(models.Model):
    """One row, whose number grows with whatever a reader can see; triggers alone write it.

    It grows in the transaction of the change itself (see `edition.watched`), so whoever reads a
    number and then makes a page makes it of what had that number, or of something newer.
    """

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    number = models.BigIntegerField()

    class Meta:
        default_permissions = []

    def __str__(self):
        return str(self.number)
