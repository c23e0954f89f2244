"""Who is told what is new."""

from django.db import models


class Receiver(models.Model):
    """A service outside that is told of news, and up to which moment it has been told."""

    address = models.CharField(max_length=300, primary_key=True)
    told_until = models.DateTimeField()

    def __str__(self):
        return self.address
