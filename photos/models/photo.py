"""One picture with what must be said of it, and the questions that the desk asks of all of them."""

import secrets
from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Substr
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from composing.standing import standing
from photos import darkroom, likeness, renditions
from photos.models.manifest import Manifest, ManifestField
from photos.models.on_pages import OnPages
from photos.rights import Rights

WARNING_DAYS = 14  # before a licence ends; time enough to renew it or to find another picture
# The names by which a photo knows what shows it; tests/photos/test_uses.py keeps them complete.
USES = ("led_articles", "parts", "illustrations", "portrayed_authors", "publications")
_fraction = [MinValueValidator(0), MaxValueValidator(1)]
_bands = [f"band_{number}" for number in range(1, likeness.BANDS + 1)]
# What the photo desk keeps of a picture, and no page reads.
_UNREAD = (
    *("file_name", "fingerprint", "former_paths", "develop_at", "has_lost_original"),
    *("is_withdrawn", "uploaded_at", "uploaded_by", *_bands),
)


def unread_of(path):
    """Name what is left out when the photo that a query joins by that path goes onto a page."""
    return [f"{path}__{name}" for name in _UNREAD]


def shown(photo):
    """Return the photo if readers may see it, else None: the one door to a public picture."""
    return None if photo is None or photo.is_licence_over else photo


class PhotoQuerySet(models.QuerySet):
    def unused(self):
        return self.filter(**dict.fromkeys(USES))

    def without_alt(self):
        return self.filter(alt="")

    def with_licence_over(self):
        """Photos that readers may not see any more; the twin of `is_licence_over`."""
        return self.filter(licence_expires_on__lt=timezone.localdate())

    def with_licence_ending(self):
        today = timezone.localdate()
        last = today + timedelta(days=WARNING_DAYS)
        return self.filter(licence_expires_on__range=(today, last))

    def pending(self):
        """Photos of which not all renditions are made, the longest waiting first."""
        return self.filter(develop_at__isnull=False).order_by("develop_at", "pk")

    def with_lost_original(self):
        return self.filter(has_lost_original=True)

    def to_withdraw(self):
        """Photos whose licence is over while readers could still reach their files."""
        return self.with_licence_over().filter(is_withdrawn=False)

    def looking_like(self, fingerprint):
        """Return a list of the photos that look like the picture with that fingerprint."""
        if not fingerprint:
            return []
        close = Q()
        for band, quarters in zip(_bands, likeness.close_bands(fingerprint), strict=True):
            close |= Q(**{f"{band}__in": quarters})
        return [
            photo
            for photo in self.filter(close)
            if likeness.distance(photo.fingerprint, fingerprint) <= likeness.NEAR
        ]


class Photo(OnPages, models.Model):
    """A picture with what must be said of it. `renditions` lists its derived files:

    `[{"format": "webp", "width": 720, "height": 480, "path": "renditions/3f/3fa9…-720.webp"}, …]`,
    widths and heights in pixels, paths below the media root, named by what they are made from. A
    crop around the focal point has its `"shape"` as well: "16:9".
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
    SHAPED_BY = ("focal_x", "focal_y", "credit", "copyright", "licence", "licence_expires_on")
    # These fields say what was made.
    MADE = ("renditions", "former_paths", "is_withdrawn", "has_lost_original", "develop_at")
    # What a file may say of its picture, where nobody has said anything yet.
    _PARTICULARS = ("alt", "caption", "credit", "copyright", "place", "taken_on")

    original = models.FileField(_("picture"), upload_to=darkroom.unguessable_path, editable=False)
    file_name = models.CharField(
        max_length=200, blank=True, editable=False, help_text=_("As it was uploaded.")
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    fingerprint = models.CharField(max_length=16, blank=True, editable=False)
    renditions = ManifestField(default=Manifest, editable=False)
    # Pages that were kept somewhere still name these files; by path, the day of the change.
    former_paths = models.JSONField(default=dict, editable=False)
    develop_at = models.DateTimeField(null=True, editable=False, db_index=True)
    has_lost_original = models.BooleanField(default=False, editable=False)
    is_withdrawn = models.BooleanField(default=False, editable=False)

    alt = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    copyright = models.CharField(
        _("copyright notice"),
        max_length=200,
        blank=True,
        help_text=_("Written into the files; readers see the credit."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.ALL_RIGHTS
    )
    licence_expires_on = models.DateField(
        _("licence ends on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The last day on which readers see the picture."),
    )
    focal_x = models.FloatField(
        _("from the left"), default=0.5, validators=_fraction, help_text=_("0 left to 1 right.")
    )
    focal_y = models.FloatField(
        _("from the top"), default=0.5, validators=_fraction, help_text=_("0 top to 1 bottom.")
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
    # Quarters of the fingerprint: by these the database finds those that differ in a few bits.
    band_1, band_2, band_3, band_4 = (
        models.GeneratedField(
            expression=Substr("fingerprint", 1 + quarter * likeness.BAND, likeness.BAND),
            output_field=models.CharField(max_length=likeness.BAND),
            db_persist=True,
            db_index=True,
        )
        for quarter in range(likeness.BANDS)
    )

    objects = PhotoQuerySet.as_manager()

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
        ]

    def __str__(self):
        return self.caption or self.alt or self.file_name or f"{self.width} × {self.height}"

    # --- Its files ---

    def keep(self, developed, made=None):
        """Store a `darkroom.Developed` picture and describe it on this row, unsaved.

        The few files that no page can do without are made here; the rest is due from now on (see
        `developing`), unless `made` are all renditions, made beforehand.
        """
        self.original.save("original.jpg", developed.original, save=False)
        self.width, self.height = developed.width, developed.height
        self.fingerprint = developed.fingerprint
        self.has_lost_original = False
        self._take_over(developed.particulars)
        self.develop_at = None if made else timezone.now()
        at_once = renditions.planned_at_once
        self._store(made or renditions.make(developed.original, plan=at_once, **self._making()))

    def _take_over(self, particulars):
        for name in self._PARTICULARS:
            value = getattr(particulars, name)
            if value and not getattr(self, name):
                longest = self._meta.get_field(name).max_length
                setattr(self, name, value[:longest] if longest else value)
        # Nobody has chosen a licence yet.
        if self._state.adding and self.licence == self.Licence.ALL_RIGHTS:
            by_address = {address: licence for licence, address in self.LICENCE_ADDRESSES.items()}
            self.licence = by_address.get(particulars.licence_address, self.licence)
            self.licence_expires_on = self.licence_expires_on or particulars.licence_expires_on

    def remake(self):
        """Make all renditions anew from the original, unsaved; raise `LostOriginal`.

        Of a picture whose licence is over, only what the desk shows.
        """
        plan = renditions.planned_at_once if self.is_licence_over else renditions.planned
        try:
            with default_storage.open(self.original.name) as original:
                made = renditions.make(original, plan=plan, **self._making())
        except OSError as error:
            raise renditions.LostOriginal(f"The original cannot be opened: {error}") from error
        self._store(made)
        self.develop_at, self.has_lost_original = None, False

    def lose_original(self):
        """Note, unsaved, that nothing can be made of this picture any more.

        Its files stay as they are, as long as readers may see them.
        """
        if self.is_licence_over:
            self._store([])
        self.develop_at, self.has_lost_original = None, True

    def lacks_renditions(self):
        """Tell whether a rendition that belongs to a picture of this size is not there."""
        plan = renditions.planned_at_once if self.is_withdrawn else renditions.planned
        described = {
            (entry.get("shape", ""), entry["format"], entry["width"]) for entry in self.renditions
        }
        planned = {
            (frame.shape, format_.name, frame.width)
            for frame in plan(self.width, self.height)
            for format_ in frame.formats
        }
        return planned != described or not all(
            default_storage.exists(entry["path"]) for entry in self.renditions
        )

    def public_paths(self):
        """Return the paths of all files that a page names, or that a page named before."""
        return {entry["path"] for entry in self.renditions} | set(self.former_paths)

    def _making(self):
        return {
            "focal_point": (self.focal_x, self.focal_y),
            "rights": Rights(self.credit, self.licence_address, self.copyright),
        }

    def _store(self, made):
        """Write the files. When the licence is over, the former go and nobody knows the new ones.

        Otherwise the former stay, because pages that were kept somewhere still name them.
        """
        former = self.public_paths()
        self.is_withdrawn = self.is_licence_over
        if self.is_withdrawn:
            for path in former:
                default_storage.delete(path)
            former = set()
        secret = secrets.token_hex(16) if self.is_withdrawn else PurePath(self.original.name).stem
        self.renditions = Manifest(_stored(rendition, rendition.path(secret)) for rendition in made)
        today = timezone.localdate().isoformat()
        self.former_paths = {
            path: self.former_paths.get(path, today)
            for path in sorted(former - {entry["path"] for entry in self.renditions})
        }

    # --- Its licence, and what else the desk should know ---

    @cached_property
    def rests_on(self):
        """Its attributions, as fetched for many photos at once or when first asked for."""
        return list(self.attributions.select_related("source"))

    def twins(self):
        """Return the other photos that look like this one, as a list."""
        return Photo.objects.exclude(pk=self.pk).looking_like(self.fingerprint)

    @property
    def is_used(self):
        return self.pk is not None and not Photo.objects.unused().filter(pk=self.pk).exists()

    @property
    def licence_name(self):
        """What `get_licence_display` returns after it has translated all licences."""
        return self.Licence(self.licence).label

    @property
    def licence_address(self):
        return self.LICENCE_ADDRESSES.get(self.licence, "")

    @property
    def is_licence_over(self):
        ends = self.licence_expires_on
        return ends is not None and ends < timezone.localdate()

    @property
    def is_licence_ending(self):
        if self.licence_expires_on is None or self.is_licence_over:
            return False
        return self.licence_expires_on <= timezone.localdate() + timedelta(days=WARNING_DAYS)

    def states(self):
        """Yield `(name, sentence)` of each thing that somebody at the desk may have to act on."""
        if self.is_licence_over:
            ended = date_format(self.licence_expires_on)
            yield "over", _("Licence over since %(day)s: hidden from readers") % {"day": ended}
        elif self.is_licence_ending:
            ends = date_format(self.licence_expires_on)
            yield "ending", _("Licence ends on %(day)s") % {"day": ends}
        if self.has_lost_original:
            yield "lost", _("The kept original is damaged or missing")
        elif self.develop_at:
            yield "pending", _("Being developed")
        if not self.alt:
            yield "no-alt", _("No alt text")


def _stored(rendition, path):
    """Write a rendition once and describe it: one of its name is the same, so it is left there."""
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(rendition.content))
    shape = {"shape": rendition.frame.shape} if rendition.frame.shape else {}
    return shape | {
        "format": rendition.format.name,
        "width": rendition.frame.width,
        "height": rendition.frame.height,
        "path": path,
    }


def fetch_renditions(photos):
    """Give photos that were fetched without their `renditions` these, in one query or none."""
    bare = [photo for photo in photos if photo and "renditions" not in vars(photo)]
    made = {each.pk: each.renditions for each in _made(photos=[photo.pk for photo in bare])}
    for photo in bare:
        photo.renditions = made.get(photo.pk, Manifest())


@standing
def _made(photos):
    return Photo.objects.filter(pk__in=photos).only("renditions")
