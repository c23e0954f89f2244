"""A table in a text, from the toolbar of the writing screen to the readers, by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_table_is_filled_reshaped_and_read(desk, live_server):
    story = make_article(parts=["<p>The tides:</p>"])
    page = desk.open(f"articles/article/{story.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    text = page.locator("#parts-0 .prose-editor__text")

    def press(name):
        page.get_by_role("button", name=name).press("Enter")
        # A frame later.
        expect(text).to_be_focused()

    text.focus()
    page.keyboard.press("Control+End")
    press("Table: Insert a table")
    for words in ("Port", "Low", "High", "Lisbon", "0.4 m", "3.6 m"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    press("− row: Delete the row")
    press("+ row: Add a row")
    press("+ column: Add a column")
    page.keyboard.press("Tab")
    press("− column: Delete the column")
    with page.expect_navigation():
        page.keyboard.press("Control+Shift+Enter")

    page.goto(live_server.url + story.get_absolute_url())
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator(".prose tr").all()]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["Port", "Low", "High"], ["Lisbon", "0.4 m", "3.6 m"], ["", "", ""],
    ]  # fmt: skip
    assert page.locator(".prose th").all_inner_texts() == ["Port", "Low", "High"]
    assert page.complaints == []


def test_table_is_put_below_the_paragraph_at_the_cursor(desk):
    story = make_article(status="draft", parts=["<p>The tides</p><p>Two.</p>"])
    page = desk.open(f"articles/article/{story.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    text = page.locator("#parts-0 .prose-editor__text")
    text.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    # The editor hears of a moved caret a little later.
    page.wait_for_timeout(100)

    page.get_by_role("button", name="Table: Insert a table").press("Enter")

    assert text.locator("> *").evaluate_all("all => all.map(({ localName }) => localName)") == [
        "p", "div", "p",
    ]  # fmt: skip
    assert text.locator("> p").all_inner_texts() == ["The tides", "Two."]
