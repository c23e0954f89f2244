"""Days and weeks as they begin here."""

from calendar import Calendar
from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import get_format


def calendar_of_weeks():
    """Return a calendar whose weeks begin as people expect in the site's language."""
    sunday_is_0 = get_format("FIRST_DAY_OF_WEEK")
    return Calendar(firstweekday=(sunday_is_0 - 1) % 7)


def midnight(day):
    """Return the moment at which a day begins in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
