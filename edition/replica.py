"""Readers read from a copy of the database, wherever that has come as far as the database itself.

A page is kept under the number of its Edition, so number and content must come from one database:
a number of the primary's over words of a replica that lags behind would keep the former words for
as long as nothing else is published. Each request is given one database, and the Edition is read
there as well.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from edition.pages import is_for_readers
from edition.present import present

PRIMARY, REPLICA = "default", "replica"
# Who does not answer is left alone for so long: to wait for a machine that is away takes seconds.
REST = 5  # seconds

_source = ContextVar("source", default=PRIMARY)
_rests_until = {PRIMARY: 0, REPLICA: 0}


class Router:
    """Reads where the request was told to; writes to the primary alone, wherever that was."""

    def db_for_read(self, model, **hints):
        return _source.get()

    def db_for_write(self, model, **hints):
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, alias, app, **hints):
        return alias == PRIMARY


def middleware(get_response):
    """Answer readers from the first of `sources()` that can."""
    if REPLICA not in settings.DATABASES:
        raise MiddlewareNotUsed

    def read(request):
        if not is_for_readers(request):
            return get_response(request)
        for source in sources():
            with reading_from(source):
                response = get_response(request)
            if response.status_code != 503:
                break
        return response

    return read


@contextmanager
def reading_from(source):
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


def sources():
    """Return from where to read, the best first: the replica, unless it is behind or gone.

    While the primary is gone nobody can say what is newer, and the replica speaks for both.
    """
    if REPLICA not in settings.DATABASES:
        return (PRIMARY,)
    replica, primary = look(REPLICA), look(PRIMARY)
    is_in_step = replica and (primary is None or replica.number >= primary.number)
    return (REPLICA, PRIMARY) if is_in_step else (PRIMARY, REPLICA)


def look(source):
    """Return the `Present` of a database, or None while it does not answer."""
    if monotonic() < _rests_until[source]:
        return None
    if _rests_until[source]:
        # One finds out whether it is back, the others go on without it.
        _rests_until[source] = monotonic() + REST
    with reading_from(source):
        seen = present()
    is_there = seen is not None and seen.is_answered
    _rests_until[source] = 0 if is_there else monotonic() + REST
    return seen if is_there else None
