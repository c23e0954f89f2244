"""Counting a view exactly, however many processes count at once.

With COUNTER_URL a view is counted in Redis (`buffer.py`) and drained into the database a little
later (`draining.py`). Without it, and whenever Redis does not answer, the database counts at once.
"""

import secrets
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from threading import BoundedSemaphore
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.weeks import midnight
from readership import books
from readership.models import (
    LONGEST_NAME,
    DailyReferrer,
    DailySalt,
    FruitlessSearch,
    HourlyViews,
    RecentView,
)

# A reader who comes back to a story after so long has opened it again.
WINDOW = timedelta(minutes=30)
# For how long the desk sees hour by hour what was read.
HOURS_KEPT = timedelta(days=8)
# For how long the words are kept that readers looked for.
SEARCHES_KEPT = timedelta(days=90)
# So many threads of a process may wait for the database to count; the others are for readers.
WAITING = BoundedSemaphore(4)
PATIENCE = 1  # seconds, of whoever wants to wait as well
SALT_SIZE = 32  # bytes
HASH_SIZE = 16  # bytes; enough that no two readers of a day are ever taken for one


class Busy(Exception):
    """The database takes no view at the moment, and enough are waiting for it."""


class Counted(NamedTuple):
    """Whether this opening was a new view, and the story's views in all and on its day."""

    is_new: bool
    total: int
    today: int


def count_view(article, *, address, agent, at, referrer=""):
    """Count one opening of a story, unless this reader was counted on it within the window.

    `referrer` is the host of the other site whose link led there, if one did. The window runs from
    the last view that was counted, and ends early at midnight, when the day's salt is thrown away.
    Raises Busy when it was not counted and can be sent again.
    """
    day = timezone.localdate(at)
    reader = _hash(_kept_salt(day), f"{address}|{agent}|{article.pk}")
    if buffer := _buffer():
        try:
            return _counted_in(buffer, article, day, at, reader, referrer)
        except buffer.Unavailable:
            pass
    if not WAITING.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _counted_at_once(article, day, at, reader, referrer)
    finally:
        WAITING.release()


def count_fruitless_search(words, *, at):
    """Count that somebody found no story with these words, on the day alone."""
    day = timezone.localdate(at)
    # What no database takes as text was typed by nobody.
    words = words.replace("\0", "").encode(errors="ignore").decode()
    name = " ".join(words.split()).casefold()[:LONGEST_NAME]
    if buffer := _buffer():
        try:
            buffer.count_name("searches", day, name)
            return
        except buffer.Unavailable:
            pass
    with transaction.atomic():
        books.add_to_tally(FruitlessSearch, day, name)


def views_of(article, *, at):
    """Return a story's numbers without counting anything."""
    day = timezone.localdate(at)
    if buffer := _buffer():
        try:
            return _with_stored(article, day, buffer.look(article.pk, day))
        except buffer.Unavailable:
            pass
    return _with_stored(article, day)


def _counted_in(buffer, article, day, at, reader, referrer):
    try:
        counted = buffer.count_view(
            article.pk, day=day, at=at, reader=reader, window=WINDOW, referrer=referrer
        )
    except buffer.Unanswered:
        return _with_stored(article, day)
    numbers = _with_stored(article, day, counted)
    if counted.is_due:
        from readership.draining import try_to_drain  # on servers alone, as the buffer

        try_to_drain()
    return numbers


def _with_stored(article, day, counted=None):
    """Add what Redis has counted and the database does not hold yet to what it holds."""
    batches = counted.batches if counted else []
    total, today, drained = books.numbers_of(article.pk, day, [each.batch for each in batches])
    waiting = [each for each, is_drained in zip(batches, drained, strict=True) if not is_drained]
    return Counted(
        counted is not None and counted.is_new,
        total=total + sum(each.total for each in waiting),
        today=today + sum(each.today for each in waiting),
    )


@transaction.atomic
def _counted_at_once(article, day, at, reader, referrer):
    if not books.is_first_within(WINDOW, reader=reader, at=at):
        return _with_stored(article, day)
    # In the order of a drain, so that neither ever waits for the other in a circle.
    books.add_to_hour(article.pk, hour_of(at))
    if referrer:
        books.add_to_tally(DailyReferrer, day, referrer)
    total = books.add_to_total(article.pk)
    return Counted(True, total, today=books.add_to_day(article.pk, day))


def hour_of(at):
    return at.replace(minute=0, second=0, microsecond=0)


def _buffer():
    """Return the module that counts in Redis, or None where there is no Redis to count in."""
    if not settings.COUNTER_URL:
        return None
    from readership import buffer  # its driver is installed on servers alone

    return buffer


def _hash(salt, reader):
    return blake2b(reader.encode(), key=salt, digest_size=HASH_SIZE).hexdigest()


@lru_cache(maxsize=1)
def _kept_salt(day):
    """Return the day's salt, asked of the database once a day by each process.

    The first view of a day makes it and forgets the days before.
    """
    daily_salt, is_made = DailySalt.objects.get_or_create(
        day=day, defaults={"salt": secrets.token_bytes(SALT_SIZE)}
    )
    if is_made:
        DailySalt.objects.filter(day__lt=day).delete()
        RecentView.objects.filter(counted_at__lte=midnight(day) - WINDOW).delete()
        HourlyViews.objects.filter(hour__lt=midnight(day) - HOURS_KEPT).delete()
        FruitlessSearch.objects.filter(day__lt=day - SEARCHES_KEPT).delete()
    return bytes(daily_salt.salt)
