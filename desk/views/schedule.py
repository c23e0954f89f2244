"""The calendar of what is to come out, by month and by week."""

from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.weeks import calendar_of_weeks
from desk.schedule import days_between, entries_by_day
from desk.screens import screen, show

WEEK = timedelta(days=7)


@screen
@require_safe
def month_schedule(request, year=None, month=None):
    """Show the weeks of a month, of the present one by default."""
    today = timezone.localdate()
    first = _day(year, month, 1) if year is not None else today.replace(day=1)
    weeks = calendar_of_weeks().monthdatescalendar(first.year, first.month)
    next_month = (first + timedelta(days=31)).replace(day=1)
    entries = _entries(request, weeks[0][0], weeks[-1][-1] + timedelta(days=1))
    context = {
        "title": _("Calendar"),
        "first": first,
        "is_empty": not entries,
        "weeks": [[(day, entries.get(day, [])) for day in week] for week in weeks],
        "earlier": first - timedelta(days=1),
        "later": next_month,
        "week_day": today if first <= today < next_month else first,
    }
    return show(request, "desk/calendar_month.html", context | _frame(today))


@screen
@require_safe
def week_schedule(request, year, month, day):
    """Show the seven days of the week that a day falls in."""
    day = _day(year, month, day)
    begins_on = calendar_of_weeks().firstweekday
    first = day - timedelta(days=(day.weekday() - begins_on) % 7)
    entries = _entries(request, first, first + WEEK)
    context = {
        "title": _("Calendar"),
        "first": first,
        "last": first + timedelta(days=6),
        "days": [(day, entries.get(day, [])) for day in days_between(first, first + WEEK)],
        "earlier": first - WEEK,
        "later": first + WEEK,
    }
    return show(request, "desk/calendar_week.html", context | _frame(timezone.localdate()))


def _entries(request, first, next_day):
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    return entries_by_day(request.user, first, next_day)


def _frame(today):
    return {"today": today, "time_zone": settings.TIME_ZONE}


def _day(year, month, day):
    """Return the date; raises Http404 for one that has no day before or after it to go to."""
    if not MINYEAR < year < MAXYEAR:
        raise Http404("There is no calendar of this year.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Http404("There is no such day.") from None
