"""Views go from Redis into the database exactly once, whatever is killed meanwhile.

A batch is sealed, then added to the counts, then forgotten by Redis. Its identity is written in
the transaction that adds it: whoever comes to a batch that was added and not forgotten sees that,
and of two who come at once the second waits for the first and finds it done.
"""

import logging
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from redis.exceptions import RedisError

from articles.models import Article
from readership import books, buffer
from readership.models import DailyReferrer, DrainedBatch, FruitlessSearch

logger = logging.getLogger(__name__)

# Longer than any batch comes back, were Redis started from an older copy of itself.
IDENTITIES_KEPT = timedelta(days=7)


def drain():
    """Add all views that wait in Redis to the counts of the database; return how many there were.

    Raises RedisError or DatabaseError; what was not drained then waits for the next drain.
    """
    batches = buffer.seal()
    drained = 0
    for batch in batches:
        drained += _add(batch, *buffer.contents(batch))
        buffer.forget(batch)
    old = DrainedBatch.objects.filter(drained_at__lt=timezone.now() - IDENTITIES_KEPT)
    old.exclude(pk__in=batches).delete()
    return drained


def try_to_drain():
    """Drain; what cannot be drained now waits for the next drain, and the log says why."""
    try:
        drain()
    except (RedisError, DatabaseError) as error:
        logger.warning("Views wait in Redis: %s", error)


@transaction.atomic
def _add(batch, views, referrers, searches):
    """Add what a batch holds, unless that was done before; return how many views it added.

    Of two who do it at once, the second waits at the identity until the first has committed.
    """
    now = timezone.now()
    if not DrainedBatch.objects.get_or_create(batch=batch, defaults={"drained_at": now})[1]:
        return 0
    totals, days, hours = _by_table(views)
    # The tables in the order of a view that is counted at once, and each from its lowest key up:
    # so nobody who adds at the same time ever waits for the other in a circle.
    for (article, hour), count in hours:
        books.add_to_hour(article, datetime.fromisoformat(hour), count)
    _add_names(DailyReferrer, referrers)
    for (article,), count in totals:
        books.add_to_total(article, count)
    for (article, day), count in days:
        books.add_to_day(article, date.fromisoformat(day), count)
    _add_names(FruitlessSearch, searches)
    return sum(count for _, count in totals)


def _by_table(views):
    """Return the counts of totals, days and hours, each as sorted `((article, ...), count)`.

    Of a story that was deleted since, nothing is left to be counted.
    """
    rows = {"total": [], "day": [], "hour": []}
    for field, count in views.items():
        table, article, *when = field.split(":", 2)
        rows[table].append(((int(article), *when), int(count)))
    stories = {article for (article,), _ in rows["total"]}
    there = set(Article.objects.filter(pk__in=stories).values_list("pk", flat=True))
    return [sorted(row for row in table if row[0][0] in there) for table in rows.values()]


def _add_names(model, names):
    for name, count in sorted(names.items()):
        day, _, name = name.partition(" ")
        books.add_to_tally(model, date.fromisoformat(day), name, int(count))
