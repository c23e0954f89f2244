"""Django's cache as a place that may be gone, slow or full without any reader noticing."""

import logging
from time import monotonic

from django.core.cache import caches

log = logging.getLogger(__name__)

# A cache that failed is left alone for so long; nobody waits for its time-outs twice.
REST = 5  # seconds

_rests_until = float("-inf")


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
