from django.db import models


class StrayFile(models.Model):
    """A file that no photo names, and since when that is known."""

    path = models.CharField(max_length=200, primary_key=True)
    found_at = models.DateTimeField()

    def __str__(self):
        return self.path
