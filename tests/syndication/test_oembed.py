"""How other sites are told to show a story."""

from http import HTTPStatus
from xml.etree import ElementTree

import pytest

from articles.models import Status
from publication.models import Publication
from tests.factories import make_article, make_author
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(settings):
    settings.SITE_ADDRESS = "https://news.example"
    Publication.objects.update_or_create(pk=Publication.THE_ONE, defaults={"name": "The Tide"})
    return make_article(
        headline="Tea & <cake>",
        standfirst="It is short.",
        slug="tea",
        authors=[make_author(name="Ana Quill")],
    )


def ask(client, article, **query):
    return client.get("/oembed/", {"url": article.address} | query)


def test_page_tells_where_to_ask(client, article):
    page = Page(client.get(article.get_absolute_url()))

    [json, xml] = page.attributes("link[type$=oembed]", "href")
    assert json.startswith("https://news.example/oembed/?url=https%3A%2F%2Fnews.example%2F")
    assert client.get(json.removeprefix("https://news.example")).json()["version"] == "1.0"
    assert client.get(xml.removeprefix("https://news.example")).content.startswith(b"<?xml")


def test_answer_has_what_the_specification_asks_for(client, article):
    answer = ask(client, article).json()

    assert answer["type"] == "rich"
    assert (answer["title"], answer["author_name"]) == ("Tea & <cake>", "Ana Quill")
    assert answer["provider_name"] == "The Tide"
    assert answer["thumbnail_url"].startswith("https://news.example/cards/")
    assert "Tea &amp; &lt;cake&gt;" in answer["html"]
    assert f'href="{article.address}"' in answer["html"]
    assert "<script" not in answer["html"]


def test_answer_is_as_narrow_as_asked_for(client, article):
    assert ask(client, article, maxwidth="320").json()["width"] == 320
    assert ask(client, article, maxwidth="5000").json()["width"] == 600
    assert ask(client, article, maxwidth="wide").json()["width"] == 600


def test_xml_is_well_formed_whatever_the_headline_holds(client, article):
    type(article).objects.filter(pk=article.pk).update(headline="Bell\x07 & <cake>\ufffe")

    response = ask(client, article, format="xml")

    root = ElementTree.fromstring(response.content)
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert root.findtext("title") == "Bell & <cake>"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/world/2026/11/tea/",
        "https://news.example/",
        "https://news.example/world/2026/11/coffee/",
        "javascript:alert(1)",
        "https://[broken",
        "x" * 5_000,
    ],
)
def test_address_that_is_no_story_of_ours_is_not_found(client, article, url):
    assert client.get("/oembed/", {"url": url}).status_code == HTTPStatus.NOT_FOUND


def test_hidden_story_is_not_found(client, article):
    article.status = Status.DRAFT
    article.save()

    assert ask(client, article).status_code == HTTPStatus.NOT_FOUND


def test_unknown_format_is_not_implemented(client, article):
    assert ask(client, article, format="yaml").status_code == HTTPStatus.NOT_IMPLEMENTED
