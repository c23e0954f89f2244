"""Videos, posts and maps of other sites, put into a text by their address."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser import faults
from tests.factories import make_article
from tests.page import Page

ADDRESS = "/admin/articles/article/embeddable/"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def test_address_is_named_as_what_it_is_shown_as(editor_client):
    assert editor_client.get(ADDRESS, {"address": VIDEO}).json() == {"name": "Video on YouTube"}


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://evil.example/video"])
def test_other_addresses_are_refused_with_the_sites_that_can(editor_client, address):
    answer = editor_client.get(ADDRESS, {"address": address}).json()

    assert "YouTube, Vimeo, " in answer["message"]
    assert "name" not in answer


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_video_is_put_into_the_text_and_becomes_a_card(desk, client):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("A story with a video")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type("Before.")
    page.get_by_role("button", name="Embed: Insert a video").click()
    dialog = page.get_by_role("dialog", name="Video, post or map")
    dialog.get_by_label("Address").fill("https://evil.example/video")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("This address cannot be shown within a story.")).to_be_visible()
    expect(dialog.get_by_label("Address")).to_be_focused()
    assert page.complaints == []
    assert faults(page) == []

    dialog.get_by_label("Address").fill(VIDEO)
    dialog.get_by_label("What it shows").fill("The storm, filmed from the quay")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type("After.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    prose = Article.objects.get().parts.get().prose
    link = f'<a href="{VIDEO}">The storm, filmed from the quay</a>'
    assert prose == f"<p>Before.</p><p>{link}</p><p>After.</p>"
    story = Page(client.get(make_article(parts=[prose]).get_absolute_url()))
    assert story.texts(".embed__words") == ["The storm, filmed from the quay"]
    assert story.texts(".prose > p") == ["Before.", "After."]
