"""Parts on the writing screen that are merged, collapsed and expanded, in a real Chromium."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import faults
from tests.factories import (
    make_article,
    make_attribution,
    make_photo,
    make_section,
    make_source,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    return make_article(
        status="draft",
        headline="Merging",
        section=make_section(),
        parts=[("One", "<p>First text.</p>"), ("Two & more", "<p>Second text.</p>")],
    )


def open_story(desk, article):
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    return page


def text(page, part):
    return page.locator(f"#parts-{part} .prose-editor__text")


def merge(page, number):
    page.get_by_role("button", name=f"Merge Part {number} with the one before").click()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def test_part_is_merged_with_the_one_before(desk, article):
    second = article.parts.get(order=1)
    second.photo = make_photo(alt="A quay")
    second.save()
    make_attribution(article, source=make_source(name="Politico"), part=second)
    page = open_story(desk, article)

    text(page, 1).focus()
    page.keyboard.press("Alt+Shift+M")

    expect(page.get_by_text("Part 2 was merged into Part 1.")).to_be_visible()
    expect(page.locator("#parts-1")).to_be_hidden()
    expect(text(page, 0).locator("h3")).to_have_text("Two & more")
    expect(text(page, 0)).to_be_focused()
    save(page)
    part = article.parts.get()
    assert part.prose == "<p>First text.</p><h3>Two &amp; more</h3><p>Second text.</p>"
    assert part.photo.alt == "A quay"
    assert article.attributions.get().part == part
    assert page.complaints == []


def test_merging_is_undone_and_loses_nothing_typed(desk, article):
    second = article.parts.get(order=1)
    second.photo = make_photo(alt="A quay")
    second.save()
    make_attribution(article, source=make_source(name="Politico"), part=second)
    page = open_story(desk, article)

    merge(page, 2)
    page.locator("#parts-0 .part__choices").get_by_role("button", name="Undo").click()

    expect(text(page, 0)).to_have_text("First text.")
    expect(text(page, 1)).to_have_text("Second text.")
    save(page)
    first, second = article.parts.all()
    assert (first.photo, second.photo.alt) == (None, "A quay")
    assert article.attributions.get().part == second

    merge(page, 2)
    page.keyboard.type("Typed since. ")
    page.locator("#parts-0 .part__choices").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("You have written on since, so nothing was undone.")).to_be_visible()
    expect(text(page, 0)).to_contain_text("Typed since.")
    page.get_by_role("button", name="Split at its headings").first.click()
    expect(page.locator("#parts-2 input[name$=-subhead]")).to_have_value("Typed since. Two & more")


def test_parts_with_a_picture_each_are_not_merged(desk, article):
    article.parts.update(photo=make_photo(alt="A quay"))
    page = open_story(desk, article)

    merge(page, 2)

    expect(page.get_by_text("Both parts have a picture, and a part holds one.")).to_be_visible()
    expect(text(page, 0)).to_have_text("First text.")
    expect(text(page, 1)).to_have_text("Second text.")


def test_time_that_a_merged_entry_gives_up_is_told(desk, article):
    article.kind = "live"
    article.save()
    at = timezone.now().replace(year=2026, month=11, day=5, hour=14, minute=2)
    article.parts.filter(order=1).update(posted_at=at)
    page = open_story(desk, article)

    merge(page, 2)

    expect(
        page.get_by_text("Part 2 was merged into Part 1. Its own time, Nov 5, 2026, 2:02")
    ).to_be_visible()
    page.locator("#parts-0 .part__choices").get_by_role("button", name="Undo").click()
    expect(page.locator("#id_parts-1-posted_at")).to_have_value("2026-11-05T14:02")


def test_part_without_a_subhead_is_merged_without_a_heading(desk, article):
    page = open_story(desk, article)
    page.get_by_label("Subhead").nth(1).fill("")

    merge(page, 2)
    save(page)

    assert article.parts.get().prose == "<p>First text.</p><p>Second text.</p>"


def test_part_is_collapsed_to_its_subhead_and_first_words(desk, article):
    page = open_story(desk, article)
    toggle = page.get_by_role("button", name="Part 2", exact=True)

    text(page, 1).focus()
    page.keyboard.press("Alt+Shift+C")

    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(text(page, 1)).to_be_hidden()
    expect(page.locator("#id_parts-1-subhead")).to_be_focused()
    expect(page.locator("#parts-1 .part__first-words")).to_have_text("Second text.")
    assert faults(page) == []
    page.keyboard.press("Alt+Shift+ArrowUp")
    expect(page.locator("#id_parts-1-subhead")).to_be_focused()
    save(page)
    assert [part.subhead for part in article.parts.all()] == ["Two & more", "One"]
    expect(text(page, 1)).to_be_visible()


def test_all_parts_are_collapsed_but_those_with_something_to_correct(desk, article):
    page = open_story(desk, article)
    text(page, 0).fill("")
    save(page)
    expect(page.get_by_text("This part has no text.")).to_be_visible()

    page.get_by_role("button", name="Collapse all parts").click()

    expect(text(page, 0)).to_be_visible()
    expect(text(page, 1)).to_be_hidden()
    page.get_by_role("button", name="Expand all parts").click()
    expect(text(page, 1)).to_be_visible()
    page.keyboard.press("Alt+Shift+L")
    expect(text(page, 1)).to_be_hidden()


def test_link_to_a_collapsed_part_expands_it(desk, article):
    article.parts.filter(order=1).update(photo=make_photo(alt="A quay", credit=""))
    page = open_story(desk, article)
    page.keyboard.press("Alt+Shift+L")

    page.get_by_role("link", name="Credit the picture").click()

    expect(text(page, 1)).to_be_visible()
    expect(text(page, 0)).to_be_hidden()
