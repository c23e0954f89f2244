"""What was corrected, for feed readers."""

from http import HTTPStatus

import feedparser
import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from tests.factories import make_article, make_author, make_section
from tests.hidden import HIDDEN
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(publication, site_address):
    story = make_article(
        headline="A mayor speaks",
        section=make_section(name="Politics"),
        authors=[make_author(name="Ana Quill")],
    )
    publishing.publish(
        Article.objects.get(pk=story.pk),
        correction=Correction(kind="clarification", text="The mayor spoke on <Tuesday>.\x0b"),
    )
    return story


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_feed_tells_what_was_corrected_and_where(client, story, format):
    feed = feedparser.parse(client.get(f"/corrections/feed/{format}/").content)

    assert not feed.bozo
    assert feed.feed.title == "Corrections | The Meridian"
    [entry] = feed.entries
    assert entry.title == "Clarification: A mayor speaks"
    assert "The mayor spoke on" in entry.summary
    assert entry.link == f"{story.address}#{Correction.objects.get().anchor}"
    assert entry.author == "Ana Quill"
    assert {tag.term for tag in entry.tags} == {"Politics", "Clarification"}


@pytest.mark.parametrize("format", ["json", "ninjs"])
def test_feed_is_json_as_well(client, story, format):
    told = client.get(f"/corrections/feed/{format}/").json()

    [item] = told["items" if format == "json" else "associations"]
    assert "Clarification: A mayor speaks" in item.values()


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_feed_tells_nothing_of_a_hidden_story(client, story, fields):
    Article.objects.filter(pk=story.pk).update(updated_at=None, **fields(timezone.now()))

    response = client.get("/corrections/feed/rss/")

    assert response.status_code == HTTPStatus.OK
    assert "mayor" not in response.content.decode()


def test_feed_is_not_sent_twice(client, story):
    first = client.get("/corrections/feed/rss/")

    again = client.get("/corrections/feed/rss/", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == HTTPStatus.NOT_MODIFIED


def test_ledger_names_its_feed(client, story):
    page = Page(client.get("/corrections/"))

    assert "/corrections/feed/rss/" in page.attributes("link[rel=alternate]", "href")


def test_feed_takes_as_many_queries_for_many_corrections(
    client, story, django_assert_max_num_queries
):
    for number in range(20):
        publishing.publish(
            Article.objects.get(pk=story.pk),
            correction=Correction(kind="update", text=f"Update {number}."),
        )

    with django_assert_max_num_queries(3):
        client.get("/corrections/feed/rss/")
