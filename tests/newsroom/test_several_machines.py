"""Two machines behind nginx, with one PostgreSQL and one Redis: each may go at any moment."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection

from readership.models import ArticleViews
from tests import servers
from tests.factories import make_article

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
VISIBLE_WITHIN = 1  # seconds, to whoever asks a machine then

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="Several machines share a PostgreSQL."
    ),
]


@pytest.fixture
def redis(tmp_path):
    with servers.redis(tmp_path) as server:
        yield server


def test_machines_go_and_come_and_readers_notice_nothing(redis, collected, settings, tmp_path):
    story = make_article(headline="The bridge is open")
    variables = {
        "DEBUG": 0,
        "SECRET_KEY": "s" * 50,
        "STATIC_ROOT": collected,
        "COUNTER_URL": redis.address,
        "WEB_WORKERS": 1,
    }
    ports = [servers.free_port(), servers.free_port()]
    places = [f"127.0.0.1:{port}" for port in ports]
    with ExitStack() as stack:
        # Readers come from one address here, and say which: a second proxy of ours, so to speak.
        machines = [
            stack.enter_context(servers.gunicorn(port=port, PROXIES_IN_FRONT=2, **variables))
            for port in ports
        ]
        nginx = stack.enter_context(servers.nginx(tmp_path, *places, **variables))
        stack.enter_context(
            servers.running("manage.py", "drain_views", "--watch", "--pause", "0.2", **variables)
        )
        threads = stack.enter_context(ThreadPoolExecutor(3))
        is_over = Event()
        stack.callback(is_over.set)
        pages = threads.submit(read, nginx.port, story.get_absolute_url(), is_over)
        views = [threads.submit(count, nginx.port, story, who, is_over) for who in range(2)]

        for machine in machines:
            servers.kill(machine)
            time.sleep(1)
            stack.enter_context(
                servers.gunicorn(port=machine.port, PROXIES_IN_FRONT=2, **variables)
            )
        story.headline = "The bridge is closed"
        story.save()
        time.sleep(VISIBLE_WITHIN)
        pages_after = [ask(port, "GET", story.get_absolute_url())[1] for port in ports]
        wait_for_words(nginx.port, story.get_absolute_url(), "The bridge is closed")

        is_over.set()
        (statuses, cached), readers = pages.result(), sum(each.result() for each in views)
    settings.COUNTER_URL = redis.address
    call_command("drain_views", verbosity=0)

    assert set(statuses) == {200}
    assert statuses[200] > 20
    assert cached["HIT"] > cached["MISS"]
    assert readers > 20
    assert ArticleViews.objects.get().total == readers
    assert all("The bridge is closed" in page for page in pages_after)


def read(port, path, is_over):
    """Read a page again and again; count its statuses, and what nginx says of its cache."""
    statuses, cached = Counter(), Counter()
    while not is_over.is_set():
        status, _, headers = ask(port, "GET", path)
        statuses[status] += 1
        cached[headers.get("X-Cache")] += 1
    return statuses, cached


def count(port, story, who, is_over):
    """Open the story as many people, each until there is an answer; return how many they were."""
    readers = 0
    beacon = json.dumps({"article": story.pk})
    while not is_over.is_set():
        address = {"User-Agent": AGENT, "X-Forwarded-For": f"2001:db8:{who}::{readers:x}"}
        while ask(port, "POST", "/views/", beacon, address)[0] != 200:
            time.sleep(0.05)
        readers += 1
    return readers


def wait_for_words(port, path, words):
    servers.wait_until(lambda: words in ask(port, "GET", path)[1])


def ask(port, *request):
    """Return status, text and headers of an answer; 0 when there was none."""
    web = HTTPConnection("127.0.0.1", port, timeout=90)
    try:
        web.request(*request)
        answer = web.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    except (OSError, HTTPException):
        return 0, "", {}
    finally:
        web.close()
