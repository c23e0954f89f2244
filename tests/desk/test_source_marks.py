"""Marks of sources on the writing screen: set from the story's list, and told when it lacks one."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from desk.models import CheckLevel
from tests.browser import faults
from tests.desk.story_form import publishable
from tests.factories import make_article, make_attribution, make_author, make_section, make_source

MISSING = "The text marks a source that the story does not list: The Gazette."


def mark(source):
    return f'<sup data-source="{source.pk}"></sup>'


@pytest.fixture
def gazette(db):
    return make_source(name="The Gazette")


@pytest.fixture
def story(gazette):
    story = make_article(parts=[("Opening", f"<p>It rained{mark(gazette)}.</p>")])
    make_attribution(story, source=gazette)
    return story


def test_checklist_tells_of_a_mark_whose_source_is_not_listed(editor_client, story):
    address = f"/admin/articles/article/{story.pk}/change/"
    assert MISSING not in editor_client.get(address).text

    story.attributions.all().delete()

    assert MISSING in editor_client.get(address).text


@pytest.mark.parametrize("lists_it", [True, False])
def test_chief_may_require_that_every_mark_has_its_source(editor_client, gazette, lists_it):
    CheckLevel.objects.create(item="marks", before_publication="required")
    other = make_source()
    form = publishable(
        make_section(),
        make_author(),
        parts=[{"prose": f"<p>It rained{mark(gazette)}.</p>"}],
        sources=[{"source": (gazette if lists_it else other).pk, "used_for": "statement"}],
    )

    answer = editor_client.post("/admin/articles/article/add/", form)

    assert (MISSING in answer.text) != lists_it
    assert Article.objects.exists() == lists_it


# --- In the browser ---


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_mark_is_set_from_the_list_and_shows_when_its_source_goes(desk, gazette, client):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Sourced")
    text = page.locator("#parts-0 .prose-editor__text")
    text.click()
    page.keyboard.type("It rained")
    button = page.get_by_role("button", name="Source: Mark a source")
    button.click()
    dialog = page.get_by_role("dialog", name="Mark of a source")
    dialog.get_by_role("button", name="Set the mark").click()
    expect(dialog.get_by_text("This story lists no source yet.")).to_be_visible()
    assert page.complaints == []
    assert faults(page) == []
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Add a source").click()
    page.locator("#id_attributions-0-source_name").press_sequentially("gaz")
    page.get_by_role("option", name="The Gazette").click()
    page.locator("#id_attributions-0-used_for").fill("statement")
    text.click()
    page.keyboard.press("End")
    button.click()
    dialog.get_by_label("Source").select_option(label="The Gazette")
    dialog.get_by_role("button", name="Set the mark").click()
    expect(text.locator("sup")).to_have_text("The Gazette")
    expect(text).to_be_focused()
    page.keyboard.type(" all night.")

    page.get_by_role("button", name="Remove Source 1").click()
    expect(text.locator("sup")).to_have_text("Source not listed")
    page.get_by_role("button", name="Undo").last.click()
    expect(text.locator("sup")).to_have_text("The Gazette")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    assert Article.objects.get().parts.get().prose == f"<p>It rained{mark(gazette)} all night.</p>"
    expect(page.locator("#parts-0 .prose-editor__text sup")).to_have_text("The Gazette")
