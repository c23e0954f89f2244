"""What the share bar does more when scripts run, and that it does without."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_link_is_copied_and_said_to_be(reader, newspaper):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(newspaper.get_absolute_url())

    page.locator("[data-share=copy]").first.click()

    expect(page.get_by_role("status").first).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == newspaper.address


def test_reader_is_told_when_the_browser_refuses_to_copy(reader, newspaper):
    page = reader()
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));"
    )
    page.goto(newspaper.get_absolute_url())

    page.locator("[data-share=copy]").first.click()

    expect(page.get_by_role("status").first).to_contain_text("did not let us copy")


def test_sheet_of_the_device_is_offered_where_there_is_one(reader, newspaper):
    page = reader()
    page.add_init_script("navigator.share = async (story) => { window.shared = story; };")
    page.goto(newspaper.get_absolute_url())

    page.locator("[data-share=device]").first.click()

    assert page.evaluate("window.shared") == {
        "title": newspaper.headline,
        "url": newspaper.address,
    }


def test_sheet_of_the_device_is_hidden_where_there_is_none(reader, newspaper):
    page = reader()
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto(newspaper.get_absolute_url())

    expect(page.locator("[data-share=device]").first).to_be_hidden()


def test_share_bar_works_without_scripts(reader, newspaper):
    page = reader(java_script_enabled=False)
    page.goto(newspaper.get_absolute_url())

    expect(page.locator("[data-share=device]").first).to_be_hidden()
    expect(page.get_by_role("link", name="Bluesky").first).to_be_visible()
    page.get_by_role("link", name="Mastodon").first.click()
    page.context.pages[-1].wait_for_load_state()
    expect(page.context.pages[-1].get_by_label("Your server")).to_be_visible()


def test_server_of_a_reader_who_went_there_is_filled_in_the_next_time(reader, newspaper):
    page = reader()
    page.goto(f"{newspaper.get_absolute_url()}mastodon/")
    page.get_by_label("Your server").fill("Social.Example")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Write the post on social.example")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("localStorage.length") == 0
    page.route("https://social.example/**", lambda route: route.fulfill(body="Write"))
    link.click()
    page.wait_for_url("https://social.example/**")

    page.goto(f"{newspaper.get_absolute_url()}mastodon/")

    expect(page.get_by_label("Your server")).to_have_value("social.example")


def test_server_that_was_typed_wrong_is_not_replaced_by_the_remembered_one(reader, newspaper):
    page = reader()
    page.goto(f"{newspaper.get_absolute_url()}mastodon/")
    page.evaluate("localStorage.setItem('newsroom.mastodon-server', '\"social.example\"')")

    page.goto(f"{newspaper.get_absolute_url()}mastodon/?server=no")

    expect(page.get_by_label("Your server")).to_have_value("no")
