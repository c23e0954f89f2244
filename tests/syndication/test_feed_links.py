"""Pages tell feed readers where their feeds are."""

from http import HTTPStatus

import pytest

from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_section,
    make_source,
)
from tests.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication")]

FEED_LINKS = 'link[rel="alternate"][href*="/feed/"]'


@pytest.fixture
def story():
    story = make_article(
        section=make_section(slug="world", name="World"),
        authors=[make_author(slug="ana", name="Ana Quill")],
        tags=["ports"],
    )
    make_attribution(story, source=make_source(slug="gazette", name="The Gazette"))
    return story


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/world/", "World"),
        ("/tag/ports/", "Ports"),
        ("/author/ana/", "Ana Quill"),
        ("/source/gazette/", "The Gazette"),
    ],
)
@pytest.mark.usefixtures("story")
def test_list_names_its_feeds_before_those_of_the_site(client, address, name):
    page = Page(client.get(address))

    formats = ("rss", "atom", "json")
    assert page.attributes(FEED_LINKS, "href") == [
        *(f"{address}feed/{format}/" for format in formats),
        *(f"/feed/{format}/" for format in formats),
    ]
    assert page.attributes(FEED_LINKS, "title") == [name] * 3 + ["The Meridian"] * 3


def test_feeds_are_where_the_pages_say(client, story):
    for address in ("/", story.get_absolute_url(), "/world/", "/tag/ports/"):
        links = Page(client.get(address)).select(FEED_LINKS)

        assert links
        for link in links:
            response = client.get(link.attributes["href"])
            assert response.status_code == HTTPStatus.OK
            assert response["Content-Type"].startswith(link.attributes["type"])
