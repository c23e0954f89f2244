"""What was published when: years, the months of one, the calendar of a month, the stories of a day.

Each page counts or lists one stretch of time, so none grows with the archive. The stretch comes
before `published()`: SQLite goes to the index by the first of two bounds alone.
"""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.models.byline import fetch_bylines
from articles.weeks import calendar_of_weeks, midnight
from composing.standing import standing

FIRST_YEAR = 1605  # of the Relation of Strasbourg, the first newspaper
# More than any newsroom publishes in a day; an import that sets all dates alike could hold more.
LONGEST_DAY = 500


@require_safe
def archive(request):
    """Show the years that have stories: one step along an index for each, and no counting."""
    years = []
    newest = _day_of_first("-published_at")
    while newest:
        years.append(newest.replace(month=1, day=1))
        newest = _day_of_first("-published_at", published_at__lt=midnight(years[-1]))
    return render(request, "articles/archive.html", {"years": years})


@require_safe
def archive_year(request, year):
    year = _day(year, 1, 1)
    next_year = year.replace(year=year.year + 1)
    numbers = _count("month", year, next_year)
    months = [year.replace(month=month) for month in range(1, 13)]
    return render(
        request,
        "articles/archive_year.html",
        {"year": year, "months": [(month, numbers.get(month, 0)) for month in months]}
        | _neighbours(year, next_year),
    )


@require_safe
def archive_month(request, year, month):
    month = _day(year, month, 1)
    next_month = (month + timedelta(days=31)).replace(day=1)
    numbers = _count("day", month, next_month)
    weeks = calendar_of_weeks().monthdatescalendar(month.year, month.month)
    return render(
        request,
        "articles/archive_month.html",
        {
            "month": month,
            "weeks": [[(day, numbers.get(day, 0)) for day in week] for week in weeks],
        }
        | _neighbours(month, next_month),
    )


@require_safe
def archive_day(request, year, month, day):
    day = _day(year, month, day)
    next_day = day + timedelta(days=1)
    stories = _stories(begins=midnight(day), ends=midnight(next_day), now=timezone.now())
    if not stories:
        raise Http404("Nothing was published on this day.")
    fetch_bylines(stories)
    return render(
        request,
        "articles/archive_day.html",
        {"day": day, "stories": stories} | _neighbours(day, next_day),
    )


@standing
def _stories(begins, ends, now):
    stories = Article.objects.filter(published_at__gte=begins, published_at__lt=ends)
    return stories.published(now).newest_first().for_headlines()[:LONGEST_DAY]


def _day(year, month, day):
    """Return the date. Raises Http404 for one that no calendar or no newspaper has."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404("There is no archive of this year.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Http404("There is no such day.") from None


def _count(kind, first_day, next_day):
    numbers = Article.objects.between(first_day, next_day).published().count_by(kind)
    if not numbers:
        raise Http404("Nothing was published in this time.")
    return numbers


def _neighbours(first_day, next_day):
    """Return the nearest days before and after that have a story, `{"older": …, "newer": …}`."""
    return {
        "older": _day_of_first("-published_at", published_at__lt=midnight(first_day)),
        "newer": _day_of_first("published_at", published_at__gte=midnight(next_day)),
    }


def _day_of_first(order, **conditions):
    stories = Article.objects.filter(**conditions).published().order_by(order)
    published_at = stories.values_list("published_at", flat=True).first()
    return published_at and timezone.localdate(published_at)
