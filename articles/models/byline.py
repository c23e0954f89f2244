"""Who made a story, and what each of them did."""

from collections import defaultdict

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from authors.models import Author
from composing.standing import standing
from photos.models import unread_of


class BylineQuerySet(models.QuerySet):
    def with_portraits(self):
        return self.select_related("author__portrait").defer(*unread_of("author__portrait"))


class BylineManager(models.Manager.from_queryset(BylineQuerySet)):
    """A byline is never shown without its author, so the two are read together."""

    def get_queryset(self):
        return super().get_queryset().select_related("author")


class Byline(models.Model):
    """An author on an article, in a role, in order."""

    class Role(models.TextChoices):
        WORDS = "words", _("Words")
        PHOTOS = "photos", _("Photos")
        DATA = "data", _("Data")
        EDITING = "editing", _("Editing")
        TRANSLATION = "translation", _("Translation")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="bylines"
    )
    # The index of the stories of an author stands in its place.
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="bylines",
        db_index=False,
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.WORDS)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    PHRASES = {
        Role.WORDS: _("By"),
        Role.PHOTOS: _("Photographs by"),
        Role.DATA: _("Data by"),
        Role.EDITING: _("Edited by"),
        Role.TRANSLATION: _("Translated by"),
    }

    objects = BylineManager()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        # Both columns, so that the table itself is not read.
        indexes = [models.Index(fields=["author", "article"], name="byline_stories_of_author")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="byline_is_unique",
                violation_error_message=_("This author already has this role on the story."),
            ),
        ]

    def __str__(self):
        return f"{self.author} ({self.get_role_display()})"

    @property
    def phrase(self):
        """What stands before the name on the page."""
        return self.PHRASES[self.role]


def fetch_bylines(stories, *, with_portraits=False):
    """Give each story its `bylines_in_order`, in one query or none."""
    bylines = defaultdict(list)
    for byline in _bylines(with_portraits, articles=[story.pk for story in stories]):
        bylines[byline.article_id].append(byline)
    for story in stories:
        story.bylines_in_order = bylines[story.pk]


@standing
def _bylines(with_portraits, articles):
    bylines = Byline.objects.filter(article__pk__in=articles)
    return bylines.with_portraits() if with_portraits else bylines
