"""Readers read from a replica of the database, and notice neither when it lags nor when it goes."""

import json
import time
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from articles.models import Article
from newsroom import environment
from tests import servers
from tests.factories import make_article

VISIBLE_WITHIN = 1  # seconds
AWAY = "postgres://nobody@127.0.0.1:1/news"

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no replicas."
)


class Copy:
    """The replica, as its own superuser sees it."""

    def __init__(self, server, session):
        self.server, self.address = server, server.address
        self._session = session

    def pause(self):
        """Let it take nothing more from the primary."""
        self._ask("SELECT pg_wal_replay_pause()::text")
        servers.wait_until(lambda: self._ask("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def catch_up(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()::text")
            place = cursor.fetchone()[0]
        self._ask("SELECT pg_wal_replay_resume()::text")
        servers.wait_until(lambda: self._ask(f"SELECT pg_last_wal_replay_lsn() >= '{place}'"))

    def _ask(self, statement):
        return self._session.execute(statement).fetchone()[0]


@pytest.fixture(scope="module")
def server(django_db_setup):
    with servers.replica() as server:
        yield server


@pytest.fixture
def replica(server, transactional_db):
    from psycopg import connect  # not installed where there is no server

    with connect(**server.place, autocommit=True) as session:
        yield Copy(server, session)


@pytest.fixture
def site(replica, collected):
    @contextmanager
    def site(**variables):
        own = {"DEBUG": 0, "SECRET_KEY": "s" * 50, "STATIC_ROOT": collected}
        with servers.gunicorn(REPLICA_URL=replica.address, **own, **variables) as web:
            yield partial(ask, web.port)

    return site


def ask(port, path, method="GET", body=None, **headers):
    """Return status and text of an answer."""
    web = HTTPConnection("127.0.0.1", port, timeout=30)
    web.request(method, path, body, headers)
    answer = web.getresponse()
    text = answer.read().decode()
    web.close()
    return answer.status, text


def change_without_an_edition(headline):
    """Change what nobody is told of: a page then shows where its words were read."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Article.objects.update(headline=headline)
        cursor.execute("SET session_replication_role = DEFAULT")


@on_postgresql
def test_readers_read_from_the_replica_and_the_desk_from_the_primary(replica, site):
    story = make_article(headline="The old harbour")
    replica.catch_up()
    replica.pause()
    change_without_an_edition("The new harbour")
    with site() as ask:
        page = ask(story.get_absolute_url())[1]
        found = ask("/search/?q=harbour")[1]
        own_page = ask(story.get_absolute_url(), Cookie="sessionid=somebody")[1]

    assert "The old harbour" in page
    assert "The new harbour" not in page
    assert "The old" in found
    assert "The new harbour" in own_page


@on_postgresql
def test_publication_is_seen_at_once_and_for_good_though_the_replica_lags(replica, site):
    story = make_article(headline="The old harbour")
    path = story.get_absolute_url()
    replica.catch_up()
    with site() as ask:
        before = ask(path)[1]
        replica.pause()
        Article.objects.update(headline="The new harbour")
        time.sleep(VISIBLE_WITHIN)
        meanwhile = [ask(path)[1] for _ in range(2)]
        replica.catch_up()
        time.sleep(VISIBLE_WITHIN)
        afterwards = [ask(path)[1] for _ in range(2)]

    assert "The old harbour" in before
    assert all("The new harbour" in page for page in meanwhile + afterwards)


@on_postgresql
def test_readers_go_on_reading_when_the_primary_is_gone(replica, site):
    story = make_article(headline="The old harbour")
    replica.catch_up()
    with site(DATABASE_URL=AWAY) as ask:
        assert "The old harbour" in ask(story.get_absolute_url())[1]
        assert ask("/search/?q=harbour")[0] == 200
        assert ask("/no-such-page/")[0] == 404
        assert ask("/healthz")[0] == 200
        assert ask("/admin/login/")[0] == 503
        beacon = json.dumps({"article": story.pk})
        assert ask("/views/", "POST", beacon, **{"User-Agent": "Firefox"})[0] == 503


@on_postgresql
def test_readers_go_on_reading_when_the_replica_is_gone(replica, site):
    stories = [make_article(headline=f"Harbour {number}") for number in range(3)]
    replica.catch_up()
    with site() as ask:
        ask(stories[0].get_absolute_url())
        servers.break_off(replica.server)

        answers = [ask(story.get_absolute_url()) for story in stories for _ in range(2)]
        Article.objects.update(headline="The new harbour")
        time.sleep(VISIBLE_WITHIN)
        answers += [ask(story.get_absolute_url()) for story in stories]

    assert [status for status, _ in answers] == [200] * 9
    assert all("The new harbour" in page for _, page in answers[6:])


@pytest.mark.parametrize(
    ("address", "engine"),
    [
        ("sqlite:////srv/copy.sqlite3", "django.db.backends.postgresql"),
        ("postgres://db.example/news", "django.db.backends.sqlite3"),
    ],
)
def test_replica_is_one_of_a_postgresql(monkeypatch, address, engine):
    monkeypatch.setenv("REPLICA_URL", address)

    with pytest.raises(ImproperlyConfigured, match="REPLICA_URL must be a streaming replica"):
        environment.replica("REPLICA_URL", of={"ENGINE": engine})
