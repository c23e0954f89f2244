"""Views that wait in Redis: counted there in one round trip, and kept in batches.

A batch has an identity from its first view on. It is open until it is sealed; then nobody adds to
it any more, and it waits until the database has taken it (`draining.py`).
"""

import logging
import secrets
from functools import lru_cache
from hashlib import sha1
from pathlib import Path
from threading import local
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError, TimeoutError
from redis.retry import Retry

from readership.books import MOST_NAMES, OTHERS

logger = logging.getLogger(__name__)

PATIENCE = 0.5  # seconds; what waits longer keeps a thread from the readers
# After a failure Redis is left alone for so long, and the database counts.
PAUSE = 5  # seconds
# An open batch that is older than this is drained by whoever counts: no worker runs.
LONGEST_WAIT = 30  # seconds


class Unavailable(Exception):
    """Redis has not counted."""


class Unanswered(Exception):
    """Redis was asked to count, and has not said in time that it has."""


class Batch(NamedTuple):
    """A story's views in one batch, in all and on the day that was asked for."""

    batch: str
    total: int
    today: int


class Counted(NamedTuple):
    """Whether it was a new view, whether a drain is due, and the batches that hold the story."""

    is_new: bool
    is_due: bool
    batches: list[Batch]


class Script:
    def __init__(self, name):
        self.text = Path(__file__).with_name(name).read_text()
        self.digest = sha1(self.text.encode(), usedforsecurity=False).hexdigest()


COUNT, SEAL = Script("count.lua"), Script("seal.lua")
KINDS = ("views", "referrers", "searches")  # what a batch holds, each in a hash
# Until when this process leaves Redis alone, on the clock of `monotonic()`.
_rest = {"until": 0.0}
_thread = local()


def count_view(article, *, day, at, reader, window, referrer):
    """Count the opening of the story with that key by the reader of that hash.

    Raises Unavailable when it was not counted, and Unanswered when nobody can know yet: then
    Redis, slow or held up, will still count it, and the database would do so once more.
    """
    hour = at.replace(minute=0, second=0, microsecond=0).isoformat()
    counted = _count(
        *(reader, at.timestamp(), int(window.total_seconds())),
        *(article, day.isoformat(), hour, "referrers", referrer),
    )
    return _read(counted)


def count_name(kind, day, name):
    """Count a name of that kind on a day. Raises Unavailable when it was not counted."""
    try:
        _count("", 0, 0, "", day.isoformat(), "", kind, name)
    except Unanswered:
        return


def look(article, day):
    """Return what is waiting for the story with that key, and count nothing."""
    try:
        return _read(_count("", 0, 0, article, day.isoformat(), "", "", ""))
    except Unanswered as error:
        raise Unavailable from error


def seal():
    """Seal the open batch; return the identities of all that wait, the oldest first.

    Raises RedisError, as what follows does: whoever drains has the time to wait and try again.
    """
    return _client().eval(SEAL.text, 0)


def contents(batch):
    """Return what a batch holds: its views, referrers and searches, each as `{field: count}`."""
    return tuple(_client().hgetall(_key(batch, kind)) for kind in KINDS)


def forget(batch):
    """Remove a batch that the database holds."""
    forgetting = _client().pipeline()
    forgetting.lrem("readership:sealed", 0, batch)
    forgetting.delete(*(_key(batch, kind) for kind in KINDS))
    forgetting.execute()


def _key(batch, kind):
    return f"readership:{batch}:{kind}"


def _count(*arguments):
    """Count in one round trip. Raises Unavailable or Unanswered, which those who count tell apart.

    Redis's own client does not say whether a command that failed had been sent.
    """
    if monotonic() < _rest["until"]:
        raise Unavailable
    limits = (MOST_NAMES, OTHERS, secrets.token_hex(16), LONGEST_WAIT)
    is_sent = False
    try:
        line = _line()
        is_sent = True
        try:
            return _ask(line, "EVALSHA", COUNT.digest, 0, *arguments, *limits)
        except NoScriptError:
            return _ask(line, "EVAL", COUNT.text, 0, *arguments, *limits)
    except RedisError as error:
        _leave_alone(error)
        is_unanswered = is_sent and isinstance(error, TimeoutError)
        raise (Unanswered if is_unanswered else Unavailable) from error


def _line():
    """Return this thread's own connection, open, and with nothing in it that was meant for others.

    To borrow one from a pool and give it back takes as long as Redis does to count.
    """
    if getattr(_thread, "url", None) != settings.COUNTER_URL:
        _thread.url, _thread.line = settings.COUNTER_URL, _pool().make_connection()
    line = _thread.line
    line.connect()
    if not _is_quiet(line):
        line.disconnect()
        line.connect()
    return line


def _is_quiet(line):
    try:
        return not line.can_read()
    except (RedisError, OSError):
        return False


def _leave_alone(error):
    _rest["until"] = monotonic() + PAUSE
    logger.warning("Redis does not count (%s); for %d s the database does.", error, PAUSE)


def _ask(connection, *command):
    connection.send_command(*command)
    return connection.read_response()


def _read(answer):
    is_new, is_due, *batches = answer
    return Counted(bool(is_new), bool(is_due), [Batch(*each) for each in batches])


def _client():
    return Redis(connection_pool=_pool())


def _pool():
    return _pool_of(settings.COUNTER_URL)


@lru_cache(maxsize=1)
def _pool_of(url):
    return ConnectionPool.from_url(
        url,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        # To count once more is what must not happen.
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
    )
