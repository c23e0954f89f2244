"""Every door of the site, tried by everybody: the table is in `tests.desk.doors`."""

from datetime import datetime
from functools import cache

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils import timezone

from tests.desk.doors import rows, sent_to
from tests.desk.newsroom import Site
from tests.page import Page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=timezone.get_default_timezone())

# In the order of the table's columns.
PEOPLE = ["anonymous", "nobody", "reporter", "other", "editor", "sports_editor", "chief"]
SECRET_TO = {"anonymous", "nobody", "other", "sports_editor"}
LETTERS = {200: "o", 400: "b", 403: "x", 404: "-", 405: "m", 409: "c"}
# Whoever has this link was given it to read the story.
FOR_OUTSIDERS = "/preview/by-link/{token}/"
# What every request may leave behind, whoever sends it.
TRACES = {"sessions.Session", "admin.LogEntry", "readership.RecentView", "contenttypes.ContentType"}


@pytest.fixture
def site(time_machine, settings):
    time_machine.move_to(NOW, tick=False)
    settings.DEBUG = False
    return Site()


@cache
def questions():
    """Return one for all rows of each table that a request could change."""
    name = connection.ops.quote_name
    return [
        f"SELECT * FROM {name(model._meta.db_table)} "
        f"ORDER BY {', '.join(name(field.column) for field in model._meta.pk_fields)}"
        for model in apps.get_models()
        if model._meta.label not in TRACES and not model._meta.proxy
    ]


def stored():
    """Return these rows; without models, which take longer than the requests that are judged."""
    rows = []
    with connection.cursor() as cursor:
        for question in questions():
            cursor.execute(question)
            rows.append(cursor.fetchall())
    return rows


def answer(client, method, address, sent, before):
    """Return the letter of the answer, and its text; what the request stored is undone."""
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, sent)
        is_done = method == "POST" and stored() != before
        transaction.set_rollback(True)
    text = response.getvalue() if response.streaming else response.content
    return letter_of(response, is_done), text.decode(errors="replace").lower()


def letter_of(response, is_done):
    if is_done:
        assert response.status_code in (200, 302)
        return "!"
    if response.status_code in (301, 302):
        if "/login/" in response.url:
            return "i"
        return "<" if response.url == "/admin/" else ">"
    return LETTERS.get(response.status_code, f"({response.status_code})")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", PEOPLE)
def test_door_opens_to_those_whom_the_table_names(site, name, method):
    column = PEOPLE.index(name)
    person = getattr(site, name, AnonymousUser())
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    signed_in, before = client.cookies.copy(), stored()
    answers, expected, told = {}, {}, []

    for template, letters in rows():
        client.cookies = signed_in.copy()  # some doors sign out
        sent = sent_to(template, site)
        answers[template], text = answer(client, method, site.address(template), sent, before)
        expected[template] = letters[method][column]
        if site.SECRET in text and template != FOR_OUTSIDERS:
            told.append(template)

    assert {t: letter for t, letter in answers.items() if letter != expected[t]} == {}
    if name in SECRET_TO:
        assert told == []
    else:
        assert told


def routes(patterns, above=""):
    for pattern in patterns:
        route = above + (str(pattern.pattern).removeprefix("^") if above else str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_every_address_has_a_row_in_the_table(site):
    covered = {resolve(site.address(template).partition("?")[0]).route for template, _ in rows()}

    missing = [route for route in routes(get_resolver().url_patterns) if route not in covered]

    assert missing == [], "Give each of these a row in tests/desk/doors.py."


@pytest.mark.parametrize("name", ["other", "sports_editor"])
def test_no_count_of_a_list_tells_of_what_one_may_not_read(site, name):
    client = Client()
    client.force_login(getattr(site, name))

    stories = client.get("/admin/articles/article/", {"_facets": "True"}).context["cl"]
    found = client.get("/admin/articles/article/", {"q": site.SECRET}).context["cl"]

    assert (stories.result_count, found.result_count) == (2, 0)
    statuses = next(spec for spec in stories.filter_specs if spec.title == "status")
    counts = statuses.get_facet_queryset(stories)
    assert sum(counts.values()) == 2
    assert not Page(client.get("/admin/articles/article/")).select('.toplinks a[href*="month=12"]')


def test_lists_know_what_an_editor_may_read(site):
    """So that the tests above could fail."""
    client = Client()
    client.force_login(site.editor)

    found = client.get("/admin/articles/article/", {"q": site.SECRET}).context["cl"]

    assert found.result_count == 5


@pytest.mark.parametrize(
    "question",
    [
        {"translation_of__headline__startswith": "The"},
        {"created_by__password__startswith": "a"},
        {"bylines__article__headline": "x"},
    ],
)
def test_lists_are_asked_for_nothing_but_what_they_show(site, question):
    client = Client()
    client.force_login(site.other)

    assert client.get("/admin/articles/article/", question).status_code == 400
