"""The keyboard alone, in a real Chromium: a whole story, and the list of its shortcuts."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Status
from tests.browser import faults
from tests.factories import make_article, make_author, make_section, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_KEYS = 40


class Keyboard:
    """Counts what is pressed; a chord is one, and what is typed into a field is none."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *chords):
        for chord in chords:
            self.pressed += 1
            self.page.keyboard.press(chord)

    def type(self, text):
        self.page.keyboard.type(text)

    def choose(self, typed, option):
        self.type(typed)
        self.page.get_by_role("option", name=option).wait_for()
        self.press("ArrowDown", "Enter")


def focus(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def subheads(page):
    return page.eval_on_selector_all(
        ".part input[name$=-subhead]", "all => all.map(each => each.value)"
    )


@pytest.fixture
def story(desk):
    article = make_article(
        status="draft", headline="Kept", parts=[("One", "<p>1</p>"), ("Two", "<p>2</p>")]
    )
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    return page


def test_whole_story_is_written_and_published_in_few_keys(browser_page, live_server, editor):
    make_section(name="World", slug="world")
    make_author(name="Ana Ruiz")
    make_source(name="Politico")
    page, keys = browser_page, Keyboard(browser_page)
    page.goto(f"{live_server.url}/admin/")
    expect(page.get_by_label("User name or e-mail address")).to_be_focused()

    keys.type("editor")
    keys.press("Tab")
    keys.type("correct horse")
    keys.press("Enter")
    page.wait_for_selector("html[data-frame=ready]")
    keys.press("Alt+Shift+N")
    page.wait_for_selector("html[data-writing-screen=ready]")
    keys.press("Alt+Shift+H")
    keys.type("Harbour reopens after the storm")
    keys.press("Enter")
    keys.type("Ships wait outside no longer.")
    keys.press("Enter")
    keys.choose("ana", "Ana Ruiz")
    keys.press("Alt+Shift+J")
    keys.type("The night of the storm")
    keys.press("Enter")
    keys.type("Waves were high, and nobody slept.")
    keys.press("Alt+Shift+S")
    keys.choose("poli", "Politico")
    keys.press("Tab")
    keys.type("statement")
    keys.press("Alt+Shift+G")
    keys.type("World")
    with page.expect_navigation():
        keys.press("Control+Shift+Enter")

    expect(page.locator(".messagelist .success")).to_be_visible()
    article = Article.objects.published().get()
    part = article.parts.get()
    assert (article.headline, article.standfirst, article.section.name) == (
        "Harbour reopens after the storm",
        "Ships wait outside no longer.",
        "World",
    )
    assert [author.name for author in article.writers] == ["Ana Ruiz"]
    assert (part.subhead, part.prose) == (
        "The night of the storm",
        "<p>Waves were high, and nobody slept.</p>",
    )
    source = article.attributions.get()
    assert (source.source.name, source.used_for, source.part) == ("Politico", "statement", part)
    assert keys.pressed < MOST_KEYS
    assert page.complaints == []


def test_list_opens_by_question_mark_but_not_while_one_types(story):
    story.locator("#id_headline").focus()
    story.keyboard.type("?")
    expect(story.locator("#id_headline")).to_have_value("?Kept")
    story.locator("#parts-0 .prose-editor__text").focus()
    story.keyboard.type("?")
    expect(story.get_by_role("dialog")).to_have_count(0)

    button = story.get_by_role("button", name="Keyboard shortcuts")
    button.focus()
    story.keyboard.press("?")

    dialog = story.get_by_role("dialog", name="Keyboard shortcuts")
    line = dialog.locator(".shortcuts__line", has_text="Move the part up")
    expect(line.locator("kbd")).to_have_text(["Alt", "Shift", "Up"])
    assert faults(story) == []
    dialog.get_by_label("Open this list with ? as well").uncheck()
    story.keyboard.press("Escape")
    expect(button).to_be_focused()
    story.keyboard.press("?")
    expect(story.get_by_role("dialog")).to_have_count(0)
    button.press("Enter")
    expect(dialog).to_be_visible()


def test_list_says_the_names_of_a_macs_keys(desk):
    desk.add_init_script("Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })")
    page = desk.open("articles/article/add/")
    page.wait_for_selector("html[data-writing-screen=ready]")

    page.get_by_role("button", name="Keyboard shortcuts").click()

    lines = page.locator(".shortcuts__line")
    expect(lines.filter(has_text="Next part").locator("kbd")).to_have_text(
        ["Control", "Shift", "J"]
    )
    expect(lines.filter(has_text="Publish").locator("kbd")).to_have_text(
        ["Command", "Shift", "Return"]
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Shift+J")
    assert focus(page) == "id_parts-0-subhead"


def test_every_shortcut_of_the_list_is_bound_to_one_thing(story):
    story.get_by_role("button", name="Keyboard shortcuts").click()

    chords = story.eval_on_selector_all(
        ".shortcuts__line dd", "all => all.map(each => each.textContent)"
    )

    assert len(chords) == len(set(chords)) >= 12


def test_text_is_formatted_by_the_keys_of_the_list(story):
    text = story.locator("#parts-0 .prose-editor__text")
    text.click()
    story.keyboard.press("Control+a")

    for chord, made in (
        ("Control+b", "<p><strong>1</strong></p>"),
        ("Control+i", "<p><strong><em>1</em></strong></p>"),
        ("Control+z", "<p><strong>1</strong></p>"),
        ("Control+Shift+z", "<p><strong><em>1</em></strong></p>"),
        ("Control+Shift+7", "<ol><li><p><strong><em>1</em></strong></p></li></ol>"),
        ("Control+Shift+8", "<ul><li><p><strong><em>1</em></strong></p></li></ul>"),
    ):
        story.keyboard.press(chord)
        expect(story.locator("#id_parts-0-prose")).to_have_value(made)
    story.locator("#parts-1 .prose-editor__text").click()
    story.keyboard.press("Control+Shift+b")
    expect(story.locator("#parts-1 blockquote")).to_have_text("2")
    story.get_by_role("button", name="Keyboard shortcuts").click()
    listed = story.locator(".shortcuts__line dt").all_text_contents()
    assert {"Bold", "Italic", "Undo", "Redo", "Bullet list", "Numbered list", "Quotation"} < {
        *listed
    }


def test_part_is_moved_while_one_writes_in_it(story):
    story.keyboard.press("Alt+Shift+K")
    assert focus(story) == "id_parts-1-subhead"
    story.keyboard.press("Enter")
    story.keyboard.press("End")

    story.keyboard.press("Alt+Shift+ArrowUp")

    assert subheads(story) == ["Two", "One"]
    expect(story.locator("[data-announcements]")).to_have_text("Part 1 moved to place 1 of 2.")
    story.keyboard.type("!")
    expect(story.locator("#parts-1 .prose-editor__text")).to_have_text("2!")
    story.keyboard.press("Alt+Shift+Enter")
    assert subheads(story) == ["Two", "", "One"]
    assert focus(story) == "id_parts-2-subhead"


def test_story_is_saved_and_shown_by_keys(story):
    story.locator("#id_headline").fill("Saved by a chord")
    story.keyboard.press("Alt+Shift+P")
    expect(story.locator("#preview-panel")).to_be_visible()
    story.keyboard.press("Alt+Shift+P")
    expect(story.locator("#preview-panel")).to_be_hidden()

    with story.expect_navigation():
        story.keyboard.press("Control+S")

    article = Article.objects.get()
    assert (article.headline, article.status) == ("Saved by a chord", Status.DRAFT)
    with story.expect_navigation():
        story.keyboard.press("Alt+Shift+F")
    expect(story.get_by_label("Words to look for")).to_be_focused()


def test_saving_leaves_the_caret_where_it_was(story):
    text = story.locator(".part .prose-editor__text").last
    text.click()
    story.keyboard.press("End")
    story.keyboard.type("ab")
    story.keyboard.press("ArrowLeft")
    top = story.evaluate("window.scrollY")
    assert top > 0

    story.keyboard.press("Control+s")
    story.wait_for_selector(".messagelist .success")
    story.wait_for_selector("html[data-writing-screen=ready]")
    assert story.evaluate("window.scrollY") == top
    story.keyboard.type("X")

    expect(text).to_have_text("2aXb")
