"""Where pages are kept: the newest in the process itself, all of them in Django's cache.

The cache may be gone, slow or full without any reader noticing. To fetch a page from it takes Redis
and us three times as long as all the rest of a hit; a page in the process costs nothing, and is
never out of step, since its key names its Edition.
"""

import logging
from threading import Lock
from time import monotonic

from django.core.cache import caches

log = logging.getLogger(__name__)

# A cache that failed is left alone for so long; nobody waits for its time-outs twice.
REST = 5  # seconds
ROOM = 4 * 1024 * 1024  # bytes in each process
# What a page takes beside its content: headers, keys, objects.
AROUND = 4_096  # bytes

_rests_until = float("-inf")


class Near:
    """Pages in the memory of the process; the oldest go when there is no more room."""

    def __init__(self, room):
        self._room, self._size = room, 0
        self._pages, self._lock = {}, Lock()

    def get(self, key):
        return self._pages.get(key)

    def put(self, key, page):
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._size += len(page.content) + AROUND
            while self._size > self._room:
                self._drop(next(iter(self._pages)))

    def clear(self):
        with self._lock:
            for key in list(self._pages):
                self._drop(key)

    def _drop(self, key):
        if page := self._pages.pop(key, None):
            self._size -= len(page.content) + AROUND


near = Near(ROOM)


def find_page(key):
    """Return the page with that key, fresh if there is a fresh one, or None."""
    page = near.get(key)
    if page is None or not page.is_fresh():
        page = get(key) or page
        if page:
            near.put(key, page)
    return page


def keep_page(key, page, *, seconds):
    near.put(key, page)
    put(key, page, seconds=seconds)


def get(key):
    return _try("get", key)


def put(key, value, *, seconds):
    _try("set", key, value, seconds)


def reserve(key, *, seconds):
    """Tell whether nobody had reserved the key; without a cache, nobody ever has."""
    return _try("add", key, True, seconds, otherwise=True)


def remove(key):
    _try("delete", key)


def _try(act, *arguments, otherwise=None):
    global _rests_until
    if monotonic() < _rests_until:
        return otherwise
    try:
        return getattr(caches["default"], act)(*arguments)
    except Exception:
        # Whatever its driver raises: pages are made without it.
        _rests_until = monotonic() + REST
        log.warning("The cache does not answer; it is asked again in %s s.", REST, exc_info=True)
        return otherwise
