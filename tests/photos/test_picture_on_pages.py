"""What a page offers to browsers: modern formats, fitting widths, and room kept for the picture."""

import re

import pytest

from tests.factories import make_article, make_author, make_photo, picture_file
from tests.page import Page

pytestmark = pytest.mark.django_db


def offered(page, place):
    """Return `{MIME type: [(path, width), …]}` of the sources of the first picture in a place."""
    picture = page.select(f"{place} picture")[0]
    return {
        source.attributes["type"]: [
            (path, int(width))
            for path, width in re.findall(r"(\S+) (\d+)w", source.attributes["srcset"])
        ]
        for source in picture.css("source")
    }


def widths(page, place):
    return {
        mime_type: [width for _, width in candidates]
        for mime_type, candidates in offered(page, place).items()
    }


def open_story(client, **fields):
    return Page(client.get(make_article(**fields).get_absolute_url()))


def test_lead_picture_is_offered_as_avif_then_webp_then_jpeg(client):
    photo = make_photo(file=picture_file(size=(2000, 1000)))

    page = open_story(client, lead_photo=photo)

    screens = [400, 720, 1080, 1440, 1920]
    assert list(widths(page, ".story__lead").items()) == [
        ("image/avif", screens),
        ("image/webp", screens),
    ]
    [image] = page.select(".story__lead img")
    assert image.attributes["src"].endswith(".jpg")
    assert (image.attributes["width"], image.attributes["height"]) == ("2000", "1000")


def test_every_file_that_a_page_offers_is_served(client):
    page = open_story(
        client,
        lead_photo=make_photo(file=picture_file(size=(700, 500))),
        authors=[make_author(portrait=make_photo(file=picture_file(size=(700, 700))))],
    )

    paths = [
        path
        for place in (".story__lead", ".byline", ".author-box")
        for candidates in offered(page, place).values()
        for path, _ in candidates
    ]
    assert len(paths) == 2 * (2 + 2 + 2)
    for path in [*paths, *page.attributes("img", "src")]:
        assert client.get(path).getvalue()


def test_portrait_loads_a_tiny_file(client):
    portrait = make_photo(file=picture_file(size=(2000, 2000)))

    page = open_story(client, authors=[make_author(portrait=portrait)])

    assert widths(page, ".byline")["image/avif"] == [160, 400]
    assert widths(page, ".author-box")["image/webp"] == [160, 400]


def test_file_of_a_cropped_picture_is_announced_as_wide_as_the_box_it_fills(client):
    panorama = make_photo(file=picture_file(size=(2000, 500)))

    page = open_story(client, authors=[make_author(portrait=panorama)])

    assert widths(page, ".byline")["image/avif"] == [40, 100, 180, 270, 360]


@pytest.mark.parametrize("size", [(40, 4000), (200, 150)])
def test_tiny_picture_is_offered_as_it_is(client, size):
    page = open_story(client, lead_photo=make_photo(file=picture_file(size=size)))

    assert widths(page, ".story__lead") == {"image/avif": [size[0]], "image/webp": [size[0]]}


def test_format_that_was_not_made_is_not_offered(client):
    photo = make_photo()
    photo.renditions = [entry for entry in photo.renditions if entry["format"] != "avif"]
    photo.save()

    page = open_story(client, lead_photo=photo)

    assert list(offered(page, ".story__lead")) == ["image/webp"]


def test_words_of_a_picture_read_in_their_own_direction(client):
    caption, credit = "قناة قديمة.", "رسم: Ben Nib"

    page = open_story(client, lead_photo=make_photo(caption=caption, credit=credit))

    assert page.texts(".photo__caption [dir=auto]") == [caption, credit]


def test_licence_for_everybody_stands_under_the_picture(client):
    page = open_story(client, lead_photo=make_photo(licence="cc-by-4.0", credit="Ben Nib"))

    assert page.texts(".photo__licence") == ["CC BY 4.0"]
    assert page.attributes(".photo__licence", "href") == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]


def test_other_licences_are_not_shown(client):
    page = open_story(client, lead_photo=make_photo(licence="agency", credit="Ben Nib"))

    assert page.texts(".photo__credit") == ["Ben Nib"]
    assert page.texts(".photo__licence") == []
