"""The stretches that a story is told in."""

from hashlib import blake2b

from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.pieces import Piece
from articles.prose import (
    ProseField,
    parted_at_pictures,
    picture_keys,
    with_legible_quotations,
    with_marks,
)
from permalinks.slugs import first_free
from photos.models import Photo, shown

# Characters of HTML; about 20,000 words, longer than any stretch a reader would sit through.
LONGEST_PROSE = 150_000
LONGEST_ANCHOR = 80


class Part(models.Model):
    """One headed stretch of an article: a subhead, prose, and perhaps a photo.

    Photos may stand within the prose as well, which names them by their keys. They are noted in
    `illustrations`, and `fetch_pictures` gives them to whoever shows the prose.

    The anchor is made from the first subhead that the part has and then stays, so that a link to
    a part goes on working when its subhead is polished.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="parts"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    anchor = models.SlugField(
        max_length=LONGEST_ANCHOR, allow_unicode=True, blank=True, editable=False
    )
    subhead = models.CharField(_("subhead"), max_length=200, blank=True)
    prose = ProseField(_("text"), max_length=LONGEST_PROSE, blank=True)
    posted_at = models.DateTimeField(
        _("posted at"),
        null=True,
        blank=True,
        help_text=_("In live coverage, when this was reported."),
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name=_("photo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )

    # The photos within the prose, once they were fetched, and its marks, once they were numbered.
    pictures = ()
    marks = ()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "anchor"], name="part_anchor_is_unique"),
            models.CheckConstraint(
                condition=Q(order=0) | ~Q(subhead=""),
                name="part_has_subhead_unless_first",
                violation_error_message=_("Every part but the first needs a subhead."),
            ),
        ]

    def __str__(self):
        return self.subhead or str(_("Opening"))

    def save(self, *args, **kwargs):
        is_new = self._state.adding
        if not self.anchor:
            self.anchor = self._free_anchor()
            if update_fields := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*update_fields, "anchor"}
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            self._note_illustrations(is_new)

    @property
    def wording(self):
        """Twelve hexadecimal digits that change with what the part says."""
        said = f"{self.subhead}\n{self.photo_id}\n{self.prose}"
        return blake2b(said.encode(), digest_size=6).hexdigest()

    @property
    def shown_photo(self):
        """The photo, if readers may see it."""
        return shown(self.photo)

    @property
    def pieces(self):
        """The prose, cut where those pictures stand that were fetched and that readers may see.

        A list of `Piece`; joined, its proses are the text without pictures. Its marks are links if
        they were numbered, and left out otherwise.
        """
        photos = {photo.pk: photo for photo in self.shown_pictures}
        prose = with_legible_quotations(with_marks(self.prose, self.marks))
        pieces = [
            Piece(photo=photos.get(piece)) if isinstance(piece, int) else Piece(prose=piece)
            for piece in parted_at_pictures(prose)
        ]
        return [piece for piece in pieces if piece.prose or piece.photo]

    @property
    def shown_pictures(self):
        """The photos within the prose that readers may see."""
        return [photo for photo in self.pictures if shown(photo)]

    def _note_illustrations(self, is_new):
        keys = set(picture_keys(self.prose))
        noted = set() if is_new else set(self.illustrations.values_list("photo", flat=True))
        if noted - keys:
            self.illustrations.filter(photo__in=noted - keys).delete()
        if keys - noted:
            known = Photo.objects.filter(pk__in=keys - noted)
            self.illustrations.bulk_create(
                self.illustrations.model(part=self, photo=photo) for photo in known
            )

    def _free_anchor(self):
        taken = set(self.article.parts.values_list("anchor", flat=True))
        base = slugify(self.subhead, allow_unicode=True) or "part"
        return first_free(base, taken.__contains__, longest=LONGEST_ANCHOR)


def fetch_pictures(parts):
    """Give each part `pictures`, the photos of its text in its order, in one query or none.

    Those are left out that are not in the library any more.
    """
    wanted = {key for part in parts for key in picture_keys(part.prose)}
    photos = Photo.objects.in_bulk(wanted) if wanted else {}
    for part in parts:
        part.pictures = [photos[key] for key in picture_keys(part.prose) if key in photos]
