"""Weeks as they are printed here."""

from calendar import Calendar

from django.utils.formats import get_format


def calendar_of_weeks():
    """Return a calendar whose weeks begin as people expect in the site's language."""
    sunday_is_0 = get_format("FIRST_DAY_OF_WEEK")
    return Calendar(firstweekday=(sunday_is_0 - 1) % 7)
