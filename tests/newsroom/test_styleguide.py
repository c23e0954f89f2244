"""While developing, one page shows every token and block as readers get them."""

import re
from http import HTTPStatus

import pytest

from newsroom.styleguide import contrast
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_photo,
    make_section,
)
from tests.page import Page

pytestmark = pytest.mark.django_db

# These lay out whole pages, or hold pictures of glyphs.
NOT_BLOCKS = {"archive", "front", "share-glyphs"}


@pytest.fixture
def story():
    portrait = make_photo(alt="Monogram")
    story = make_article(
        headline='A road & a "sea wall"',
        section=make_section(slug="world", name="World", accent="red"),
        lead_photo=make_photo(caption="The road."),
        authors=[make_author(name="Ana Quill", portrait=portrait, bio="Writes.")],
    )
    make_attribution(story)
    return story


def open_guide(client, settings):
    settings.DEBUG = True
    response = client.get("/styleguide/")
    assert response.status_code == HTTPStatus.OK
    return Page(response)


def test_readers_find_no_style_guide(client, settings, story):
    settings.DEBUG = False

    assert client.get("/styleguide/").status_code == HTTPStatus.NOT_FOUND


def test_every_colour_size_and_space_is_shown(client, settings, story):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    names = re.findall(r"^  (--(?:color|accent|size|space|font)-[\w-]+): (?!var)", tokens, re.M)

    shown = open_guide(client, settings).texts("code")

    assert len(names) > 30
    assert set(names) <= set(shown)


def test_contrast_is_told_for_the_light_and_the_dark(client, settings, story):
    rows = open_guide(client, settings).texts(".guide__table tbody tr")

    assert rows[2].startswith("--color-ink light #15171b 17.66 AAA")
    assert rows[3].startswith("dark #ece8df 14.81 AAA")


@pytest.mark.parametrize(
    ("one", "other", "ratio", "grade"),
    [
        ("#000000", "#ffffff", 21, "AAA"),
        ("#767676", "#ffffff", 4.54, "AA"),
        ("#ffffff", "#ffffff", 1, "ground and lines only"),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio, grade):
    assert contrast(one, other).ratio == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one).grade == grade


def test_every_block_with_a_style_sheet_is_shown(client, settings, story):
    sheets = (settings.BASE_DIR / "static/css/blocks").glob("*.css")

    page = open_guide(client, settings)

    missing = {
        sheet.stem
        for sheet in sheets
        if not page.select(f'[class^="{sheet.stem}"], [class*=" {sheet.stem}"]')
    }
    assert missing - NOT_BLOCKS == set()
    variants = page.attributes(".guide__cards .card", "data-variant")
    assert variants[:4] == ["lead", "second", "plain", "headline"]


def test_states_are_those_of_the_real_pages(client, settings, story):
    page = open_guide(client, settings)

    assert page.text(".search__message[data-kind=refusal]")
    assert "sea" in " ".join(page.texts(".card__headline .mark"))
    assert page.text("form .errorlist")
    assert page.texts(".empty") == ["No stories have been published here yet."]


def test_guide_of_an_empty_newsroom_says_what_is_missing(client, settings):
    page = open_guide(client, settings)

    assert "load_demo" in page.texts(".empty")[0]
