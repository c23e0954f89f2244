"""What the newsroom wants to know of its readers and its stories, each figure as rows of numbers.

A figure is asked for a person, who learns of no story that is not theirs to read, and for the
last days. It is counted by the database; no row says anything of a single reader.
"""

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleAttribution, Byline, Correction, Part
from articles.weeks import midnight
from desk.access import stories_for
from readership.models import DailyReferrer, DailyViews, FruitlessSearch, HourlyViews

HOURS = 48
MONTHS = 12
ON_THE_PAGE = 10  # rows of a list; its file has more
IN_A_FILE = 1_000
PERIODS = (1, 7, 30, 90)  # days that a figure may be asked for


class Row(NamedTuple):
    """A line of a figure; `address` leads to what is counted, or is ""."""

    label: str
    number: int
    address: str = ""


class Figure(NamedTuple):
    """`columns` name label and number; `is_over_time` tells that the rows follow each other."""

    key: str
    title: str
    columns: tuple
    rows: list
    is_over_time: bool = False
    note: str = ""

    @property
    def total(self):
        return sum(row.number for row in self.rows)


def views_by_hour(_user, _days, _limit):
    last = timezone.now().replace(minute=0, second=0, microsecond=0)
    hours = [last - timedelta(hours=age) for age in reversed(range(HOURS))]
    counted = HourlyViews.objects.filter(hour__gte=hours[0]).order_by()
    numbers = dict(
        counted.values("hour").annotate(number=Sum("count")).values_list("hour", "number")
    )
    return [
        Row(date_format(timezone.localtime(hour), "j M H:i"), numbers.get(hour, 0))
        for hour in hours
    ]


def views_by_day(_user, days, _limit):
    numbers = dict(
        _views(days)
        .order_by()
        .values("day")
        .annotate(number=Sum("count"))
        .values_list("day", "number")
    )
    return [Row(date_format(day, "j M Y"), numbers.get(day, 0)) for day in _days_of(days)]


def views_by_section(_user, days, limit):
    counted = _views(days).filter(article__section__isnull=False).order_by()
    sections = counted.values_list("article__section__name", "article__section__slug")
    most_read = sections.annotate(number=Sum("count")).order_by("-number")
    return [
        Row(name, number, reverse("section", args=[slug]))
        for name, slug, number in most_read[:limit]
    ]


def views_by_author(_user, days, limit):
    by_author = Byline.objects.filter(
        role=Byline.Role.WORDS, article__daily_views__day__gte=_first_day(days)
    )
    numbers = (
        by_author.order_by()
        .values_list("author__name", "author__slug")
        .annotate(number=Sum("article__daily_views__count"))
    )
    return [
        Row(name, number, reverse("author", args=[slug]))
        for name, slug, number in numbers.order_by("-number")[:limit]
    ]


def views_by_story(user, days, limit):
    readable = _views(days).filter(article__in=stories_for(user)).order_by()
    # Grouped by the bare column, SQLite would walk through the views of all days.
    by_story = readable.values(story=F("article_id") + 0).annotate(number=Sum("count"))
    numbers = by_story.order_by("-number", "-story").values_list("story", "number")[:limit]
    stories = Article.objects.in_bulk([key for key, _number in numbers])
    return [Row(str(stories[key]), number, _at_the_desk(stories[key])) for key, number in numbers]


def referrers(_user, days, limit):
    return _tally(DailyReferrer, days, limit)


def fruitless_searches(_user, days, limit):
    return [
        row._replace(address=f"{reverse('search')}?{urlencode({'q': row.label})}")
        for row in _tally(FruitlessSearch, days, limit)
    ]


def sources_cited(_user, days, limit):
    recent = Article.objects.published().filter(published_at__gte=midnight(_first_day(days)))
    # Begun with the sources, every attribution of the archive would be read.
    cited = ArticleAttribution.objects.filter(article__in=recent).order_by()
    sources = cited.values_list("source__name", "source__slug")
    most_cited = sources.annotate(number=Count("article", distinct=True))
    return [
        Row(name, number, reverse("source", args=[slug]))
        for name, slug, number in most_cited.order_by("-number", "source__name")[:limit]
    ]


def stories_without_source(user, days, limit):
    cited = ArticleAttribution.objects.filter(article=OuterRef("pk"))
    return _lacking(user, days, limit, ~Exists(cited))


def stories_without_alt(user, days, limit):
    undescribed = Q(photo__alt="") | Q(illustrations__photo__alt="")
    pictures = Part.objects.filter(undescribed, article=OuterRef("pk"))
    return _lacking(user, days, limit, Q(lead_photo__alt="") | Exists(pictures))


def corrections_by_month(_user, _days, _limit):
    months = _last_months()
    told = Correction.objects.public().filter(version__made_at__gte=months[0]).order_by()
    by_month = told.annotate(month=TruncMonth("version__made_at")).values("month")
    numbers = dict(by_month.annotate(number=Count("pk")).values_list("month", "number"))
    return [Row(date_format(month, "M Y"), numbers.get(month, 0)) for month in months]


class Question(NamedTuple):
    """What can be asked: `answer(user, days, limit)` returns the rows."""

    title: str
    columns: tuple
    answer: object
    is_over_time: bool = False
    note: str = ""


QUESTIONS = {
    "views-by-hour": Question(
        _("Views by hour"), (_("Hour"), _("Views")), views_by_hour, True, _("The last two days.")
    ),
    "views-by-day": Question(_("Views by day"), (_("Day"), _("Views")), views_by_day, True),
    "views-by-section": Question(
        _("Views by section"), (_("Section"), _("Views")), views_by_section
    ),
    "views-by-author": Question(
        _("Views by author"),
        (_("Author"), _("Views")),
        views_by_author,
        note=_("A story by two authors counts for both."),
    ),
    "views-by-story": Question(_("Views by story"), (_("Story"), _("Views")), views_by_story),
    "referrers": Question(
        _("Sites that led here"),
        (_("Site"), _("Views")),
        referrers,
        note=_("Only names of sites are kept, and only with the day."),
    ),
    "fruitless-searches": Question(
        _("Searches that found nothing"), (_("Words"), _("Searches")), fruitless_searches
    ),
    "sources": Question(_("Sources cited most"), (_("Source"), _("Stories")), sources_cited),
    "without-source": Question(
        _("Stories without a source"), (_("Story"), _("Views")), stories_without_source
    ),
    "without-alt": Question(
        _("Stories with a picture that has no alt text"),
        (_("Story"), _("Views")),
        stories_without_alt,
    ),
    "corrections": Question(
        _("Corrections by month"),
        (_("Month"), _("Corrections")),
        corrections_by_month,
        True,
        _("The last twelve months."),
    ),
}


def figure(key, *, user, days, limit):
    """Return the Figure of a question for a person; a list has `limit` rows at most.

    Raises KeyError for a question that there is not.
    """
    question = QUESTIONS[key]
    return Figure(
        key,
        question.title,
        question.columns,
        question.answer(user, days, limit),
        question.is_over_time,
        question.note,
    )


def _views(days):
    return DailyViews.objects.filter(day__gte=_first_day(days))


def _tally(model, days, limit):
    named = model.objects.filter(day__gte=_first_day(days)).order_by()
    numbers = named.values_list("name").annotate(number=Sum("count"))
    return [Row(name, number) for name, number in numbers.order_by("-number", "name")[:limit]]


def _lacking(user, days, limit, lack):
    """Return the stories of the days that lack something, the most read first."""
    published = Article.objects.published().filter(published_at__gte=midnight(_first_day(days)))
    stories = stories_for(user).filter(lack, pk__in=published.values("pk")).select_related("views")
    worst = stories.order_by(F("views__total").desc(nulls_last=True), "-pk")[:limit]
    return [
        Row(str(story), story.views.total if hasattr(story, "views") else 0, _at_the_desk(story))
        for story in worst
    ]


def _at_the_desk(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def _first_day(days):
    return timezone.localdate() - timedelta(days=days - 1)


def _days_of(days):
    return [_first_day(days) + timedelta(days=number) for number in range(days)]


def _last_months():
    """Return the first moments of the last months, this one last, in the site's time zone."""
    this_month = timezone.localdate().replace(day=1)
    months = []
    for age in reversed(range(MONTHS)):
        years, month = divmod(this_month.month - 1 - age, 12)
        first = this_month.replace(year=this_month.year + years, month=month + 1)
        months.append(midnight(first))
    return months
