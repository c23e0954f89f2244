"""Links of a text to other stories of the site: found by their words, stored as paths."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import faults
from tests.desk.newsroom import Newsroom
from tests.factories import make_article, make_section

SUGGESTIONS = "/admin/articles/article/linkable/"


@pytest.fixture
def harbour(db):
    world = make_section(name="World", slug="world")
    return make_article(headline="The harbour opens", slug="harbour", section=world)


def suggested(client, term="harbour"):
    return client.get(SUGGESTIONS, {"term": term}).json()["results"]


def test_story_is_suggested_with_the_path_that_readers_find_it_at(editor_client, harbour):
    make_article(headline="Something else")

    [story] = suggested(editor_client, "harb open")

    assert story["headline"] == "The harbour opens"
    assert story["address"] == harbour.get_absolute_url()
    assert story["note"].startswith("World, ")
    assert story["warning"] == ""


def test_story_that_readers_cannot_see_yet_is_suggested_with_a_warning(editor_client, harbour):
    harbour.embargo_until = timezone.now() + timedelta(days=1)
    harbour.save()

    [story] = suggested(editor_client)

    assert story["warning"].startswith("Readers find nothing there before ")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "ready"},
        {"status": "taken-down", "taken_down_reason": "Wrong."},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_story_that_no_link_should_lead_to_is_not_suggested(editor_client, fields):
    make_article(headline="The harbour", **fields)

    assert suggested(editor_client) == []


def test_scheduled_story_is_suggested_to_those_alone_who_may_read_it(db, client):
    newsroom = Newsroom()
    soon = timezone.now() + timedelta(hours=1)
    newsroom.story("published", headline="The harbour", published_at=soon)

    client.force_login(newsroom.editor)
    assert len(suggested(client)) == 1

    client.force_login(newsroom.sports_editor)
    assert suggested(client) == []


# --- In the browser ---


def typed_text(desk, text):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("A story that links")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type(text)
    return page


def link_dialog(page):
    page.keyboard.press("Control+k")
    return page.get_by_role("dialog", name="Link")


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_own_story_is_linked_by_keyboard_and_found_by_its_former_slug(desk, harbour, client):
    page = typed_text(desk, "As reported")
    page.keyboard.press("Control+a")
    dialog = link_dialog(page)

    page.keyboard.type("harbour")
    expect(dialog.get_by_role("option")).to_have_count(1)
    assert page.complaints == []
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Address")).to_have_value(harbour.get_absolute_url())
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    save(page)

    path = harbour.get_absolute_url()
    link = page.locator("#parts-0 .prose-editor__text a")
    expect(link).to_have_attribute("href", path)
    expect(link).to_have_text("As reported")
    harbour.slug = "harbour-at-last"
    harbour.save()
    assert client.get(path).headers["Location"] == harbour.get_absolute_url()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_where_no_text_is_chosen_the_link_says_the_headline(desk, harbour):
    page = typed_text(desk, "See ")
    dialog = link_dialog(page)

    page.keyboard.type("harbour")
    dialog.get_by_role("option", name="The harbour opens").click()
    page.keyboard.press("Enter")

    expect(page.locator("#parts-0 .prose-editor__text")).to_have_text("See The harbour opens")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_dialog_says_that_readers_cannot_follow_yet(desk, harbour):
    harbour.published_at = timezone.now() + timedelta(days=1)
    harbour.save()
    page = typed_text(desk, "See ")
    dialog = link_dialog(page)

    page.keyboard.type("harbour")
    dialog.get_by_role("option").click()

    expect(dialog.get_by_role("status").first).to_contain_text("Readers find nothing there before")
    dialog.get_by_label("Address").fill("https://example.org/")
    expect(dialog.get_by_text("Readers find nothing there")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_escape_closes_the_suggestions_and_not_the_dialog(desk, harbour):
    page = typed_text(desk, "See ")
    dialog = link_dialog(page)
    page.keyboard.type("harbour")
    dialog.get_by_role("option").wait_for()

    page.keyboard.press("Escape")

    expect(dialog.get_by_role("option")).to_have_count(0)
    expect(dialog.get_by_label("Address")).to_have_value("harbour")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("A link cannot lead there.")).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_whole_address_of_a_page_of_this_site_is_stored_as_a_path(desk, harbour, settings):
    page = typed_text(desk, "See ")
    link_dialog(page)

    page.keyboard.type(harbour.address)
    page.keyboard.press("Enter")

    link = page.locator("#parts-0 .prose-editor__text a")
    expect(link).to_have_attribute("href", harbour.get_absolute_url())
