"""The Edition that readers get at present, as each process knows it."""

import logging
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.utils import timezone

from edition.models import Edition
from edition.moments import next_moment

log = logging.getLogger(__name__)

# For so long a process goes by the number that it read last. What is published is seen on all
# processes within a second, and a thousand readers a second cost the database two queries.
READ_EVERY = 0.5  # seconds
NUMBER = f"SELECT number FROM {Edition._meta.db_table} WHERE id = {Edition.THE_ONE}"


class Present(NamedTuple):
    """The number of the Edition, and the moment at which pages change although it stays.

    That is the next one after `since`; a clock that was set back may have others before it.
    """

    number: int
    since: datetime
    ends_at: datetime
    read_at: float


_present = None


def present():
    """Return the `Present`, or None if the database cannot say what it is.

    While the database is gone, readers go on with the Edition that there was, until it ends.
    """
    global _present
    known, now = _present, timezone.now()
    is_going_on = known is not None and known.since <= now < known.ends_at
    if is_going_on and 0 <= monotonic() - known.read_at < READ_EVERY:
        return known
    try:
        number = _number()
        if not (is_going_on and number == known.number):
            known = Present(number, now, next_moment(now), read_at=0)
    except DatabaseError:
        log.warning("The Edition cannot be read; readers get what is kept.", exc_info=True)
        if not is_going_on:
            return None
    _present = known._replace(read_at=monotonic())
    return known


def _number():
    with connection.cursor() as cursor:
        cursor.execute(NUMBER)
        row = cursor.fetchone()
    return row[0] if row else 0
