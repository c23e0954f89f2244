"""When the database does not answer, readers are told so and when to come back."""

import sqlite3
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from tests.page import Page

ROOT = Path(__file__).resolve().parents[2]
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
# Asks the whole site, as a server would, and prints each status with what came back.
ASK = """
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
from django.conf import settings

# Nothing is collected where tests run.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
from newsroom.wsgi import application
from django.test import Client

client = Client(raise_request_exception=False)
for address in sys.argv[1:]:
    response = client.get(address, headers={"Accept": "text/html", "Host": "localhost"})
    print(response.status_code, response.headers.get("Retry-After"), address)
print(response.content.decode())
"""


def ask(*addresses, **environment):
    """Ask a process of its own, whose database stands elsewhere."""
    asked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, *addresses],
        cwd=ROOT,
        env={"SECRET_KEY": "x", "DEBUG": "0", "PATH": ""} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert asked.returncode == 0, asked.stderr
    return asked


@pytest.fixture
def file_that_is_no_database(tmp_path):
    path = tmp_path / "news.sqlite3"
    path.write_text("This is not what SQLite writes. " * 100)
    return f"sqlite:///{path}"


@pytest.fixture
def folder_that_is_not_there(tmp_path):
    return f"sqlite:///{tmp_path}/no/news.sqlite3"


@pytest.fixture
def server_that_is_away():
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    return "postgres://nobody:nothing@127.0.0.1:1/news"


@pytest.fixture
def database_without_tables(tmp_path):
    return f"sqlite:///{tmp_path}/empty.sqlite3"


@pytest.mark.parametrize(
    "database",
    [
        "file_that_is_no_database",
        "folder_that_is_not_there",
        "server_that_is_away",
        "database_without_tables",
    ],
)
def test_whole_site_answers_calmly_without_its_database(request, database):
    asked = ask(
        *("/", "/world/2026/11/road/", "/search/?q=road", "/no-such-page/"),
        *("/feed/rss/", "/sitemap.xml", "/admin/login/"),
        DATABASE_URL=request.getfixturevalue(database),
    )

    answers = asked.stdout.splitlines()
    assert [line[:7] for line in answers[:7]] == ["503 30 "] * 7, asked.stdout
    assert "We will be back in a moment" in asked.stdout
    assert ("manage.py migrate" in asked.stderr) == (database == "database_without_tables")


@pytest.fixture
def client_of_a_site(client, monkeypatch):
    """A client, of a site whose database does what `client_of_a_site(fail)` is given when asked."""

    def break_down(fail):
        # Neither by the cursor that is open already nor by another.
        monkeypatch.delattr(connection, "standing_cursor", raising=False)
        monkeypatch.setattr(connection, "cursor", fail)
        client.raise_request_exception = False
        return client

    return break_down


@pytest.fixture
def unreachable(client_of_a_site):
    """A client of a site whose database is gone."""

    def fail():
        raise OperationalError("secret-host is gone")

    return client_of_a_site(fail)


def test_page_of_an_outage_is_whole_and_kept_by_nobody(unreachable):
    response = unreachable.get("/", headers=BROWSER)

    page = Page(response)
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Retry-After"] == "30"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert page.text("h1") == "We will be back in a moment"
    assert page.attributes("html", "lang") == ["en"]
    assert "Try again in a minute" in page.text("main")
    assert "secret-host" not in page.html


def test_programs_get_a_line_of_text(unreachable):
    for response in (
        unreachable.get("/feed/atom/", headers={"Accept": "application/atom+xml"}),
        unreachable.get("/robots.txt"),
        unreachable.post("/views/", {"article": 1}, content_type="application/json"),
    ):
        assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["Retry-After"] == "30"


def test_whoever_sent_a_form_is_told_that_it_was_not_kept(unreachable):
    credentials = {"username": "ana", "password": "secret"}

    response = unreachable.post("/admin/login/", credentials, headers=BROWSER)

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "could not be kept" in Page(response).text("main")


def raise_of_sqlite(code):
    cause = sqlite3.OperationalError("what SQLite says")
    cause.sqlite_errorcode = code
    raise OperationalError("what SQLite says") from cause


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (sqlite3.SQLITE_BUSY, HTTPStatus.SERVICE_UNAVAILABLE),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, HTTPStatus.SERVICE_UNAVAILABLE),
        (sqlite3.SQLITE_FULL, HTTPStatus.SERVICE_UNAVAILABLE),
        (sqlite3.SQLITE_ERROR, HTTPStatus.INTERNAL_SERVER_ERROR),
    ],
)
def test_busy_database_is_an_outage_and_a_wrong_statement_a_bug(client_of_a_site, code, status):
    client = client_of_a_site(lambda: raise_of_sqlite(code))

    assert client.get("/").status_code == status


def test_bug_is_a_500_with_its_own_page(client_of_a_site):
    client = client_of_a_site(lambda: 1 / 0)

    response = client.get("/", headers=BROWSER)

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert Page(response).text("h1") == "Something broke on our side"
    assert not response.has_header("Retry-After")
