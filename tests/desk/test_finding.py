"""Words in the list of stories, and where the desk offers some of them to be chosen."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Kind, Status
from publication.models import Publication
from tests.factories import make_article, make_author, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db

STORIES = "/admin/articles/article/"
OFFERS = {"app_label": "articles", "model_name": "article", "field_name": "translation_of"}
EVERYWHERE = {
    "headline": "Ferry aground",
    "standfirst": "Nobody was hurt.",
    "slug": "lighthouse-keeper",
    "parts": [("Rescue", "<p>A trawler came by.</p>")],
    "tags": ["harbours"],
}


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


@pytest.fixture
def find(editor_client):
    """Return the headlines that the list shows for words, newest first."""

    def headlines(words, **filters):
        page = Page(editor_client.get(STORIES, {"q": words, **filters}))
        return page.texts(".field-headline_or_untitled")

    return headlines


def statuses():
    now = timezone.now()
    return {
        "draft": {"status": Status.DRAFT, "published_at": None},
        "ready": {"status": Status.READY, "published_at": now + timedelta(days=1)},
        "scheduled": {"published_at": now + timedelta(days=400)},
        "public": {},
        "embargoed": {"embargo_until": now + timedelta(days=1)},
        "expired": {"expires_at": now - timedelta(minutes=1)},
        "taken down": {"status": Status.TAKEN_DOWN, "taken_down_reason": "It was wrong."},
    }


FITTING = [
    *("FERR", "aground ferry", '"ferry aground"', "hurt", "rescue", "harbours", "ana trawl"),
    *("author:quill", "tag:harbours", "section:coast", "ferry -car", "ferr*"),
]
LACKING = [
    *("ferry boat", '"aground ferry"', "-aground ferry", "ferry -author:quill"),
    *("ferry tag:roads", "ferry author:somebody", "section:sport", "ferry before:2020"),
]


@pytest.fixture
def make_story():
    """Make a story in one of the states that it can be in."""

    def make(state):
        story = EVERYWHERE | {
            "section": make_section(name="Coast", slug="coast"),
            "authors": [make_author(name="Ana Quill", slug="ana")],
            "published_at": timezone.now() - timedelta(days=1),
        }
        make_article(headline="Of something else")
        return make_article(**story | statuses()[state])

    return make


@pytest.mark.parametrize("state", ["draft", "public"])
def test_story_is_found_by_whatever_it_says_and_whoever_made_it(find, make_story, state):
    make_story(state)

    assert [words for words in FITTING if find(words) != ["Ferry aground"]] == []
    assert [words for words in LACKING if find(words)] == []


@pytest.mark.parametrize("state", statuses())
def test_story_is_found_whatever_has_become_of_it(find, make_story, state):
    make_story(state)

    assert find("trawler quill") == ["Ferry aground"]
    # A draft has no time that could be after another.
    assert find("ferry after:2020") == ([] if state == "draft" else ["Ferry aground"])


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("-ferry", "Say as well what to find, not only what to leave out."),
        ("author:", "Write something after “author:”."),
        ("before:yesterday", "“yesterday” is no date"),
        ("?!", "Write a word to look for."),
        ("a" * 201, "Ask for less at a time"),
    ],
)
def test_what_cannot_be_answered_is_said(editor_client, words, answer):
    make_article(headline="Ferry aground")

    page = Page(editor_client.get(STORIES, {"q": words}))

    assert answer in page.text(".messagelist")
    assert page.texts(".field-headline_or_untitled") == []
    assert page.attributes("#searchbar", "value") == [words]


def test_blanks_ask_for_nothing(find):
    make_article(headline="Ferry aground")

    assert find("  ") == ["Ferry aground"]


@pytest.mark.parametrize("filter", ["section__id__exact", "authors__id__exact", "published_at"])
def test_old_story_is_found_among_newer_ones_that_the_filters_leave_out(find, monkeypatch, filter):
    monkeypatch.setattr("desk.admin.story_list.MOST_LISTED", 2)
    section, author = make_section(), make_author()
    make_article(
        headline="Ferry of old",
        section=section,
        authors=[author],
        published_at=datetime(2021, 12, 31, 12, tzinfo=UTC),
    )
    for number in range(5):
        make_article(headline=f"Ferry {number}")
    chosen = {
        "section__id__exact": {"section__id__exact": section.pk},
        "authors__id__exact": {"authors__id__exact": author.pk},
        "published_at": {"published_at__year": 2021},
    }[filter]

    assert find("ferry", **chosen) == ["Ferry of old"]


@pytest.mark.parametrize("days", [{"month": 12}, {"month": 12, "day": 31}, {"month": 2}])
def test_words_are_looked_for_on_the_chosen_days_alone(find, days):
    make_article(headline="Ferry of old", published_at=datetime(2021, 12, 31, 12, tzinfo=UTC))
    make_article(headline="Ferry of then", published_at=datetime(2022, 1, 1, 12, tzinfo=UTC))
    chosen = {f"published_at__{unit}": number for unit, number in ({"year": 2021} | days).items()}

    assert find("ferry", **chosen) == ([] if days == {"month": 2} else ["Ferry of old"])


def test_list_says_when_older_stories_were_not_looked_at(editor_client, monkeypatch):
    monkeypatch.setattr("desk.admin.story_list.MOST_LISTED", 2)
    make_article(headline="Ferry of mine", kind=Kind.OPINION)
    for number in range(5):
        make_article(headline=f"Ferry {number}")

    page = editor_client.get(STORIES, {"q": "ferry", "kind__exact": "news"}).content.decode()

    assert re.search(r"More than \d results", page)


@pytest.mark.parametrize(
    "filter",
    [
        {"published_at__year": "9" * 5_000},
        {"published_at__year": "9999", "published_at__month": "12"},
        {"published_at__year": "2021", "published_at__month": "13"},
        {"section__id__exact": "x"},
    ],
)
def test_filters_that_mean_nothing_do_no_harm(editor_client, filter):
    make_article(headline="Ferry aground")

    assert editor_client.get(STORIES, {"q": "ferry"} | filter).status_code in (200, 302, 400)
    offered = editor_client.get("/admin/autocomplete/", OFFERS | filter | {"term": "ferr"}).json()
    assert [each["text"] for each in offered["results"]] == ["Ferry aground"]


def test_what_cannot_be_answered_offers_nothing(editor_client):
    make_article(headline="Ferry aground")

    offered = editor_client.get("/admin/autocomplete/", OFFERS | {"term": "-ferry"})

    assert offered.json()["results"] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan by what they have counted")
@pytest.mark.parametrize(
    ("address", "asking"),
    [
        (STORIES, {"q": "ferry"}),
        ("/admin/autocomplete/", OFFERS | {"term": "ferry"}),
        (f"{STORIES}linkable/", {"term": "ferry"}),
    ],
)
def test_words_are_found_without_reading_the_archive(editor_client, address, asking):
    make_article(headline="Ferry aground")

    with CaptureQueriesContext(connection) as asked:
        response = editor_client.get(address, asking)

    assert "Ferry aground" in response.content.decode()
    table = Article._meta.db_table
    selects = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert any(table in sql for sql in selects)
    with connection.cursor() as cursor:
        for sql in selects:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [step for *_, step in cursor.fetchall()]
            assert f"SCAN {table}" not in steps, (sql, steps)
