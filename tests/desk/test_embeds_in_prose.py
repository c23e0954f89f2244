"""Videos, posts and maps of other sites, put into a text by their address and shown as cards."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.articles.test_embeds import EMBEDS, LINKS_ALONE, ORDINARY, paragraph
from tests.browser import faults
from tests.factories import make_article
from tests.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
POST = "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l"
TEXT = "#parts-0 .prose-editor__text"
CARD = f"{TEXT} .prose-embed"


def begin(desk, prose):
    """Open the screen of a draft with that text, the caret at its beginning."""
    story = make_article(status="draft", parts=[prose])
    page = desk.open(f"articles/article/{story.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    page.locator(TEXT).focus()
    press(page, "Control+Home")
    return page


# The editor hears late of a caret that moved, and later on a page that is slow.
HEARD = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"


def press(page, *keys):
    """Press keys that move the caret; the editor hears of that a little later."""
    page.evaluate(HEARD)
    for key in keys:
        page.keyboard.press(key)
        page.evaluate(HEARD)


def insert_embed(page):
    """Insert a video, without words of its own."""
    page.get_by_role("button", name="Embed: Insert a video").click()
    dialog = page.get_by_role("dialog", name="Video, post or map")
    dialog.get_by_label("Address").fill(VIDEO)
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def stored_prose(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    return Article.objects.get().parts.get().prose


def written(page):
    """Return what would be stored now."""
    return page.locator("textarea[name=parts-0-prose]").input_value()


def paste(page, text):
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_video_is_put_into_the_text_and_becomes_a_card(desk, client):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("A story with a video")
    page.locator(TEXT).click()
    page.keyboard.type("Before.")
    page.get_by_role("button", name="Embed: Insert a video").click()
    dialog = page.get_by_role("dialog", name="Video, post or map")
    dialog.get_by_label("Address").fill("https://evil.example/video")
    page.keyboard.press("Enter")
    refusal = dialog.get_by_text("This address cannot be shown within a story.")
    expect(refusal).to_contain_text("These sites can: YouTube, Vimeo, ")
    expect(dialog.get_by_label("Address")).to_be_focused()
    expect(dialog.get_by_label("Address")).to_have_value("https://evil.example/video")
    assert page.complaints == []
    assert faults(page) == []

    dialog.get_by_label("Address").fill(VIDEO.removeprefix("https://"))
    dialog.get_by_label("What it shows").fill("The storm, filmed from the quay")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type("After.")
    expect(page.locator(CARD)).to_contain_text("Video on YouTube")
    expect(page.locator(CARD)).to_contain_text("The storm, filmed from the quay")
    expect(page.locator(CARD)).to_contain_text(VIDEO)
    expect(page.locator(CARD)).to_contain_text("Nothing of the other site is loaded")
    assert faults(page) == []

    prose = stored_prose(page)
    link = f'<a href="{VIDEO}">The storm, filmed from the quay</a>'
    assert prose == f"<p>Before.</p><p>{link}</p><p>After.</p>"
    story = Page(client.get(make_article(parts=[prose]).get_absolute_url()))
    assert story.texts(".embed__words") == ["The storm, filmed from the quay"]
    assert story.texts(".prose > p") == ["Before.", "After."]


def test_card_without_a_caption_says_once_what_it_is(desk):
    page = begin(desk, "<p>One.</p>")

    insert_embed(page)

    assert page.locator(CARD).inner_text().count("Video on YouTube") == 1


@pytest.mark.parametrize(
    ("keys", "prose", "expected"),
    [
        (["ArrowRight"], "<p>Harbour</p><p>Two.</p>", "<p>Harbour</p>{}<p>Two.</p>"),
        (["Shift+ArrowRight"], "<p>Harbour</p>", "<p>Harbour</p>{}<p></p>"),
        (["ArrowRight"], "<h3>Harbour</h3><p>Two.</p>", "<h3>Harbour</h3>{}<p>Two.</p>"),
        (["Control+End", "Enter"], "<p>One.</p>", "<p>One.</p>{}<p></p>"),
    ],
)
def test_card_is_put_below_the_paragraph_at_the_cursor(desk, keys, prose, expected):
    page = begin(desk, prose)
    press(page, *keys)

    insert_embed(page)

    assert written(page) == expected.format(paragraph(VIDEO, "Video on YouTube"))


def test_rule_is_put_below_the_paragraph_or_card_at_the_cursor(desk):
    page = begin(desk, f"<p>Harbour</p>{paragraph(VIDEO)}<p>Two.</p>")
    rule = page.get_by_role("button", name="Rule: Insert a rule")

    press(page, "ArrowRight")
    rule.click()
    assert written(page) == f"<p>Harbour</p><hr>{paragraph(VIDEO)}<p>Two.</p>"

    page.keyboard.press("Control+z")
    press(page, "ArrowDown")
    expect(page.locator(f"{CARD}.ProseMirror-selectednode")).to_have_count(1)
    rule.click()
    assert written(page) == f"<p>Harbour</p>{paragraph(VIDEO)}<hr><p>Two.</p>"


def test_card_is_changed_moved_and_taken_out_by_keyboard(desk):
    page = begin(desk, f"<p>One.</p>{paragraph(VIDEO)}<p>Two.</p>")
    keyboard = page.keyboard

    press(page, "ArrowDown")
    expect(page.locator(f"{CARD}.ProseMirror-selectednode")).to_have_count(1)
    keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Video, post or map")
    expect(dialog.get_by_label("Address")).to_have_value(VIDEO)
    expect(dialog.get_by_label("What it shows")).to_have_value("Watch")
    dialog.get_by_label("Address").fill("https://news.example/")
    keyboard.press("Enter")
    expect(dialog.get_by_text("This address cannot be shown")).to_be_visible()
    dialog.get_by_label("Address").fill(POST)
    dialog.get_by_label("What it shows").fill("What she wrote")
    keyboard.press("Enter")
    expect(page.locator(CARD)).to_contain_text("Post on Bluesky")
    card = paragraph(POST, "What she wrote")
    assert written(page) == f"<p>One.</p>{card}<p>Two.</p>"

    expect(page.locator(f"{CARD}.ProseMirror-selectednode")).to_have_count(1)
    keyboard.press("Alt+ArrowUp")
    assert written(page) == f"{card}<p>One.</p><p>Two.</p>"
    keyboard.press("Alt+ArrowUp")
    keyboard.press("Alt+ArrowDown")
    keyboard.press("Alt+ArrowDown")
    assert written(page) == f"<p>One.</p><p>Two.</p>{card}"
    assert faults(page) == []

    keyboard.press("Delete")
    assert written(page) == "<p>One.</p><p>Two.</p>"
    keyboard.press("Control+z")
    assert stored_prose(page) == f"<p>One.</p><p>Two.</p>{card}"
    assert page.complaints == []


def test_toolbar_offers_the_same_for_the_block_that_is_selected(desk):
    page = begin(desk, f"<p>One.</p>{paragraph(VIDEO)}")
    up = page.get_by_role("button", name="Up: Move it up")
    expect(up).to_have_count(0)

    page.locator(CARD).click()
    expect(page.get_by_role("button", name="Embed: Insert")).to_have_attribute(
        "aria-pressed", "true"
    )
    up.click()
    assert written(page) == f"{paragraph(VIDEO)}<p>One.</p>"
    page.get_by_role("button", name="Down: Move it down").click()
    page.locator(CARD).dblclick()
    expect(page.get_by_role("dialog").get_by_label("Address")).to_have_value(VIDEO)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Take out: Take it out").click()

    assert written(page) == "<p>One.</p>"


def test_card_stays_selected_when_its_dialog_is_closed_at_once(desk):
    page = begin(desk, f"<p>One.</p>{paragraph(VIDEO)}")
    # The browser finds a place for the caret before it tells that the dialog is closed,
    page.evaluate(
        """() => {
            const inFrame = requestAnimationFrame;
            addEventListener("close", (event) => {
                if (!event.isTrusted) return;
                event.stopImmediatePropagation();
                inFrame(() => inFrame(() => event.target.dispatchEvent(new Event("close"))));
            }, true);
        }"""
    )
    # and no timer comes in time to put that right.
    page.clock.install()
    page.clock.pause_at(datetime.now() + timedelta(hours=1))

    page.locator(CARD).dblclick()
    expect(page.get_by_role("dialog").get_by_label("Address")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.press("Delete")

    assert written(page) == "<p>One.</p>"


def test_address_that_is_pasted_alone_becomes_a_card_and_the_text_goes_on(desk):
    page = begin(desk, "<p>One.</p>")
    press(page, "End", "Enter")

    paste(page, VIDEO)

    expect(page.locator(CARD)).to_contain_text("Video on YouTube")
    page.keyboard.type("Two.")
    assert written(page) == f"<p>One.</p>{paragraph(VIDEO, VIDEO)}<p>Two.</p>"
    paste(page, f" {VIDEO}")
    paste(page, " and on")
    expect(page.locator(CARD)).to_have_count(1)
    assert "Two. <a" in written(page)
    assert written(page).count("<p>") == 3
    assert page.complaints == []


def test_card_is_moved_by_cutting_it_out_and_pasting_it(desk):
    page = begin(desk, f"<p>One.</p>{paragraph(VIDEO)}<p>Two.</p>")
    press(page, "ArrowDown", "Control+x")
    assert written(page) == "<p>One.</p><p>Two.</p>"

    press(page, "Control+End", "Control+v")

    expect(page.locator(CARD)).to_contain_text("Watch")
    assert written(page).startswith(f"<p>One.</p><p>Two.</p>{paragraph(VIDEO)}")


def test_link_that_is_left_alone_becomes_a_card_and_what_is_undone_stays_text(desk):
    page = begin(desk, "<p>Watch</p><p>Two.</p>")
    press(page, "Shift+End")
    page.keyboard.press("Control+k")
    page.keyboard.type(VIDEO)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(CARD)).to_have_count(0)

    press(page, "ArrowDown")
    expect(page.locator(CARD)).to_contain_text("Watch")
    page.keyboard.press("Control+z")

    expect(page.locator(CARD)).to_have_count(0)
    assert written(page) == "<p>Watch</p><p>Two.</p>"


def test_editor_shows_the_same_links_as_cards_as_readers_see(desk, client):
    prose = "".join(map(paragraph, [*EMBEDS, *LINKS_ALONE, *ORDINARY]))
    prose += f'<p>As <a href="{VIDEO}">seen</a>.</p><p><a href="{VIDEO}">Seen</a><br></p>'
    prose += f'<p><a href="{VIDEO}">Seen <strong>here</strong></a>&nbsp;</p>'
    prose += f"<ul><li>{paragraph(VIDEO)}<blockquote>{paragraph(VIDEO)}</blockquote></li></ul>"
    prose += f"<blockquote>{paragraph(POST)}</blockquote>"

    page = begin(desk, prose)

    readers = Page(client.get(make_article(parts=[prose]).get_absolute_url()))
    shown = page.locator(f"{CARD} .prose-embed__address").all_text_contents()
    assert shown == readers.attributes(".embed__words a", "href")
    assert page.locator(f"{CARD} .prose-embed__kind").all_text_contents() == readers.texts(
        ".embed__kind"
    )
    are_links = page.locator(CARD, has_text="Readers get a link")
    assert are_links.count() == len(LINKS_ALONE)


def test_link_in_a_list_or_of_bold_words_is_left_alone(desk):
    prose = (
        f'<p><a href="{VIDEO}">Seen <strong>here</strong></a></p>'
        f"<ul><li>{paragraph(VIDEO)}<blockquote>{paragraph(VIDEO)}</blockquote></li></ul>"
    )
    page = begin(desk, f"<p>One.</p>{prose}")

    press(page, *["ArrowDown"] * 4)
    page.keyboard.type("a")
    page.keyboard.press("Backspace")
    press(page, "Control+Home")

    expect(page.locator(CARD)).to_have_count(0)
    assert stored_prose(page) == f"<p>One.</p>{prose}"


def test_policy_offers_no_embed(desk):
    page = desk.open("policies/policy/add/")

    expect(page.get_by_role("button", name="Quote")).to_be_visible()
    expect(page.get_by_role("button", name="Insert a video")).to_have_count(0)
    page.locator(".prose-editor__text").click()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
