"""The list of stories."""

from datetime import date, timedelta

from django.contrib import admin, messages
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
from articles.weeks import midnight
from desk.finding import find
from search.query import Unanswerable

PAGE_SIZE = 50
# Whoever looks further back is better served by a date, a writer or words.
MOST_LISTED = 50 * PAGE_SIZE
# The filters whose values the index of the search knows, and what it calls their keys.
KINDS = {"section__id__exact": "section", "authors__id__exact": "author"}
NARROWING = (*KINDS, "published_at__year", "published_at__month", "published_at__day")


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


class FoundStories(ArticleQuerySet):
    """Stories that were found by words: few, of which the hierarchy of dates asks the ends."""

    def aggregate(self, **ends):
        """Ask these alone: PostgreSQL would walk the archive from its end to the first of them."""
        return super(FoundStories, self.order_by()[: 2 * MOST_LISTED]).aggregate(**ends)


class StoryList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """Fetch the writers for the list alone: the writing screen must see what it saves."""
        query = super().get_queryset(request, exclude_parameters).query
        self.is_search_cut = getattr(request, "is_search_cut", False)
        if refusal := getattr(request, "search_refusal", None):
            messages.warning(request, refusal)
        stories = FoundStories if self.query else StoriesByDate
        return stories(self.model, query).prefetch_related("bylines")

    @property
    def is_cut(self):
        """Whether there are more stories than the list has, or may be among older ones."""
        return self.is_search_cut or self.paginator.is_cut


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


def _narrowed_to(request):
    """Return what the index is told of the filters that are chosen: days, a section, an author.

    It has the newest stories with some words: of another time or section there may be none.
    """
    try:
        chosen = {name: int(request.GET[name]) for name in NARROWING if name in request.GET}
        days = _days(*(chosen.get(f"published_at__{unit}") for unit in ("year", "month", "day")))
    except (ValueError, OverflowError):  # The filters themselves complain.
        return {}
    return days | {
        "belonging_to": [f"{KINDS[name]}{key}" for name, key in chosen.items() if name in KINDS]
    }


def _days(year, month, day):
    """Return when the chosen year, month or day begins and ends."""
    if year is None:
        return {}
    first = date(year, month or 1, day or 1)
    length = 1 if day else 31 if month else 366
    after = first + timedelta(days=length)
    end = after if day else after.replace(day=1) if month else after.replace(month=1, day=1)
    return {"since": midnight(first), "until": midnight(end)}


class ListOfStories:
    """For the ModelAdmin of stories: what its list shows of each, and how it is narrowed down."""

    list_display = [
        "thumbnail", "headline_or_untitled", "section", "status_now", "published_at", "by", "reads",
    ]  # fmt: skip
    list_display_links = ["headline_or_untitled"]
    list_filter = [
        "status", "section", "kind", LanguageInUse, ("authors", AuthorsInUse),
    ]  # fmt: skip
    # Django shows a field for words if there are any; `get_search_results` says where it looks.
    search_fields = ["headline"]
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    list_select_related = ["section", "lead_photo", "views"]
    list_per_page = PAGE_SIZE
    paginator = BoundedPaginator
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_search_results(self, request, stories, search_term):
        if not search_term.strip():
            return stories, False
        try:
            found, request.is_search_cut = find(
                stories, search_term, most=MOST_LISTED + 1, **_narrowed_to(request)
            )
        except Unanswerable as refusal:
            request.search_refusal = refusal
            return stories.none(), False
        return found, False

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
