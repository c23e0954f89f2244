"""The story itself."""

from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import prose, words
from articles.models.article_queries import ArticleQuerySet
from articles.models.status import Status
from composing.standing import standing
from permalinks.models import FormerSlug, Permalinked
from permalinks.paths import path_to
from permalinks.slugs import SlugField, first_free, slug_of
from photos.models import Photo, shown, unread_of
from publication.models import Section

LONGEST_SLUG = 100

# A language as Django knows it; each card asks for its direction.
_described = cache(get_language_info)


class Kind(models.TextChoices):
    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    EXPLAINER = "explainer", _("Explainer")
    LIVE = "live", _("Live")


def story_languages():
    """Return the languages a story may be in, as `(code, name)`."""
    return [(code, gettext(name)) for code, name in settings.STORY_LANGUAGES]


class Revision(models.PositiveIntegerField):
    """A number that grows with each save of its row, whatever the copy in memory says it is."""

    def __init__(self, **options):
        super().__init__(**{"default": 0, "editable": False} | options)

    def pre_save(self, row, add):
        return super().pre_save(row, add) if add else F(self.attname) + 1


class Article(Permalinked):
    """One story. Its text stands in its parts, its makers in its bylines."""

    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    slug = SlugField(
        _("slug"),
        max_length=LONGEST_SLUG,
        unique=True,
        null=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The last word of its address. Left empty, it is made from the headline."),
        error_messages={
            "unique": _("Another story already has this slug. Choose a different one.")
        },
    )
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    dateline = models.CharField(
        _("dateline"), max_length=80, blank=True, help_text=_("Where it was reported from.")
    )
    language = models.CharField(
        _("language"), max_length=10, choices=story_languages, default=settings.LANGUAGE_CODE
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        help_text=_("The story in the language that it was first written in."),
    )
    lead_photo = models.ForeignKey(
        Photo,
        verbose_name=_("lead photo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_articles",
    )
    tags = TaggableManager(_("tags"), through="articles.TaggedArticle", blank=True)
    authors = models.ManyToManyField(
        "authors.Author",
        verbose_name=_("authors"),
        through="articles.Byline",
        related_name="articles",
    )

    backstory = models.TextField(
        _("how we reported this"),
        max_length=2_000,
        blank=True,
        help_text=_("Shown below the story: who was asked, what was checked, what is not known."),
    )
    ai_use = models.TextField(
        _("use of AI"),
        max_length=500,
        blank=True,
        help_text=_("What AI did for this story and who checked it; shown below the story."),
    )

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("A time in the future schedules the story."),
    )
    updated_at = models.DateTimeField(
        _("updated at"),
        null=True,
        blank=True,
        help_text=_("Shown to readers as the time of the last update."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Hidden from everybody until then, whatever else is set."),
    )
    expires_at = models.DateTimeField(
        _("expires at"), null=True, blank=True, help_text=_("Hidden from everybody from then on.")
    )
    coverage_ended_at = models.DateTimeField(
        _("coverage ended at"),
        null=True,
        blank=True,
        help_text=_("When live coverage ended; until then it goes on."),
    )
    taken_down_reason = models.TextField(
        _("taken down reason"),
        blank=True,
        help_text=_("Shown to readers at the story's address once it is taken down."),
    )
    word_count = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    revision = Revision()
    trashed_at = models.DateTimeField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        get_latest_by = "published_at"
        indexes = [
            # The last columns tell who may see a story, so that a list skips it without reading it.
            models.Index(
                fields=[
                    *("status", "-published_at", "-id"),
                    *("embargo_until", "expires_at", "section"),
                ],
                name="article_newest",
            ),
            models.Index(
                fields=[
                    *("section", "status", "-published_at", "-id"),
                    *("embargo_until", "expires_at"),
                ],
                name="article_newest_in_section",
            ),
            # The list at the desk, which has drafts on top, and the languages to choose from there.
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(trashed_at=None),
                name="article_newest_at_the_desk",
            ),
            models.Index(fields=["language"], name="article_languages"),
            # Few stories have these; the next of them ends the present Edition.
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_embargoes",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="article_expiries",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | Q(
                    ~Q(headline=""),
                    section__isnull=False,
                    slug__isnull=False,
                    published_at__isnull=False,
                ),
                name="article_is_complete_when_published",
                violation_error_message=_(
                    "A published story needs a headline, a section, a slug and a time."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | Q(published_at=None)
                | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message=_("The story would expire before it is published."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | Q(embargo_until=None)
                | Q(expires_at__gt=F("embargo_until")),
                name="article_expires_after_embargo",
                violation_error_message=_("The story would expire before its embargo ends."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at=None)
                | Q(published_at=None)
                | Q(updated_at__gte=F("published_at")),
                name="article_is_updated_after_publication",
                violation_error_message=_("A story cannot be updated before it is published."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.TAKEN_DOWN) | ~Q(taken_down_reason=""),
                name="article_is_taken_down_with_reason",
                violation_error_message=_("Tell readers why the story was taken down."),
            ),
            models.CheckConstraint(
                condition=Q(translation_of=None) | ~Q(translation_of=F("id")),
                name="article_is_no_translation_of_itself",
                violation_error_message=_("A story cannot be a translation of itself."),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="article_slug_is_null_or_text"),
            models.CheckConstraint(
                condition=Q(trashed_at=None) | ~Q(status__in=[Status.PUBLISHED, Status.TAKEN_DOWN]),
                name="article_was_never_public_when_trashed",
                violation_error_message="A story that readers have seen is taken down instead.",
            ),
        ]

    def __str__(self):
        return self.headline or str(_("Untitled story"))

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """Return the permanent address, as `/world/2026/11/kim-putin-meeting/`.

        Year and month are those of the publication's own time zone.
        """
        published_at = self.published_at.astimezone(timezone.get_default_timezone())
        year, month = published_at.year, f"{published_at.month:02}"
        return path_to("article", self.section.slug, year, month, self.slug)

    def is_in(self, section):
        """The twin of `ArticleQuerySet.in_section` for one story."""
        return self.section_id in section.keys_within()

    @cached_property
    def maker_keys(self):
        """The keys of the accounts whose story it is, the twin of `ArticleQuerySet.made_by`.

        It stays as it was when first asked, so that a form cannot make a story somebody's own.
        """
        bylines = self.bylines.values_list("author__user", flat=True) if self.pk else []
        return {self.created_by_id, *bylines} - {None}

    @property
    def has_address(self):
        """A story has its address as soon as it has a section, a slug and a time."""
        return bool(self.section_id and self.slug and self.published_at)

    @property
    def address(self):
        """The canonical address, with scheme and host."""
        return settings.SITE_ADDRESS + self.get_absolute_url()

    @property
    def is_published(self):
        return self.is_published_at(timezone.now())

    def is_published_at(self, moment):
        """The twin of `ArticleQuerySet.published` for one story."""
        return (
            self.status == Status.PUBLISHED
            and self.published_at <= moment
            and (self.embargo_until is None or self.embargo_until <= moment)
            and (self.expires_at is None or self.expires_at > moment)
        )

    @property
    def has_come_out(self):
        """Whether readers have seen it, be it that it expired or was taken down since."""
        is_out = self.status in (Status.PUBLISHED, Status.TAKEN_DOWN)
        return is_out and self.appears_at <= timezone.now()

    @property
    def appears_at(self):
        """When readers first see a story that is published: at its time, or after its embargo."""
        return max(filter(None, [self.published_at, self.embargo_until]))

    @property
    def is_coverage(self):
        """Whether its parts are entries of live coverage, going on or not."""
        return self.kind == Kind.LIVE

    @property
    def is_live(self):
        """Whether coverage is going on and new parts are to be expected."""
        return self.is_coverage and self.coverage_ended_at is None

    @property
    def is_right_to_left(self):
        return _described(self.language)["bidi"]

    @property
    def kind_name(self):
        """What `get_kind_display` returns after it has translated all kinds."""
        return Kind(self.kind).label

    @property
    def language_name(self):
        """The language in its own words, as `français`."""
        return _described(self.language)["name_local"]

    @property
    def direction(self):
        return "rtl" if self.is_right_to_left else "ltr"

    @property
    def shown_photo(self):
        """The lead photo, if readers may see it."""
        return shown(self.lead_photo)

    @property
    def reading_minutes(self):
        return words.reading_minutes(self.word_count)

    @cached_property
    def bylines_in_order(self):
        """The bylines, as fetched for many stories at once or when first asked for."""
        return list(self.bylines.all())

    @property
    def writers(self):
        """The authors of the words, for the byline of a card."""
        return [line.author for line in self.bylines_in_order if line.role == line.Role.WORDS]

    def parts_in_order(self):
        """Return the parts with their photos as readers see them.

        Of live coverage the newest comes first, below whatever has no time: its summary.
        """
        parts = _parts_of(article=self.pk)
        if not self.is_coverage:
            return parts
        pinned = [part for part in parts if part.posted_at is None]
        timed = [part for part in parts if part.posted_at is not None]
        return pinned + sorted(timed, key=lambda part: (part.posted_at, part.order), reverse=True)

    def recount_words(self):
        texts = (prose.plain_text(part.prose) for part in self.parts.all())
        self.word_count = sum(words.count_words(text) for text in texts)
        self.save(update_fields=["word_count"])

    def free_slug(self):
        """Return a slug made from the headline that no other story has or had; None without one."""
        others = type(self).objects.exclude(pk=self.pk)
        former = FormerSlug.objects.of(type(self)).exclude(row=self.pk or 0)
        free = first_free(
            slug_of(self.headline),
            lambda slug: others.filter(slug=slug).exists() or former.filter(slug=slug).exists(),
            longest=LONGEST_SLUG,
        )
        return free or None


@standing
def _parts_of(article):
    parts = Article.parts.rel.related_model.objects
    return parts.filter(article=article).select_related("photo").defer(*unread_of("photo"))
