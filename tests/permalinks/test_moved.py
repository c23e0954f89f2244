"""An address that was once published goes on leading to what it was of."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Article, Status
from tests.factories import make_article, make_author, make_section, make_source

pytestmark = pytest.mark.django_db


def rename(row, slug):
    row.slug = slug
    row.save()


def assert_leads(client, address, target):
    response = client.get(address)
    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == target
    assert client.get(target).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("make", "prefix"),
    [(make_section, "/"), (make_author, "/author/"), (make_source, "/source/")],
)
def test_renamed_page_is_found_by_every_slug_it_had(client, make, prefix):
    row = make(slug="first")
    rename(row, "second")
    rename(row, "third")

    assert_leads(client, f"{prefix}first/", f"{prefix}third/")
    assert_leads(client, f"{prefix}second/", f"{prefix}third/")


def test_renamed_story_is_found_by_every_slug_it_had(client):
    story = make_article(slug="first", section=make_section(slug="world"))
    old = story.get_absolute_url()
    rename(story, "second")
    rename(story, "third")

    assert_leads(client, old, story.get_absolute_url())
    assert_leads(client, f"{old}text/", f"{story.get_absolute_url()}text/")
    assert_leads(client, f"{old}mastodon/", f"{story.get_absolute_url()}mastodon/")


def test_story_whose_section_was_renamed_is_found(client):
    section = make_section(slug="world")
    story = make_article(slug="road", section=section)
    old = story.get_absolute_url()
    rename(section, "globe")

    assert_leads(client, old, Article.objects.get().get_absolute_url())


def test_page_that_gets_its_slug_back_answers_there(client):
    section = make_section(slug="first")
    rename(section, "second")
    rename(section, "first")

    assert client.get("/first/").status_code == HTTPStatus.OK
    assert_leads(client, "/second/", "/first/")


def test_slug_that_another_took_is_the_other_s(client):
    rename(make_section(slug="first", name="Old"), "second")
    make_section(slug="first", name="New")

    assert "New" in client.get("/first/").content.decode()


def test_headline_never_makes_a_slug_that_another_story_had(client):
    story = make_article(headline="A road", slug="a-road", section=make_section(slug="world"))
    old = story.get_absolute_url()
    rename(story, "the-road")

    later = make_article(headline="A road", section=story.section)

    assert later.slug == "a-road-2"
    assert_leads(client, old, story.get_absolute_url())


@pytest.mark.parametrize("address", ["/World/", "/WORLD/", "/author/Ana/", "/source/GAZETTE/"])
def test_address_in_capitals_leads_to_the_page(client, address):
    make_section(slug="world")
    make_author(slug="ana")
    make_source(slug="gazette")

    assert_leads(client, address, address.lower())


def test_address_without_its_slash_leads_to_the_page(client):
    make_section(slug="world")

    assert_leads(client, "/world", "/world/")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"embargo_until": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "scheduled", "embargoed"],
)
def test_former_address_of_a_hidden_story_tells_nothing(client, fields):
    story = make_article(slug="first")
    old = story.get_absolute_url()
    rename(story, "second")
    Article.objects.filter(pk=story.pk).update(**fields)

    response = client.get(old)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "second" not in response.content.decode()


def test_former_address_of_what_was_deleted_is_not_found(client):
    section = make_section(slug="first")
    rename(section, "second")
    section.delete()

    assert client.get("/first/").status_code == HTTPStatus.NOT_FOUND
