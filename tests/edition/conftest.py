import pytest
from django.core.cache import caches

from edition import present, shelf


@pytest.fixture(autouse=True)
def _pages_are_made_for_each_request(settings, monkeypatch):
    """Keep pages, as on a server, and read the Edition anew for each request."""
    settings.PAGE_CACHE = True
    caches["default"].clear()
    shelf.near.clear()
    monkeypatch.setattr(shelf, "_rests_until", float("-inf"))
    monkeypatch.setattr(present, "_presents", {})
    monkeypatch.setattr(present, "READ_EVERY", 0)
