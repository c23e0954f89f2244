"""The picture library. Renditions are described on the row, so that no page asks the storage."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from photos import darkroom
from sources.models import Attribution

_fraction = [MinValueValidator(0), MaxValueValidator(1)]


class Photo(models.Model):
    """A picture with what must be said of it. `renditions` lists its derived files:

    `[{"format": "webp", "width": 640, "height": 427, "path": "renditions/3f/3fa9….webp"}, …]`,
    widths and heights in pixels, paths below the media root, named by their content.
    """

    class Licence(models.TextChoices):
        ALL_RIGHTS = "all-rights", "All rights reserved"
        OWN = "own", "Made by us"
        AGENCY = "agency", "Agency"
        HANDOUT = "handout", "Press handout"
        CC_BY = "cc-by", "CC BY"
        CC_BY_SA = "cc-by-sa", "CC BY-SA"
        PUBLIC_DOMAIN = "public-domain", "Public domain"

    original = models.FileField("picture", upload_to=darkroom.unguessable_path)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    renditions = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        "alt text", max_length=300, help_text="What the picture shows, for those who cannot see it."
    )
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.ALL_RIGHTS)
    focal_x = models.FloatField(default=0.5, validators=_fraction, help_text="0 left to 1 right.")
    focal_y = models.FloatField(default=0.5, validators=_fraction, help_text="0 top to 1 bottom.")
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1)) & Q(focal_y__range=(0, 1)),
                name="photo_focal_point_is_inside",
                violation_error_message="The focal point must lie inside the picture.",
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="photo_has_alt_text",
                violation_error_message="Say in the alt text what the picture shows.",
            ),
        ]

    def __str__(self):
        return self.caption or self.alt

    def keep(self, developed):
        """Store a `darkroom.Developed` picture's files and describe them on this row, unsaved."""
        self.original.save("original.jpg", developed.original, save=False)
        self.width, self.height = developed.width, developed.height
        self.credit = self.credit or developed.credit
        self.renditions = [_store(rendition) for rendition in developed.renditions]

    def srcsets(self):
        """Yield `(MIME type, srcset)` for each format, the best one first."""
        for format_ in darkroom.FORMATS:
            candidates = self._renditions_in(format_)
            if candidates:
                yield (
                    format_.mime_type,
                    ", ".join(
                        f"{_url(rendition)} {rendition['width']}w" for rendition in candidates
                    ),
                )

    def url(self, width=960):
        """Return the address of the smallest JPEG at least `width` pixels wide, else the widest."""
        candidates = self._renditions_in(darkroom.FORMATS[-1])
        wide_enough = [rendition for rendition in candidates if rendition["width"] >= width]
        return _url((wide_enough or candidates[-1:])[0]) if candidates else self.original.url

    @property
    def address(self):
        """The absolute address of a wide JPEG, for whoever shows the picture elsewhere."""
        return urljoin(settings.SITE_ADDRESS, self.url(width=1280))

    @property
    def thumbnail_url(self):
        return self.url(width=320)

    @property
    def focal_step_x(self):
        """Return the focal point in tenths: style sheets know eleven places on each axis."""
        return round(self.focal_x * 10)

    @property
    def focal_step_y(self):
        return round(self.focal_y * 10)

    def _renditions_in(self, format_):
        return [rendition for rendition in self.renditions if rendition["format"] == format_.name]


def _store(rendition):
    """Write a rendition once: its name is its content, so a file that is there is the same."""
    if not default_storage.exists(rendition.path):
        default_storage.save(rendition.path, ContentFile(rendition.content))
    return {
        "format": rendition.format,
        "width": rendition.width,
        "height": rendition.height,
        "path": rendition.path,
    }


def _url(rendition):
    return default_storage.url(rendition["path"])


class PhotoAttribution(Attribution):
    """Where a picture comes from: "Ref image" from Politico."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="attributions")

    class Meta:
        verbose_name = "source"
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "source", "used_for"],
                name="photo_attribution_is_unique",
                violation_error_message="This source is already named for this picture.",
            )
        ]
