"""What is to come out when: stories that are scheduled, under an embargo, or planned."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Status
from articles.weeks import midnight
from desk.access import UNPUBLISHED, stories_for
from desk.board import for_desk

MOST_ENTRIES = 500  # stories in one month; more could not be read


class Entry(NamedTuple):
    """A story on a day; without a time it is planned for the day as a whole."""

    moment: datetime
    has_time: bool
    kind: str
    article: Article


def entries_by_day(user, first_day, next_day):
    """Return `{date: [Entry, …]}` of the days from the first to before the next, in order."""
    span = (midnight(first_day), midnight(next_day))
    stories = for_desk(_stories_within(stories_for(user), first_day, next_day))
    entries = [
        entry
        for article in stories.order_by("pk")[:MOST_ENTRIES]
        for entry in _entries_of(article)
        if span[0] <= entry.moment < span[1]
    ]
    by_day = {}
    for entry in sorted(entries, key=lambda entry: entry.moment):
        by_day.setdefault(timezone.localdate(entry.moment), []).append(entry)
    return by_day


def days_between(first_day, next_day):
    return [first_day + timedelta(days=n) for n in range((next_day - first_day).days)]


def _stories_within(stories, first_day, next_day):
    start, end, now = midnight(first_day), midnight(next_day), timezone.now()
    waits = Q(published_at__gt=now) | Q(embargo_until__gt=now)
    falls_here = Q(published_at__gte=start, published_at__lt=end) | Q(
        embargo_until__gte=start, embargo_until__lt=end
    )
    planned = Q(status__in=UNPUBLISHED, plan__day__gte=first_day, plan__day__lt=next_day)
    return stories.filter(Q(status=Status.PUBLISHED) & waits & falls_here | planned)


def _entries_of(article):
    now, plan = timezone.now(), getattr(article, "plan", None)
    if article.status == Status.PUBLISHED:
        if article.published_at > now:
            yield Entry(article.published_at, True, _("Scheduled"), article)
        if article.embargo_until and article.embargo_until > now:
            yield Entry(article.embargo_until, True, _("Embargo ends"), article)
    elif plan:
        yield Entry(plan.moment, plan.time is not None, _("Planned"), article)
