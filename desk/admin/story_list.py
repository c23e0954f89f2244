"""The list of stories."""

from datetime import date

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Paginator
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Byline, Status
from articles.models.article import story_languages
from articles.models.article_queries import ArticleQuerySet

PAGE_SIZE = 50
# Whoever looks further back is better served by a date, a writer or words.
MOST_LISTED = 50 * PAGE_SIZE


class LanguageInUse(admin.SimpleListFilter):
    """The languages that stories are in; Django knows a hundred."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        names = dict(story_languages())
        used = _languages_of(model_admin.get_queryset(request))
        return [(code, names.get(code, code)) for code in used]

    def queryset(self, request, articles):
        return articles.filter(language=self.value()) if self.value() else articles


def _languages_of(stories):
    """Yield the languages of the stories: one step along an index for each."""
    codes = stories.order_by("language").values_list("language", flat=True)
    code = codes.first()
    while code:
        yield code
        code = codes.filter(language__gt=code).first()


class AuthorsInUse(admin.RelatedFieldListFilter):
    """The authors that any story has a byline of."""

    def field_choices(self, field, request, model_admin):
        return field.get_choices(
            include_blank=False,
            ordering=self.field_admin_ordering(field, request, model_admin),
            limit_choices_to=Q(Exists(Byline.objects.filter(author=OuterRef("pk")))),
        )


class StoriesByDate(ArticleQuerySet):
    """Stories that Django's hierarchy of dates asks which years there are."""

    def aggregate(self, **ends):
        """Look each end up by itself: for both at once SQLite reads all that lies between."""
        return {
            name: value
            for name, end in ends.items()
            for value in super(StoriesByDate, self).aggregate(end=end).values()
        }

    def datetimes(self, field_name, kind, **options):
        """Return the years from the first to the last without reading what lies between them."""
        if kind != "year":
            return super().datetimes(field_name, kind, **options)
        first, last = self.aggregate(first=Min(field_name), last=Max(field_name)).values()
        if first is None:
            return []
        years = range(timezone.localtime(first).year, timezone.localtime(last).year + 1)
        return [date(year, 1, 1) for year in years]


class StoryList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """Fetch the writers for the list alone: the writing screen must see what it saves."""
        query = super().get_queryset(request, exclude_parameters).query
        return StoriesByDate(self.model, query).prefetch_related("bylines")


class BoundedPaginator(Paginator):
    """Pages of the first stories of a list: to count all and to skip over most takes seconds."""

    @cached_property
    def count(self):
        return min(self._bounded_count, MOST_LISTED)

    @property
    def is_cut(self):
        return self._bounded_count > MOST_LISTED

    @cached_property
    def _bounded_count(self):
        return self.object_list.order_by()[: MOST_LISTED + 1].count()


class ListOfStories:
    """For the ModelAdmin of stories: what its list shows of each, and how it is narrowed down."""

    list_display = [
        "thumbnail", "headline_or_untitled", "section", "status_now", "published_at", "by", "reads",
    ]  # fmt: skip
    list_display_links = ["headline_or_untitled"]
    list_filter = [
        "status", "section", "kind", LanguageInUse, ("authors", AuthorsInUse),
    ]  # fmt: skip
    search_fields = ["headline", "standfirst", "slug", "authors__name", "tags__name"]
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    list_select_related = ["section", "lead_photo", "views"]
    list_per_page = PAGE_SIZE
    paginator = BoundedPaginator
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return StoryList

    @admin.display(description=_("Photo"))
    def thumbnail(self, article):
        if article.lead_photo is None:
            return format_html('<span class="{}"></span>', "desk-thumbnail")
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}" loading="lazy">',
            article.lead_photo.thumbnail_url,
            article.lead_photo.alt,
        )

    @admin.display(description=_("Headline"), ordering="headline")
    def headline_or_untitled(self, article):
        return str(article)

    @admin.display(description=_("Status"), ordering="status")
    def status_now(self, article):
        if article.status == Status.PUBLISHED and article.published_at > timezone.now():
            return _("Scheduled")
        return article.get_status_display()

    @admin.display(description=_("By"))
    def by(self, article):
        return ", ".join(str(author) for author in article.writers)

    @admin.display(description=_("Views"), ordering="views__total")
    def reads(self, article):
        views = getattr(article, "views", None)
        total = intcomma(views.total) if views else "0"
        return format_html('<span data-label="{}">{}</span>', _("Views"), total)
