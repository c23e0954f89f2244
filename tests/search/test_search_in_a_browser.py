"""The search page in a real browser: light and dark, on a telephone and a desk."""

import pytest

from tests import browser
from tests.factories import make_article, make_photo, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stories():
    section = make_section(name="World", slug="world")
    for language, headline in {
        "en": "A river rises",
        "ar": "نهر river قديم",
        "ko": "강 river",
    }.items():
        make_article(headline=headline, language=language, section=section, lead_photo=make_photo())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_page_is_accessible_and_fits(chromium, live_server, stories, scheme, width):
    page = browser.open_page(
        chromium, viewport={"width": width, "height": 900}, color_scheme=scheme
    )

    for words in ("", "?q=river", "?q=rivre", "?q=river+after%3Aonce", "?q=%22river"):
        page.goto(f"{live_server.url}/search/{words}")
        page.locator(".search__help").evaluate("(help) => { help.open = true; }")

        assert page.evaluate("document.documentElement.scrollWidth") <= width, words
        assert browser.faults(page) == [], words
    page.context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_link_to_the_feed_stands_clear_of_the_last_story(chromium, live_server, stories, width):
    page = browser.open_page(chromium, viewport={"width": width, "height": 900})
    page.goto(f"{live_server.url}/search/?q=river")

    list_of_stories = page.locator(".river").bounding_box()
    link = page.locator(".search__feed").bounding_box()

    assert link["y"] - (list_of_stories["y"] + list_of_stories["height"]) > 16
    page.context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_reader_comes_from_the_front_page_and_searches(chromium, live_server, stories, width):
    page = browser.open_page(chromium, viewport={"width": width, "height": 900})
    page.goto(live_server.url)

    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("searchbox").fill("river")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="A river rises").wait_for()

    assert page.locator(".mark").count() == 3
    assert page.complaints == []
    page.context.close()
