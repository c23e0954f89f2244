"""What goes wrong around the site, and readers hardly notice."""

import json
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.db import connection

from readership.models import ArticleViews
from tests import servers
from tests.factories import make_article

AGENT = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}
# Twice the patience that the site has with Redis, and what a busy machine adds.
SOON = 3  # seconds

pytestmark = pytest.mark.django_db(transaction=True)


def ask(web, method, path, body=None, **headers):
    """Return status, body and seconds of an answer."""
    began = time.monotonic()
    client = HTTPConnection("127.0.0.1", web.port, timeout=60)
    client.request(method, path, body, AGENT | headers)
    answer = client.getresponse()
    content = answer.read()
    client.close()
    return answer.status, content, time.monotonic() - began


def open_story(web, story):
    return ask(web, "POST", "/views/", json.dumps({"article": story.pk}))


@pytest.fixture
def silent():
    """The address of what takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as door:
        yield f"redis://127.0.0.1:{door.getsockname()[1]}"


@pytest.fixture
def full(tmp_path):
    """The address of a Redis that has no room for anything."""
    with servers.redis(tmp_path, "--maxmemory", "1", "--maxmemory-policy", "noeviction") as redis:
        yield redis.address


@pytest.mark.parametrize("redis", ["silent", "full"])
def test_silent_or_full_redis_holds_up_neither_pages_nor_beacons(redis, request):
    pytest.importorskip("redis", reason="The driver of Redis is not installed.")
    redis = request.getfixturevalue(redis)
    story = make_article()
    with servers.gunicorn(PAGE_CACHE=1, CACHE_URL=redis, COUNTER_URL=redis) as web:
        pages = [ask(web, "GET", story.get_absolute_url()) for _ in range(2)]
        beacons = [open_story(web, story) for _ in range(2)]

    for status, _, seconds in pages + beacons:
        assert status == 200
        assert seconds < SOON
    # Of one reader. What was sent to a silent Redis may be counted there; then the database counts.
    assert ArticleViews.objects.get().total == 1


def test_nobody_signs_in_while_redis_cannot_count_the_tries(client, settings):
    pytest.importorskip("redis", reason="The driver of Redis is not installed.")
    nobody = "redis://127.0.0.1:1"
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": nobody}}
    client.raise_request_exception = False

    answer = client.post("/admin/login/", {"username": "ana", "password": "wrong"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Writers of PostgreSQL lock rows alone.")
def test_locked_sqlite_is_read_and_a_view_waits_for_it():
    first, second = make_article(), make_article()
    with (
        servers.gunicorn(PAGE_CACHE=1) as web,
        ThreadPoolExecutor(1) as threads,
        closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as writer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        beacon = threads.submit(open_story, web, first)
        pages = [ask(web, "GET", story.get_absolute_url()) for story in (first, second)]
        is_waiting = not beacon.done()
        writer.execute("ROLLBACK")
        status, numbers, _ = beacon.result()

    assert [page[0] for page in pages] == [200, 200]
    assert all(seconds < SOON for *_, seconds in pages)
    assert is_waiting
    assert (status, json.loads(numbers)["total"]) == (200, 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Writers of PostgreSQL lock rows alone.")
def test_locked_sqlite_leaves_threads_to_readers_however_many_views_wait():
    story = make_article()
    with (
        servers.gunicorn(PAGE_CACHE=1) as web,
        ThreadPoolExecutor(16) as threads,
        closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as writer,
    ):
        open_story(web, story)
        writer.execute("BEGIN IMMEDIATE")
        beacons = [threads.submit(open_story, web, story) for _ in range(16)]
        pages = [ask(web, "GET", story.get_absolute_url()) for _ in range(3)]
        writer.execute("ROLLBACK")
        statuses = [beacon.result()[0] for beacon in beacons]

    assert all(status == 200 and seconds < 2 * SOON for status, _, seconds in pages)
    assert set(statuses) == {200, 503}


def test_odd_requests_are_answered_at_once():
    path = make_article().get_absolute_url()
    with servers.gunicorn(PAGE_CACHE=1) as web:
        whole = ask(web, "GET", path)[1]

        assert ask(web, "HEAD", path)[:2] == (200, b"")
        assert ask(web, "GET", path, Range="bytes=0-9")[:2] == (200, whole)
        assert ask(web, "GET", path, **{"If-None-Match": '"other"'})[:2] == (200, whole)
        assert ask(web, "GET", path, **{"If-None-Match": "no tag at all"})[:2] == (200, whole)
        assert ask(web, "GET", f"{path}?{'x' * 3_000}")[:2] == (200, whole)
        for longest, status in ((3_000, 404), (5_000, 414), (100_000, 414)):
            answer = ask(web, "GET", f"/{'x' * longest}/")
            assert answer[0] == status
            assert answer[2] < SOON
