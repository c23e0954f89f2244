"""Counting a view exactly, however many processes count at once.

Nothing here reads a number to write it back: each step is one statement that the database carries
out whole, all of them in one transaction. They are written in SQL because the ORM has no upsert
that adds to a column or that looks at the row before it changes it. The same text serves SQLite
(3.35 and later) and PostgreSQL.
"""

import secrets
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from readership.models import (
    LONGEST_NAME,
    ArticleViews,
    DailyReferrer,
    DailySalt,
    DailyViews,
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
# Names kept of a day; what a flood of invented ones brings beyond them is counted as others.
MOST_NAMES = 1_000
OTHERS = "…"
SALT_SIZE = 32  # bytes
HASH_SIZE = 16  # bytes; enough that no two readers of a day are ever taken for one


class Counted(NamedTuple):
    """Whether this opening was a new view, and the story's views in all and on its day."""

    is_new: bool
    total: int
    today: int


@transaction.atomic
def count_view(article, *, address, agent, at, referrer=""):
    """Count one opening of a story, unless this reader was counted on it within the window.

    `referrer` is the host of the other site whose link led there, if one did. The window runs from
    the last view that was counted, and ends early at midnight, when the day's salt is thrown away.
    """
    day = timezone.localdate(at)
    reader = _hash(_salt(day, at), address, agent, article)
    if _is_first_in_window(reader, at):
        _add_to_hour(article, at)
        if referrer:
            _add_to_tally(DailyReferrer, day, referrer)
        return Counted(True, total=_add_to_total(article), today=_add_to_day(article, day))
    return views_of(article, at=at)


@transaction.atomic
def count_fruitless_search(words, *, at):
    """Count that somebody found no story with these words, on the day alone."""
    day = timezone.localdate(at)
    # What no database takes as text was typed by nobody.
    words = words.replace("\0", "").encode(errors="ignore").decode()
    _add_to_tally(FruitlessSearch, day, " ".join(words.split()).casefold()[:LONGEST_NAME])


def views_of(article, *, at):
    """Return a story's numbers without counting anything."""
    total = ArticleViews.objects.filter(article=article).values_list("total", flat=True).first()
    days = DailyViews.objects.filter(article=article, day=timezone.localdate(at))
    today = days.values_list("count", flat=True).first()
    return Counted(False, total=total or 0, today=today or 0)


def _hash(salt, address, agent, article):
    return blake2b(
        f"{address}|{agent}|{article.pk}".encode(), key=salt, digest_size=HASH_SIZE
    ).hexdigest()


def _salt(day, at):
    """Return the day's salt; the first view of a day makes it and forgets the days before."""
    daily_salt, is_made = DailySalt.objects.get_or_create(
        day=day, defaults={"salt": secrets.token_bytes(SALT_SIZE)}
    )
    if is_made:
        DailySalt.objects.filter(day__lt=day).delete()
        RecentView.objects.filter(counted_at__lte=at - WINDOW).delete()
        HourlyViews.objects.filter(hour__lt=at - HOURS_KEPT).delete()
        FruitlessSearch.objects.filter(day__lt=day - SEARCHES_KEPT).delete()
    return bytes(daily_salt.salt)


def _is_first_in_window(reader, at):
    table = RecentView._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (reader, counted_at) VALUES (%s, %s) "
            f"ON CONFLICT (reader) DO UPDATE SET counted_at = excluded.counted_at "
            f"WHERE {table}.counted_at <= %s",
            [reader, _adapted(at), _adapted(at - WINDOW)],
        )
        return cursor.rowcount == 1


def _add_to_total(article):
    table = ArticleViews._meta.db_table
    return _number(
        f"INSERT INTO {table} (article_id, counted, imported) VALUES (%s, 1, 0) "
        f"ON CONFLICT (article_id) DO UPDATE SET counted = {table}.counted + 1 RETURNING total",
        [article.pk],
    )


def _add_to_day(article, day):
    table = DailyViews._meta.db_table
    return _number(
        f'INSERT INTO {table} (article_id, day, "count") VALUES (%s, %s, 1) '
        f'ON CONFLICT (article_id, day) DO UPDATE SET "count" = {table}."count" + 1 '
        f'RETURNING "count"',
        [article.pk, connection.ops.adapt_datefield_value(day)],
    )


def _add_to_hour(article, at):
    table = HourlyViews._meta.db_table
    hour = at.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (article_id, hour, "count") VALUES (%s, %s, 1) '
            f'ON CONFLICT (hour, article_id) DO UPDATE SET "count" = {table}."count" + 1',
            [article.pk, _adapted(hour)],
        )


def _add_to_tally(model, day, name):
    """Add one to the name on its day, or to the others once the day has names enough."""
    if model.objects.filter(day=day, name=name).update(count=F("count") + 1):
        return
    is_full = model.objects.filter(day=day).count() >= MOST_NAMES
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (day, name, "count") VALUES (%s, %s, 1) '
            f'ON CONFLICT (day, name) DO UPDATE SET "count" = {table}."count" + 1',
            [connection.ops.adapt_datefield_value(day), OTHERS if is_full else name],
        )


def _number(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]


def _adapted(at):
    return connection.ops.adapt_datetimefield_value(at)
