"""The picture library. Renditions are described on the row, so that no page asks the storage."""

from pathlib import PurePath
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from photos import darkroom, renditions
from photos.rights import Rights
from sources.models import Attribution

SMALLEST_ON_PAGES = 400  # pixels; to offer smaller ones would weigh more than they save
LARGEST_PORTRAIT = 400  # pixels; portraits are 160 wide at most, on the finest screens
_fraction = [MinValueValidator(0), MaxValueValidator(1)]


class Photo(models.Model):
    """A picture with what must be said of it. `renditions` lists its derived files:

    `[{"format": "webp", "width": 720, "height": 480, "path": "renditions/3f/3fa9….webp"}, …]`,
    widths and heights in pixels, paths below the media root, named by their content. A crop around
    the focal point has its `"shape"` as well: "16:9".
    """

    class Licence(models.TextChoices):
        ALL_RIGHTS = "all-rights", _("All rights reserved")
        OWN = "own", _("Made by us")
        AGENCY = "agency", _("Agency")
        HANDOUT = "handout", _("Press handout")
        CC_BY_4 = "cc-by-4.0", "CC BY 4.0"
        CC_BY_SA_4 = "cc-by-sa-4.0", "CC BY-SA 4.0"
        CC_BY_3 = "cc-by-3.0", "CC BY 3.0"
        CC_BY_SA_3 = "cc-by-sa-3.0", "CC BY-SA 3.0"
        CC_BY_2 = "cc-by-2.0", "CC BY 2.0"
        CC_BY_SA_2 = "cc-by-sa-2.0", "CC BY-SA 2.0"
        CC0 = "cc0", "CC0 1.0"
        PUBLIC_DOMAIN = "public-domain", _("Public domain")

    # Where a licence that is for everybody can be read.
    LICENCE_ADDRESSES = {
        Licence.CC_BY_4: "https://creativecommons.org/licenses/by/4.0/",
        Licence.CC_BY_SA_4: "https://creativecommons.org/licenses/by-sa/4.0/",
        Licence.CC_BY_3: "https://creativecommons.org/licenses/by/3.0/",
        Licence.CC_BY_SA_3: "https://creativecommons.org/licenses/by-sa/3.0/",
        Licence.CC_BY_2: "https://creativecommons.org/licenses/by/2.0/",
        Licence.CC_BY_SA_2: "https://creativecommons.org/licenses/by-sa/2.0/",
        Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
        Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
    }
    # Of these fields the renditions are made: when one changes, they are made anew.
    SHAPED_BY = ("focal_x", "focal_y", "credit", "licence")

    original = models.FileField(_("picture"), upload_to=darkroom.unguessable_path)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    renditions = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        _("alt text"),
        max_length=300,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.ALL_RIGHTS
    )
    focal_x = models.FloatField(
        _("focal x"), default=0.5, validators=_fraction, help_text=_("0 left to 1 right.")
    )
    focal_y = models.FloatField(
        _("focal y"), default=0.5, validators=_fraction, help_text=_("0 top to 1 bottom.")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), db_default=Now(), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1)) & Q(focal_y__range=(0, 1)),
                name="photo_focal_point_is_inside",
                violation_error_message=_("The focal point must lie inside the picture."),
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="photo_has_alt_text",
                violation_error_message=_("Say in the alt text what the picture shows."),
            ),
        ]

    def __str__(self):
        return self.caption or self.alt

    def keep(self, developed, made=None):
        """Store a `darkroom.Developed` picture and describe it on this row, unsaved.

        `made` are its renditions, when they were made beforehand.
        """
        self.original.save("original.jpg", developed.original, save=False)
        self.width, self.height = developed.width, developed.height
        self.credit = self.credit or developed.credit
        self._store(made or renditions.make(developed.original, **self._making()))

    def remake(self):
        """Make all renditions anew from the original, unsaved; raise `LostOriginal`.

        Their former files stay: pages that are kept somewhere still name them.
        """
        try:
            with default_storage.open(self.original.name) as original:
                made = renditions.make(original, **self._making())
        except OSError as error:
            raise renditions.LostOriginal(f"The original cannot be opened: {error}") from error
        self._store(made)

    def lacks_renditions(self):
        """Tell whether a rendition that belongs to a picture of this size is not there."""
        described = {
            (entry.get("shape", ""), entry["format"], entry["width"]) for entry in self.renditions
        }
        planned = {
            (frame.shape, format_.name, frame.width)
            for frame in renditions.planned(self.width, self.height)
            for format_ in frame.formats
        }
        return planned != described or not all(
            default_storage.exists(entry["path"]) for entry in self.renditions
        )

    @property
    def licence_address(self):
        return self.LICENCE_ADDRESSES.get(self.licence, "")

    def srcsets(self, shape=""):
        """Yield `(MIME type, srcset)` for each modern format, the best one first.

        In a box of another shape ("3:2", "1:1") a style sheet crops the picture; each file is
        then announced as wide as the box that it fills.
        """
        for format_ in renditions.FORMATS:
            candidates = self._candidates(format_, shape)
            if candidates and format_ is not renditions.JPEG:
                srcset = [f"{self.address_of(entry)} {width}w" for width, entry in candidates]
                yield format_.mime_type, ", ".join(srcset)

    def _candidates(self, format_, shape):
        """Return `(width, entry)` of what browsers may choose from; portraits have tiny ones."""
        candidates = {_filled_width(entry, shape): entry for entry in self._whole_in(format_)}
        if shape == "1:1":
            return [each for each in candidates.items() if each[0] <= LARGEST_PORTRAIT]
        narrowest = min(SMALLEST_ON_PAGES, self.width)
        return [each for each in candidates.items() if each[1]["width"] >= narrowest]

    def url(self, width=960):
        """Return the address of the smallest JPEG at least `width` pixels wide, else the widest."""
        jpeg = self.jpeg(width)
        return self.address_of(jpeg) if jpeg else self.original.url

    def jpeg(self, width):
        """Return the smallest whole JPEG that wide, as the manifest describes it."""
        candidates = self._whole_in(renditions.JPEG)
        wide_enough = [entry for entry in candidates if entry["width"] >= width]
        return next(iter(wide_enough or candidates[-1:]), None)

    @staticmethod
    def address_of(entry):
        """Return the address of a rendition, as the manifest describes it."""
        return default_storage.url(entry["path"])

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

    @property
    def crops(self):
        """The JPEGs that are cropped around the focal point, as the manifest describes them."""
        return [entry for entry in self.renditions if "shape" in entry]

    def _whole_in(self, format_):
        return [
            entry
            for entry in self.renditions
            if entry["format"] == format_.name and "shape" not in entry
        ]

    def _making(self):
        return {
            "focal_point": (self.focal_x, self.focal_y),
            "rights": Rights(self.credit, self.licence_address),
        }

    def _store(self, made):
        secret = PurePath(self.original.name).stem
        self.renditions = [_stored(rendition, rendition.path(secret)) for rendition in made]


def _stored(rendition, path):
    """Write a rendition once and describe it: its name is its content, so one there is it."""
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(rendition.content))
    shape = {"shape": rendition.frame.shape} if rendition.frame.shape else {}
    return shape | {
        "format": rendition.format.name,
        "width": rendition.frame.width,
        "height": rendition.frame.height,
        "path": path,
    }


def _filled_width(entry, shape):
    """Return how wide a box of that shape is filled by a rendition, in pixels."""
    if not shape:
        return entry["width"]
    across, down = (int(side) for side in shape.split(":"))
    return max(1, min(entry["width"], round(entry["height"] * across / down)))


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
