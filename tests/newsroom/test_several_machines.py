"""Two machines behind nginx, with one PostgreSQL and one Redis: each may go at any moment."""

import json
import signal
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
from search import index
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


SETTINGS = """
from pathlib import Path

from newsroom.settings import *

if Path(__file__).with_name("is_here").exists():
    INSTALLED_APPS = ["newer", *INSTALLED_APPS]
    MIDDLEWARE = ["newer.kickers.middleware", *MIDDLEWARE]
"""
# It asks for what the former release does not know of, with each request.
KICKERS = """
from django.db import connection

def middleware(get_response):
    def answer(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT kicker FROM articles_article, newer_note")
        response = get_response(request)
        response.headers["X-Release"] = "newer"
        return response
    return answer
"""
MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True))]),
        # As AddField with db_default does.
        migrations.RunSQL("ALTER TABLE articles_article ADD kicker text DEFAULT '' NOT NULL"),
    ]
"""


@pytest.fixture
def newer_release(tmp_path):
    """Settings of a release to come, which machines take up once a file says that it is here."""
    folder = tmp_path / "release"
    for path, text in {
        "release.py": SETTINGS,
        "newer/__init__.py": "",
        "newer/kickers.py": KICKERS,
        "newer/migrations/__init__.py": "",
        "newer/migrations/0001_initial.py": MIGRATION,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    yield folder
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article DROP COLUMN IF EXISTS kicker")
        cursor.execute("DROP TABLE IF EXISTS newer_note")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'newer'")


def test_newer_release_is_taken_up_while_readers_read_and_editors_write(
    newer_release, redis, collected, settings, tmp_path
):
    story = make_article(headline="The bridge is open")
    path = story.get_absolute_url()
    variables = {
        "DEBUG": 0,
        "SECRET_KEY": "s" * 50,
        "STATIC_ROOT": collected,
        "COUNTER_URL": redis.address,
        "WEB_WORKERS": 1,
        "DJANGO_SETTINGS_MODULE": "release",
        "PYTHONPATH": newer_release,
    }
    with ExitStack() as stack:
        machines = [
            stack.enter_context(servers.gunicorn(PROXIES_IN_FRONT=2, **variables)) for _ in range(2)
        ]
        places = [f"127.0.0.1:{machine.port}" for machine in machines]
        nginx = stack.enter_context(servers.nginx(tmp_path, *places, **variables))
        threads = stack.enter_context(ThreadPoolExecutor(4))
        is_over = Event()
        stack.callback(is_over.set)
        pages = [
            threads.submit(read, nginx.port, address, is_over)
            for address in (path, "/search/?q=bridge", f"{path}?with=a+query")
        ]
        views = threads.submit(count, nginx.port, story, 1, is_over)

        (newer_release / "is_here").touch()
        with servers.running("manage.py", "migrate", "--verbosity=0", **variables) as migration:
            saved = 0
            while migration.poll() is None:
                make_article(headline=f"The ferry runs, {saved}")
                saved += 1
        story.headline = "The bridge is closed"
        story.save()
        assert migration.returncode == 0
        for machine in machines:
            take_up(machine)
        readers = [ask(machine.port, "GET", path) for machine in machines]

        is_over.set()
        statuses = sum((each.result()[0] for each in pages), Counter())
        views = views.result()
    settings.COUNTER_URL = redis.address
    call_command("drain_views", verbosity=0)

    assert saved > 0
    assert set(statuses) == {200}
    assert ArticleViews.objects.get().total == views
    for status, page, headers in readers:
        assert status == 200
        assert headers["X-Release"] == "newer"
        assert story.headline in page
    assert index.out_of_step() == (0, 0)


def take_up(machine):
    """Have a machine take up the release that is here, as `systemctl reload` does."""
    former = set(servers.workers_of(machine))
    machine.send_signal(signal.SIGHUP)
    servers.wait_until(
        lambda: (now := set(servers.workers_of(machine))) and not now & former, machine
    )


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
