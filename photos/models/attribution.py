from django.db import models
from django.utils.translation import gettext_lazy as _

from photos.models.photo import Photo
from sources.models import Attribution


class PhotoAttribution(Attribution):
    """Where a picture comes from: "Ref image" from Politico."""

    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), on_delete=models.CASCADE, related_name="attributions"
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "source", "used_for"],
                name="photo_attribution_is_unique",
                violation_error_message=_("This source is already named for this picture."),
            )
        ]
