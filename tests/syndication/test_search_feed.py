"""Who wants to hear of a subject follows its search in a feed reader."""

import json
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from django.utils import timezone

from tests.factories import make_article
from tests.hidden import HIDDEN
from tests.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication", "site_address")]

QUERY = 'harbour "sea wall" -budget'


def make_story(**fields):
    return make_article(**{"headline": "The harbour behind the sea wall"} | fields)


def links(response):
    return [entry.link for entry in feedparser.parse(response.content).entries]


def test_feed_holds_what_answers_the_query_newest_first(client):
    now = timezone.now()
    older = make_story(published_at=now - timedelta(days=9))
    newer = make_story(published_at=now - timedelta(days=1))
    make_story(headline="Harbour budget for a sea wall")
    make_article(headline="A forest")

    for format in ("rss", "atom"):
        response = client.get(f"/search/feed/{format}/", {"q": QUERY})
        assert links(response) == [newer.address, older.address]
        assert response.headers["X-Robots-Tag"] == "noindex"
    feed = json.loads(client.get("/search/feed/json/", {"q": QUERY}).content)
    assert [item["url"] for item in feed["items"]] == [newer.address, older.address]
    assert "budget" in feed["title"]
    for address, path in (
        (feed["feed_url"], "/search/feed/json/"),
        (feed["home_page_url"], "/search/"),
    ):
        assert address.startswith("https://news.example/")
        assert urlsplit(address).path == path
        assert parse_qs(urlsplit(address).query)["q"] == [QUERY]


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_story_is_in_no_search_feed(client, fields):
    make_story(**fields(timezone.now()))

    response = client.get("/search/feed/rss/", {"q": "harbour"})

    assert response.status_code == HTTPStatus.OK
    assert "harbour behind" not in response.content.decode()


def test_feed_that_was_fetched_is_not_sent_again_until_it_changes(client):
    story = make_story()
    first = client.get("/search/feed/atom/", {"q": "harbour"})
    known = {"If-None-Match": first.headers["ETag"]}

    again = client.get("/search/feed/atom/", {"q": "harbour"}, headers=known)
    story.headline = "A forest"
    story.save()
    changed = client.get("/search/feed/atom/", {"q": "harbour"}, headers=known)

    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert changed.status_code == HTTPStatus.OK
    assert links(changed) == []
    assert not changed.has_header("Last-Modified")


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "-budget"}, {"q": "after:soon x"}])
def test_query_that_cannot_be_answered_is_refused_with_the_reason(client, query):
    response = client.get("/search/feed/rss/", query)

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(response.content) > 10


def test_unknown_format_is_not_found(client):
    assert client.get("/search/feed/xml/", {"q": "harbour"}).status_code == HTTPStatus.NOT_FOUND


def test_results_lead_to_their_feeds(client):
    story = make_story()

    page = Page(client.get("/search/", {"q": QUERY}))

    own = page.attributes('link[rel="alternate"][href^="/search/"]', "href")
    assert len(own) == 3
    assert page.attributes(".search__feed", "href") == own[:1]
    for address in own:
        assert story.headline in client.get(address).content.decode()


def test_page_without_a_query_has_no_feed_of_its_own(client):
    assert Page(client.get("/search/")).select('link[href^="/search/feed"]') == []


def test_hub_is_not_named_for_a_feed_that_it_hears_nothing_of(client, settings):
    settings.WEBSUB_HUB = "https://hub.example/"

    response = client.get("/search/feed/rss/", {"q": "harbour"})

    assert "hub.example" not in response.content.decode()
    assert not response.has_header("Link")


@pytest.mark.parametrize("number", [1, 20])
def test_feed_takes_as_many_queries_for_many_stories(client, number, django_assert_num_queries):
    for _ in range(number):
        make_story(tags=["ports"])

    with django_assert_num_queries(12):
        client.get("/search/feed/rss/", {"q": "harbour"})
