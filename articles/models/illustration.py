"""Where photos of the library stand within texts."""

from django.db import models

from articles.models.part import Part
from photos.models import Photo


class Illustration(models.Model):
    """A photo that stands in the text of a part. `Part.save` reads them off the prose."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="illustrations")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="illustrations")

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["part", "photo"], name="illustration_is_noted_once"),
        ]

    def __str__(self):
        return str(self.photo)
