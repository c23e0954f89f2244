"""The hub is told which feeds have something new, and feeds tell where the hub is."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl

import feedparser
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_photo,
    make_section,
    make_source,
)
from tests.hidden import HIDDEN
from tests.syndication.listener import listening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication", "site_address")]

SITE = "https://news.example"
FORMATS = ("rss", "atom", "json", "ninjs")


@pytest.fixture
def hub(settings):
    with listening() as hub:
        settings.WEBSUB_HUB = hub.address
        yield hub


def feeds(*paths):
    return {f"{SITE}{path}feed/{format}/" for path in paths for format in FORMATS}


def test_hub_is_told_of_every_feed_that_a_new_story_is_in(hub):
    section = make_section(slug="asia", parent=make_section(slug="world"))
    story = make_article(
        section=section,
        authors=[make_author(slug="ana")],
        tags=["ports"],
        lead_photo=make_photo(sources=[make_source(slug="politico")]),
        published_at=timezone.now() - timedelta(minutes=1),
    )
    make_attribution(story, source=make_source(slug="gazette"))
    make_section(slug="other")

    call_command("ping")

    [(path, body)] = hub.told
    told = parse_qsl(body)
    assert path == "/publish"
    assert told[0] == ("hub.mode", "publish")
    assert {value for name, value in told if name == "hub.url"} == feeds(
        "/",
        "/world/",
        "/asia/",
        "/author/ana/",
        "/tag/ports/",
        "/source/gazette/",
        "/source/politico/",
    )


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hub_is_not_told_of_a_hidden_story(hub, fields):
    make_article(**fields(timezone.now()))

    call_command("ping")

    assert hub.told == []


def test_hub_is_told_of_a_scheduled_story_at_its_moment_and_not_for_ever(hub, time_machine):
    moment = timezone.now() + timedelta(hours=2)
    make_article(published_at=moment)

    for minutes in (-1, 1, 11):
        time_machine.move_to(moment + timedelta(minutes=minutes), tick=False)
        call_command("ping")

    assert len(hub.told) == 1


def test_hub_that_refuses_or_is_away_is_reported(hub, settings):
    make_article(published_at=timezone.now())
    hub.status = 500

    with pytest.raises(CommandError, match=hub.address):
        call_command("ping")
    settings.WEBSUB_HUB = "http://127.0.0.1:1/"
    with pytest.raises(CommandError, match="was not told"):
        call_command("ping")


def test_hub_that_talks_nonsense_is_reported(hub):
    make_article(published_at=timezone.now())
    hub.status = 99

    with pytest.raises(CommandError, match=hub.address):
        call_command("ping")


@pytest.mark.parametrize("number", [1, 30])
def test_new_feeds_are_found_in_as_many_queries_for_one_story_as_for_thirty(
    hub, django_assert_num_queries, number
):
    for _ in range(number):
        make_article(published_at=timezone.now(), tags=["ports"])

    with django_assert_num_queries(7):
        call_command("ping")


def test_feeds_and_their_headers_name_the_hub(client, settings):
    settings.WEBSUB_HUB = "https://hub.example/"

    for format in ("rss", "atom"):
        response = client.get(f"/feed/{format}/")
        feed = feedparser.parse(response.content).feed
        assert [link["href"] for link in feed.links if link["rel"] == "hub"] == [
            "https://hub.example/"
        ]
        assert response["Link"] == (
            f'<https://hub.example/>; rel="hub", <{SITE}/feed/{format}/>; rel="self"'
        )
    feed = json.loads(client.get("/feed/json/").content)
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_feeds_name_no_hub_when_there_is_none(client, settings):
    settings.WEBSUB_HUB = ""

    for format in ("rss", "atom", "json"):
        response = client.get(f"/feed/{format}/")
        assert "hub" not in response.content.decode()
        assert not response.has_header("Link")
