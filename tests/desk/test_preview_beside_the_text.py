"""The preview in a real browser: it follows the text, in every width, and obeys the policy."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_page_beside_the_text_follows_what_is_typed(desk, live):
    page = desk.open(f"articles/article/{live.pk}/change/")
    page.get_by_role("button", name="Preview", exact=True).click()
    frame = page.frame_locator("[data-preview-frame]")
    expect(frame.locator("h1")).to_have_text("Harbour closed")

    page.locator("#id_headline").fill("Harbour open")

    expect(frame.locator("h1")).to_have_text("Harbour open")
    expect(frame.locator("html")).to_have_js_property("clientWidth", 1280)
    page.get_by_role("tab", name="Search result").click()
    expect(frame.locator(".elsewhere__title")).to_have_text("Harbour open")
    page.get_by_role("tab", name="Social post").click()
    expect(frame.locator(".elsewhere__headline")).to_have_text("Harbour open")
    page.get_by_role("tab", name="Share card").press("Enter")
    expect(frame.get_by_alt_text("Harbour open")).to_be_visible()
    page.get_by_role("tab", name="On a phone").click()
    expect(frame.locator("h1")).to_be_visible()
    expect(frame.locator("html")).to_have_js_property("clientWidth", 390)
    assert page.complaints == []
    assert faults(page) == []


def test_story_that_is_only_begun_is_previewed(desk):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Half a thought")

    page.get_by_role("button", name="Preview", exact=True).click()

    frame = page.frame_locator("[data-preview-frame]")
    expect(frame.locator("h1")).to_have_text("Half a thought")
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 1440])
def test_versions_and_trash_are_accessible(desk, live, width):
    desk.set_viewport_size({"width": width, "height": 900})
    screens = (f"articles/article/{live.pk}/versions/", "articles/article/trash/")
    for path in screens:
        page = desk.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []
    for path in screens:
        assert faults(desk.open(path)) == []
