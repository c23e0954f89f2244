"""What readers were shown and when, and what they were told of its changes."""

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.part import fetch_pictures


class LedgerQuerySet(models.QuerySet):
    """Rows that are written once. They go only when the story that they belong to is deleted."""

    def update(self, **_fields):
        raise TypeError("What stands in a ledger is never changed; add a new entry.")

    def delete(self):
        raise TypeError("What stands in a ledger is never deleted.")


class LedgerEntry(models.Model):
    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options):
        if not self._state.adding:
            raise TypeError("What stands in a ledger is never changed; add a new entry.")
        super().save(**options)

    def delete(self, **_options):
        raise TypeError("What stands in a ledger is never deleted.")


class VersionQuerySet(LedgerQuerySet):
    def take(self, article, *, by=None, at=None, even_if_same=False):
        """Keep what a saved story says now, and return the Version; None if nothing changed."""
        story = snapshot(article)
        last = self.filter(article=article).order_by("number").last()
        if last and last.story == story and not even_if_same:
            return None
        number = 1 + (self.filter(article=article).aggregate(Max("number"))["number__max"] or 0)
        return self.create(
            article=article, number=number, story=story, made_by=by, made_at=at or timezone.now()
        )

    def without_text(self):
        """Fetch what a list of versions reads: when each was made and what readers were told."""
        return self.defer("story").select_related("correction").order_by("number")


class Version(LedgerEntry):
    """An immutable snapshot of a story, taken each time that it is published with a change.

    `story` is what `snapshot` returns. A version that readers are not told of is a minor one.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    story = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_is_unique"),
        ]

    def __str__(self):
        return f"Version {self.number} of {self.article}"

    @property
    def told(self):
        """The Correction that readers were told with this version, or None."""
        return getattr(self, "correction", None)


class CorrectionQuerySet(LedgerQuerySet):
    def public(self):
        """What readers may see: whatever was told of a story that is published."""
        return self.filter(version__article__in=Article.objects.published())

    def of(self, article):
        return (
            self.filter(version__article=article).select_related("version").defer("version__story")
        )

    def newest_first(self):
        return self.order_by("-version__made_at", "-pk")

    def for_ledger(self):
        return self.select_related("version__article__section").defer("version__story")


class Correction(LedgerEntry):
    """What readers are told of a change to a published story."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="correction")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("text"), max_length=1_000)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="correction_has_text",
                violation_error_message=_("Tell readers what was changed."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"

    @property
    def anchor(self):
        return f"correction-{self.pk}"

    @property
    def made_at(self):
        return self.version.made_at


def public_versions(article, versions):
    """Return those of a story's versions, in order, that readers were shown.

    Of what was made before the story came out they saw the last only.
    """
    if article.published_at is None:
        return []
    came_out_at = max(filter(None, [article.published_at, article.embargo_until]))
    later = [version for version in versions if version.made_at > came_out_at]
    first = [version for version in versions if version.made_at <= came_out_at][-1:]
    return [*first, *later]


def snapshot(article):
    """Return all that a story says, as plain values for JSON, with the keys of what it names."""
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "dateline": article.dateline,
        "kind": article.kind,
        "language": article.language,
        "section": {"id": article.section_id, "name": str(article.section)},
        "backstory": article.backstory,
        "ai_use": article.ai_use,
        "lead_photo": _photo(article.lead_photo),
        "bylines": [
            {"author": byline.author_id, "name": byline.author.name, "role": byline.role}
            for byline in article.bylines.all()
        ],
        "parts": [
            {
                "anchor": part.anchor,
                "subhead": part.subhead,
                "prose": str(part.prose),
                "posted_at": part.posted_at and part.posted_at.isoformat(),
                "photo": _photo(part.photo),
                "pictures": [_photo(photo) for photo in part.pictures],
            }
            for part in _parts(article)
        ],
        "attributions": [
            {
                "source": attribution.source_id,
                "name": attribution.source.name,
                "used_for": attribution.used_for,
                "url": attribution.url,
                "part": attribution.part.anchor if attribution.part else "",
            }
            for attribution in article.attributions.select_related("source", "part")
        ],
    }


def _parts(article):
    parts = list(article.parts.select_related("photo"))
    fetch_pictures(parts)
    return parts


def _photo(photo):
    return photo and {
        "id": photo.pk,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }
