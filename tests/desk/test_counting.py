"""Words, minutes and sources as they are counted while one types, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_attribution, make_section, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    article = make_article(
        status="draft",
        headline="Counted",
        section=make_section(),
        parts=[("One", "<p>First text.</p>"), ("Two", "<p>Second text here.</p>")],
    )
    make_attribution(article, source=make_source(name="Politico"), part=article.parts.last())
    return article


@pytest.fixture
def page(desk, article):
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    return page


def facts(page, part):
    return page.locator(f"#parts-{part} [data-part-facts]")


def test_words_are_counted_as_the_server_counts_them(page, article):
    length = page.locator("[data-story-length]")
    expect(length).to_have_text("5 words · 1 minute’s reading")

    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.press("End")
    page.keyboard.insert_text(" 港口明天重新开放。ท่าเรือเปิดพรุ่งนี้ re-opens – at last")
    page.keyboard.press("Shift+Enter")
    page.keyboard.insert_text("after 1,902 days " + "and more " * 200)

    expect(facts(page, 0)).to_contain_text("421 words")
    expect(length).to_have_text("424 words · 2 minutes’ reading")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    article.refresh_from_db()
    assert (article.word_count, article.reading_minutes) == (424, 2)
    expect(length).to_have_text("424 words · 2 minutes’ reading")
    page.get_by_role("button", name="Remove Part 1").click()
    expect(length).to_have_text("3 words · 1 minute’s reading")
    assert page.complaints == []


def test_each_part_says_how_many_sources_are_tied_to_it(page):
    expect(facts(page, 0)).to_have_text("2 words · No source")
    expect(facts(page, 1)).to_have_text("3 words · 1 source")

    page.locator("#id_attributions-0-part").select_option(label="One")
    expect(facts(page, 0)).to_have_text("2 words · 1 source")
    expect(facts(page, 1)).to_have_text("3 words · No source")
    page.locator("#parts-0 .prose-editor__text").focus()
    page.keyboard.press("Alt+Shift+S")
    expect(facts(page, 0)).to_have_text("2 words · 1 source")
    page.keyboard.type("politico")
    page.get_by_role("option", name="Politico").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(facts(page, 0)).to_have_text("2 words · 2 sources")
    page.get_by_role("button", name="Remove Source 1").click()
    expect(facts(page, 0)).to_have_text("2 words · 1 source")
