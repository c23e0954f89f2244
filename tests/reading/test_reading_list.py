"""Stories saved for later stay on the reader's device, where they can be read and removed."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def save(page, address):
    page.goto(address)
    page.get_by_role("button", name="Save for later").click()


def canal(newspaper):
    return f"/asia/{newspaper.published_at:%Y/%m}/canal/"


def test_story_is_saved_and_found_in_the_list(reader, newspaper):
    page = reader()

    save(page, newspaper.get_absolute_url())
    page.get_by_role("link", name="Your reading list").click()

    card = page.locator(".river__item")
    expect(card).to_have_count(1)
    expect(card.locator(".label__section")).to_have_text("World")
    published_at = timezone.localtime(newspaper.published_at)
    expect(card.locator("time")).to_have_text(date_format(published_at, "DATETIME_FORMAT"))
    assert page.complaints == []
    card.get_by_role("link", name=newspaper.headline).click()
    page.wait_for_url(f"**{newspaper.get_absolute_url()}")


def test_newest_comes_first_in_its_own_language_and_direction(reader, newspaper):
    page = reader(width=320)
    save(page, newspaper.get_absolute_url())
    save(page, canal(newspaper))

    page.goto("/reading-list/")

    cards = page.locator(".card")
    expect(cards).to_have_count(2)
    expect(cards.first).to_have_attribute("dir", "rtl")
    expect(cards.first).to_have_attribute("lang", "ar")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert browser.faults(page) == []


def test_time_of_a_story_stands_in_one_line(reader, newspaper):
    page = reader()
    save(page, newspaper.get_absolute_url())

    page.goto("/reading-list/")

    time, section = page.locator(".river__item time"), page.locator(".river__item .label__section")
    assert time.bounding_box()["height"] < 2 * section.bounding_box()["height"]


def test_stories_are_removed_by_keyboard_until_the_list_is_empty(reader, newspaper):
    page = reader()
    save(page, newspaper.get_absolute_url())
    save(page, canal(newspaper))
    page.goto("/reading-list/")

    page.get_by_role("button", name="Remove").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".river__item")).to_have_count(1)
    expect(page.get_by_role("button", name=f"Remove: {newspaper.headline}")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Reading list")).to_be_focused()
    assert browser.faults(page) == []
    assert page.evaluate("localStorage.length") == 0


def test_story_is_removed_where_it_was_saved(reader, newspaper):
    page = reader()
    save(page, newspaper.get_absolute_url())
    page.reload()

    page.get_by_role("button", name="Remove from the reading list").click()

    expect(page.get_by_role("button", name="Save for later")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_reader_is_told_when_the_browser_keeps_nothing(reader, newspaper):
    page = reader()
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new Error('The disk is full.'); };"
    )

    save(page, newspaper.get_absolute_url())

    expect(page.locator(".reading-tools__answer")).to_contain_text("did not let us keep")
    expect(page.get_by_role("button", name="Save for later")).to_be_visible()


def test_without_scripts_no_button_is_dead(reader, newspaper):
    page = reader(java_script_enabled=False)

    page.goto(newspaper.get_absolute_url())
    expect(page.locator(".reading-tools__save")).to_be_hidden()
    page.goto("/reading-list/")

    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
