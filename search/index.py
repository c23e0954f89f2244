"""The index of public stories, in whichever database the site runs on.

Triggers keep it: whatever changes a story, by a form, a bulk update or by hand, changes its
document in the same transaction, and the clippings that lists are read from (articles/models/
clipping.py) with it. Only stories that are published or scheduled have any.
"""

import logging
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from search import postgresql, sqlite

_MODULES = {"sqlite": sqlite, "postgresql": postgresql}

# Stories that one step of a rebuild indexes, in a transaction of its own.
BATCH = 5_000
# Stories that a search indexes anew before it is answered, in a twentieth of a second.
RENEWED_AT_ONCE = 50

log = logging.getLogger(__name__)


class Clause(NamedTuple):
    """One thing that a story must have, or must not have: any of the phrases, or any of the keys.

    A phrase is one word or several in a row. Keys, such as `author12`, `source7`, `tag3` and
    `section1`, say what a story belongs to.
    """

    phrases: tuple = ()
    keys: tuple = ()
    is_prefix: bool = False
    is_excluded: bool = False


class Hit(NamedTuple):
    """A story that was found, and how well it fits; 0 is worst."""

    article_id: int
    published_at: datetime
    relevance: float


class Text(NamedTuple):
    """What a story's document holds, to be shown."""

    headline: str
    standfirst: str
    parts: str
    captions: str


def newest(clauses, *, limit, now, since=None, until=None, is_ranked=False, in_headline=False):
    """Return the newest `limit` hits for the clauses, and whether there may be more.

    At least one clause asks for something. The hits were published from `since` on and before
    `until`, and readers may see them at `now`; if that is None, be they public or not, and `until`
    is given. Unless they are ranked, their relevance is 0.
    """
    hits, is_more = _module().newest(
        clauses,
        limit=limit,
        is_ranked=is_ranked,
        in_headline=in_headline,
        now=now,
        since=since,
        until=until,
    )
    return [Hit(*hit) for hit in hits], is_more or len(hits) == limit


def renew(now):
    """Index anew the newest stories that have lost a caption to midnight since they were indexed.

    Until that is done nobody finds them, so an answer may lack one, and never says too much.
    """
    if ids := _module().outdated(now, most=RENEWED_AT_ONCE):
        try:
            with transaction.atomic():
                _module().renew(ids)
        except DatabaseError:
            log.warning("Stories whose captions have changed wait for their index.", exc_info=True)


def texts(article_ids):
    """Return the `Text` of each story, by its id."""
    return {row[0]: Text(*row[1:]) for row in _module().texts(list(article_ids))}


def named(words, *, is_prefix=False, kind=None):
    """Return the keys of the authors, sources and tags with these words in their name."""
    return tuple(_module().named(words, is_prefix, kind))


def teach(connection, **_signal):
    """Give a new connection what the triggers call."""
    if connection.vendor == "sqlite":
        sqlite.teach(connection)


def before_migrating(using, **_signal):
    """Lift the triggers where they are in the way: SQLite renames no table that one of them names.

    On PostgreSQL they stay, since stories are saved while servers are migrated.
    """
    if connection.alias == using and connection.vendor == "sqlite":
        _module().lift()


def after_migrating(using, **signal):
    # `flush` sends the same signal, without a plan: it leaves the tables as they are.
    if connection.alias == using and "plan" in signal:
        lay()


def lay():
    """Lay the triggers, and index what was there before them. Does nothing before migration."""
    if "search_document" not in connection.introspection.table_names():
        return
    _module().lay()
    if not size():
        for _progress in rebuild_all(is_fast=True):
            pass


@contextmanager
def lifted():
    """Lift the triggers while rows are loaded in bulk; `rebuild_all` indexes them afterwards."""
    with transaction.atomic():
        _module().lift()
    try:
        yield
    finally:
        _module().lay()


def rebuild_all(*, is_fast=False):
    """Index every story anew, yielding `(done, total)` after each step.

    Searches go on meanwhile; the fast way is for when nobody minds that they are slow.
    """
    if is_fast:
        with transaction.atomic():
            _module().unindex()
    rebuild_names()
    steps = list(_batches())
    for number, (first, last) in enumerate(steps, start=1):
        _rebuild(first, last)
        yield number, len(steps) + 1
    _settle()
    yield len(steps) + 1, len(steps) + 1


@transaction.atomic
def _rebuild(first, last):
    """Index anew the stories whose ids lie from first to last."""
    _module().rebuild(first, last)


@transaction.atomic
def rebuild_names():
    _module().rebuild_names()


def _batches():
    """Yield `(first, last)` ids that hold all stories and documents together."""
    highest = _value(
        "SELECT max(id) FROM (SELECT max(id) AS id FROM articles_article "
        "UNION ALL SELECT max(article_id) FROM search_document) AS ids"
    )
    for first in range(1, (highest or 0) + 1, BATCH):
        yield first, first + BATCH - 1


@transaction.atomic
def _settle():
    """Let the database tidy up after a rebuild."""
    _module().settle()


def out_of_step():
    """Return how many stories the index lacks, and how many it has too many."""
    published = "SELECT id FROM articles_article WHERE status = 'published'"
    indexed = "SELECT article_id FROM search_document"
    return (
        _value(f"SELECT count(*) FROM ({published} EXCEPT {indexed}) AS missing"),
        _value(f"SELECT count(*) FROM ({indexed} EXCEPT {published}) AS surplus"),
    )


def size():
    return _value("SELECT count(*) FROM search_document")


def _value(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _module():
    return _MODULES[connection.vendor]
