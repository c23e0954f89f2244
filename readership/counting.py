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
from django.utils import timezone

from readership.models import ArticleViews, DailySalt, DailyViews, RecentView

# A reader who comes back to a story after so long has opened it again.
WINDOW = timedelta(minutes=30)
SALT_SIZE = 32  # bytes
HASH_SIZE = 16  # bytes; enough that no two readers of a day are ever taken for one


class Counted(NamedTuple):
    """Whether this opening was a new view, and the story's views in all and on its day."""

    is_new: bool
    total: int
    today: int


@transaction.atomic
def count_view(article, *, address, agent, at):
    """Count one opening of a story, unless this reader was counted on it within the window.

    The window runs from the last view that was counted, and ends early at midnight, when the
    day's salt is thrown away.
    """
    day = timezone.localdate(at)
    reader = _hash(_salt(day, at), address, agent, article)
    if _is_first_in_window(reader, at):
        return Counted(True, total=_add_to_total(article), today=_add_to_day(article, day))
    return views_of(article, at=at)


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


def _number(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]


def _adapted(at):
    return connection.ops.adapt_datetimefield_value(at)
