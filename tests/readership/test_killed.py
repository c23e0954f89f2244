"""Whatever is killed at whatever moment, each view is counted once."""

import json
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from threading import Event

import pytest
from django.core.management import call_command
from django.utils import timezone

from readership.counting import count_view
from readership.models import ArticleViews, DailyReferrer, DailyViews, HourlyViews
from tests import servers
from tests.factories import make_article

KILLED_WORKERS = 4
BROWSERS = 4  # that read at once
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

pytestmark = pytest.mark.django_db(transaction=True)


def test_views_are_counted_once_whatever_is_killed(counter_url):
    articles = [make_article() for _ in range(3)]
    with ExitStack() as stack:
        web = stack.enter_context(
            servers.gunicorn(COUNTER_URL=counter_url, PROXIES_IN_FRONT=1, WEB_WORKERS=2)
        )
        drains = stack.enter_context(
            servers.running("-m", "tests.readership.killed_drains", COUNTER_URL=counter_url)
        )
        threads = stack.enter_context(ThreadPoolExecutor(BROWSERS))
        is_over = Event()
        stack.callback(is_over.set)
        readings = [
            threads.submit(read, web.port, articles, browser, is_over)
            for browser in range(BROWSERS)
        ]
        for _ in range(KILLED_WORKERS):
            servers.wait_until(lambda: len(servers.workers_of(web)) == 2, web)
            time.sleep(1)
            os.kill(random.choice(servers.workers_of(web)), signal.SIGKILL)
        assert drains.wait(servers.START_LIMIT) == 0
        is_over.set()
        readers = sum(reading.result() for reading in readings)
    call_command("drain_views", verbosity=0)

    assert readers > 0
    for model in (DailyViews, HourlyViews, DailyReferrer):
        assert sum(model.objects.values_list("count", flat=True)) == readers
    assert sum(ArticleViews.objects.values_list("total", flat=True)) == readers


def read(port, articles, browser, is_over):
    """Read stories as many people, one after the other; each asks until there is an answer."""
    readers = 0
    while not is_over.is_set():
        article = articles[readers % len(articles)]
        while not is_answered(port, article, f"2001:db8:{browser}::{readers:x}"):
            time.sleep(0.05)
        readers += 1
    return readers


def is_answered(port, article, address):
    web = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        web.request(
            "POST",
            "/views/",
            json.dumps({"article": article.pk, "from": "friends.example"}),
            {"User-Agent": AGENT, "X-Forwarded-For": address},
        )
        return web.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        web.close()


def test_watching_command_drains_and_ends_when_asked(counter_url, settings):
    article = make_article()
    count_view(article, address="192.0.2.1", agent=AGENT, at=timezone.now())

    with servers.running("manage.py", "drain_views", "--watch", COUNTER_URL=counter_url) as worker:
        servers.wait_until(lambda: ArticleViews.objects.filter(total=1).exists(), worker)
        worker.terminate()

        assert worker.wait(servers.START_LIMIT) == 0
