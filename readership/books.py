"""What the database keeps of views, each change one statement that it carries out whole.

Nothing here reads a number to write it back. The statements are written in SQL because the ORM has
no upsert that adds to a column or that looks at the row before it changes it. The same text serves
SQLite (3.35 and later) and PostgreSQL.
"""

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import F

from composing.standing import ask
from readership.models import ArticleViews, DailyViews, DrainedBatch, HourlyViews, RecentView

# Names kept of a day; what a flood of invented ones brings beyond them is counted as others.
MOST_NAMES = 1_000
OTHERS = "…"


def is_first_within(window, *, reader, at):
    """Mark a reader's hash with the time, unless it has a mark from within the window before.

    A mark from further ahead than that was made by a clock that has been set back since.
    """
    table = RecentView._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (reader, counted_at) VALUES (%s, %s) "
            f"ON CONFLICT (reader) DO UPDATE SET counted_at = excluded.counted_at "
            f"WHERE {table}.counted_at <= %s OR {table}.counted_at > %s",
            [reader, _adapted(at), _adapted(at - window), _adapted(at + window)],
        )
        return cursor.rowcount == 1


def add_to_total(article, count=1):
    """Add views to the story with that key; return all that it has now."""
    table = ArticleViews._meta.db_table
    return _number(
        f"INSERT INTO {table} (article_id, counted, imported) VALUES (%s, %s, 0) "
        f"ON CONFLICT (article_id) DO UPDATE SET counted = {table}.counted + excluded.counted "
        f"RETURNING total",
        [article, count],
    )


def add_to_day(article, day, count=1):
    """Add views to a day of the story with that key; return those of the day."""
    table = DailyViews._meta.db_table
    return _number(
        f'INSERT INTO {table} (article_id, day, "count") VALUES (%s, %s, %s) '
        f'ON CONFLICT (article_id, day) DO UPDATE SET "count" = {table}."count" + excluded."count" '
        f'RETURNING "count"',
        [article, connection.ops.adapt_datefield_value(day), count],
    )


def add_to_hour(article, hour, count=1):
    table = HourlyViews._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (article_id, hour, "count") VALUES (%s, %s, %s) '
            f"ON CONFLICT (hour, article_id) "
            f'DO UPDATE SET "count" = {table}."count" + excluded."count"',
            [article, _adapted(hour), count],
        )


def add_to_tally(model, day, name, count=1):
    """Add to the name on its day, or to the others once the day has names enough."""
    if model.objects.filter(day=day, name=name).update(count=F("count") + count):
        return
    is_full = model.objects.filter(day=day).count() >= MOST_NAMES
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (day, name, "count") VALUES (%s, %s, %s) '
            f'ON CONFLICT (day, name) DO UPDATE SET "count" = {table}."count" + excluded."count"',
            [connection.ops.adapt_datefield_value(day), OTHERS if is_full else name, count],
        )


def numbers_of(article, day, batches=()):
    """Return a story's total, its views of the day, and for each batch whether they hold it.

    All of it in one statement, so that no drain can come between the numbers and the answer.
    """
    is_drained = f"EXISTS (SELECT 1 FROM {DrainedBatch._meta.db_table} WHERE batch = %s)"
    [(total, today, *drained)] = ask(
        connections[DEFAULT_DB_ALIAS],
        f"SELECT COALESCE((SELECT total FROM {ArticleViews._meta.db_table} "
        f"WHERE article_id = %s), 0), "
        f'COALESCE((SELECT "count" FROM {DailyViews._meta.db_table} '
        f"WHERE article_id = %s AND day = %s), 0)" + f", {is_drained}" * len(batches),
        [article, article, connection.ops.adapt_datefield_value(day), *batches],
    )
    return total, today, drained


def _number(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0]


def _adapted(at):
    return connection.ops.adapt_datetimefield_value(at)
