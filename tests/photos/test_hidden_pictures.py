"""The files of a picture are named nowhere before its story is public, and never after it is not.

Their names cannot be guessed, so to name none is to hide them.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from syndication.formats import FORMATS
from tests.factories import make_article, make_photo, make_section, picture_file
from tests.hidden import HIDDEN

pytestmark = pytest.mark.django_db


def make_story(**fields):
    photo = make_photo(file=picture_file(size=(700, 500)))
    section = make_section(slug="world", name="World")
    defaults = {"published_at": timezone.now() - timedelta(hours=1), "slug": "quay"}
    return make_article(lead_photo=photo, section=section, **defaults | fields)


def read_everything_public(client, story):
    month = timezone.localtime(story.published_at)
    addresses = [
        "/",
        "/world/",
        story.get_absolute_url(),
        f"{story.get_absolute_url()}text/",
        f"/oembed/?url={story.address}",
        *(f"/feed/{format}/" for format in FORMATS),
        "/sitemap-news.xml",
        f"/sitemap-{month:%Y-%m}.xml",
    ]
    return {address: client.get(address).content.decode() for address in addresses}


def tokens(story):
    return {entry["path"].rsplit("/", 1)[1] for entry in story.lead_photo.renditions}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_no_page_names_a_file_of_a_hidden_storys_picture(client, fields):
    story = make_story(**fields(timezone.now()))

    for address, text in read_everything_public(client, story).items():
        assert not {token for token in tokens(story) if token in text}, address


def test_pages_of_a_public_story_name_avif_and_crops(client):
    story = make_story()

    pages = read_everything_public(client, story)

    named = {token for token in tokens(story) if token in pages[story.get_absolute_url()]}
    assert story.lead_photo.address in pages[f"/sitemap-{story.published_at:%Y-%m}.xml"]
    assert all(story.lead_photo.address in pages[f"/feed/{format}/"] for format in FORMATS)
    crops = {entry["path"].rsplit("/", 1)[1] for entry in story.lead_photo.crops}
    assert crops < named
    assert {token.rsplit(".", 1)[1] for token in named} == {"avif", "webp", "jpg"}
