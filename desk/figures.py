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

from articles.models import Article, ArticleAttribution, Byline, Correction, Part, Version
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
    counted = _views(days).filter(article__bylines__role=Byline.Role.WORDS).order_by()
    authors = counted.values_list(
        "article__bylines__author__name", "article__bylines__author__slug"
    )
    most_read = authors.annotate(number=Sum("count")).order_by("-number")
    return [
        Row(name, number, reverse("author", args=[slug]))
        for name, slug, number in most_read[:limit]
    ]


def views_by_story(user, days, limit):
    """Add up the views alone, and look at no more stories than it takes to fill the rows.

    Nearly all that is read is this person's to see; for the rest, the list is read on.
    """
    summed = _views(days).order_by().values_list("article").annotate(number=Sum("count"))
    most_read = summed.order_by("-number", "-article")
    stories = stories_for(user).only("headline")
    rows, start, size = {}, 0, limit
    while True:
        numbers = dict(most_read[start : start + size])
        found = stories.in_bulk(numbers)
        rows |= {
            key: Row(str(found[key]), number, _at_the_desk(found[key]))
            for key, number in numbers.items()
            if key in found
        }
        if len(rows) >= limit or len(numbers) < size:
            return list(rows.values())[:limit]
        start, size = start + size, size * 2


def referrers(_user, days, limit):
    return _tally(DailyReferrer, days, limit)


def fruitless_searches(_user, days, limit):
    return [
        row._replace(address=f"{reverse('search')}?{urlencode({'q': row.label})}")
        for row in _tally(FruitlessSearch, days, limit)
    ]


def sources_cited(_user, days, limit):
    cited = ArticleAttribution.objects.filter(article__in=_published(days)).order_by()
    sources = cited.values_list("source__name", "source__slug")
    numbers = sources.annotate(number=Count("article", distinct=True))
    return [
        Row(name, number, reverse("source", args=[slug]))
        for name, slug, number in numbers.order_by("-number", "source__name")[:limit]
    ]


def stories_without_source(user, days, limit):
    cited = ArticleAttribution.objects.filter(article=OuterRef("pk"))
    return _lacking(user, days, limit, ~Exists(cited))


def stories_without_alt(user, days, limit):
    """A union, because all parts there are would be read for one of several conditions."""
    published = _published(days)
    parts = Part.objects.filter(article__in=published).order_by()
    lacking = (
        published.filter(lead_photo__alt="")
        .values("pk")
        .union(
            parts.filter(photo__alt="").values("article"),
            parts.filter(illustrations__photo__alt="").values("article"),
        )
    )
    return _lacking(user, days, limit, Q(pk__in=lacking))


def corrections_by_month(_user, _days, _limit):
    """Begin with the corrections: there are far fewer than versions or stories."""
    months = _last_months()
    is_public = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    corrected = Version.objects.filter(is_public, pk__in=Correction.objects.values("version"))
    told = corrected.filter(made_at__gte=months[0]).order_by()
    by_month = told.annotate(month=TruncMonth("made_at")).values("month")
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
    return _of(DailyViews, days)


def _of(model, days):
    """Return what is kept of the days, which are named one by one.

    Asked for all from a day on, SQLite prefers the index that it can group by, and walks through
    all that was ever counted.
    """
    return model.objects.filter(day__in=_days_of(days))


def _tally(model, days, limit):
    numbers = _of(model, days).order_by().values_list("name").annotate(number=Sum("count"))
    return [Row(name, number) for name, number in numbers.order_by("-number", "name")[:limit]]


def _published(days):
    """Return the public stories of the days, for which their index is there."""
    return Article.objects.published().filter(published_at__gte=midnight(_first_day(days)))


def _lacking(user, days, limit, lack):
    """Return the stories of the days that lack something, the most read first."""
    stories = (stories_for(user) & _published(days)).filter(lack)
    worst = (
        stories.select_related("views")
        .only("headline", "views__total")
        .order_by(F("views__total").desc(nulls_last=True), "-pk")
    )
    return [
        Row(str(story), story.views.total if hasattr(story, "views") else 0, _at_the_desk(story))
        for story in worst[:limit]
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
