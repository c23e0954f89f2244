"""The writing screen in a real Chromium: a whole story by keyboard and mouse."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Status
from sources.models import Source
from tests.browser import faults
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_photo,
    make_section,
    make_source,
    picture_file,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROSE = "A sentence that is long enough to be the prose of a part, and that ends with a full stop."
PAGE = f"""“Harbour Reopens After Storm”

Spread the love

The night of the storm

{PROSE}

What the council decided

{PROSE}

{" ".join([PROSE] * 12)}

SOURCE: Ref Image from The Ledger

Views:1021 2"""

PASTE = """([selector, type, text]) => {
  const target = document.querySelector(selector);
  target.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData(type, text);
  target.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}"""


def paste(page, text, *, part=0, kind="text/plain"):
    page.evaluate(PASTE, [f"#parts-{part} .prose-editor__text", kind, text])


def subheads(page):
    return page.eval_on_selector_all(
        ".part:not(.row--removed) input[name$=-subhead]", "all => all.map(each => each.value)"
    )


def orders(page):
    return page.eval_on_selector_all(
        ".part input[name$=-order]", "all => all.map(each => each.value)"
    )


def press_part(page, name, number):
    page.get_by_role("button", name=f"{name[0]} Part {number}{name[1]}", exact=True).click()


def add_part(page, subhead, text):
    page.get_by_role("button", name="Add a part").click()
    page.keyboard.type(subhead)
    page.keyboard.press("Enter")
    page.keyboard.type(text)


def choose(page, field, typed, option):
    page.locator(field).click()
    page.locator(field).press_sequentially(typed)
    page.get_by_role("option", name=option).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def save(page, button="Save"):
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def test_whole_story_from_paste_to_publication(desk, tmp_path):
    make_section(name="World", slug="world")
    make_author(name="Ana Ruiz")
    make_source(name="Politico")
    picture = tmp_path / "harbour.jpg"
    picture.write_bytes(picture_file().read())
    page = desk.open("articles/article/add/")

    paste(page, PAGE)
    expect(page.get_by_text("This text has 2 headings.")).to_be_visible()
    page.get_by_role("button", name="Split it into parts").click()
    expect(page.locator("#id_headline")).to_have_value("Harbour Reopens After Storm")
    assert subheads(page) == ["The night of the storm", "What the council decided"]
    expect(page.get_by_text("SOURCE: Ref Image from The Ledger")).to_be_visible()

    choose(page, "#id_bylines-0-author_name", "ana", "Ana Ruiz")
    page.get_by_role("button", name="Add a source").click()
    choose(page, "#id_attributions-0-source_name", "poli", "Politico")
    page.locator("#id_attributions-0-used_for").fill("Ref image")
    page.locator("#id_attributions-0-part").select_option(label="What the council decided")
    page.locator("#id_tags").fill("Harbour, storms at sea")
    page.locator("#id_section").select_option(label="World")

    lead_photo = page.locator(".desk-field--lead_photo")
    lead_photo.get_by_role("button", name="Upload a picture").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture").set_input_files(picture)
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog.get_by_text("Say in the alt text what the picture shows.")).to_be_visible()
    dialog.get_by_label("Alt text").fill("The quay at dawn")
    dialog.get_by_label("Source", exact=True).fill("politico")
    dialog.get_by_role("button", name="Upload").click()
    expect(lead_photo.get_by_alt_text("The quay at dawn")).to_be_visible()

    save(page, "Publish")

    expect(page.locator(".messagelist .success")).to_be_visible()
    article = Article.objects.get()
    first, second = article.parts.all()
    assert article.status == Status.PUBLISHED
    assert article.get_absolute_url().endswith("/harbour-reopens-after-storm/")
    assert [first.anchor, second.anchor] == ["the-night-of-the-storm", "what-the-council-decided"]
    assert article.attributions.get().part == second
    assert [str(tag) for tag in article.tags.order_by("name")] == ["Harbour", "storms at sea"]
    assert article.lead_photo.attributions.get().source.name == "Politico"
    assert [author.name for author in article.writers] == ["Ana Ruiz"]
    # The one refused upload.
    assert [line for line in page.complaints if "400" not in line] == []


def test_parts_are_added_moved_and_removed_by_keyboard(desk):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Moving parts")
    page.locator("#id_parts-0-subhead").fill("One")
    page.locator("#id_parts-0-subhead").press("Enter")
    page.keyboard.type("First text.")
    add_part(page, "Two", "Second text.")
    add_part(page, "Three", "Third text.")

    up = page.get_by_role("button", name="Move Part 3 up")
    up.focus()
    page.keyboard.press("Enter")
    assert subheads(page) == ["One", "Three", "Two"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move Part 2 up"
    expect(page.locator("[data-announcements]")).to_have_text("Part 2 moved to place 2 of 3.")

    page.get_by_role("button", name="Remove Part 1").focus()
    page.keyboard.press("Enter")
    assert subheads(page) == ["Three", "Two"]
    page.keyboard.press("Enter")  # the focus is on Undo
    assert subheads(page) == ["One", "Three", "Two"]

    page.get_by_role("button", name="Remove Part 1").click()
    save(page)
    parts = Article.objects.get().parts.all()
    assert [(part.order, part.subhead, part.prose) for part in parts] == [
        (0, "Three", "<p>Third text.</p>"),
        (1, "Two", "<p>Second text.</p>"),
    ]
    assert page.complaints == []


def test_part_is_dragged_by_its_handle(desk):
    article = make_article(parts=[("One", "<p>1</p>"), ("Two", "<p>2</p>"), ("Three", "<p>3</p>")])
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.set_viewport_size({"width": 1440, "height": 2400})

    handle = page.locator("#parts-2 [data-row-handle]").bounding_box()
    target = page.locator("#parts-0").bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(target["x"] + 5, target["y"] + 10, steps=5)
    page.mouse.up()

    assert subheads(page) == ["Three", "One", "Two"]
    assert orders(page) == ["0", "1", "2"]
    save(page, "Publish changes")
    assert [part.subhead for part in article.parts.all()] == ["Three", "One", "Two"]


def test_everything_typed_comes_back_on_an_error(desk):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Half a story")
    page.locator("#id_parts-0-subhead").fill("One")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type("Text with ")
    page.keyboard.press("Control+b")
    page.keyboard.type("weight")
    add_part(page, "Two", "Second text.")
    page.get_by_role("button", name="Move Part 2 up").click()
    page.locator("#id_tags").fill("sea, storm")

    save(page, "Publish")

    expect(page.get_by_text("cannot be published without a section")).to_be_visible()
    expect(page.get_by_text("cannot be published without a byline")).to_be_visible()
    assert subheads(page) == ["Two", "One"]
    expect(page.locator("#parts-0 .prose-editor__text")).to_have_text("Text with weight")
    expect(page.locator("#parts-0 strong")).to_have_text("weight")
    expect(page.locator("#id_tags")).to_have_value("sea, storm")
    assert not Article.objects.exists()


def test_paste_of_two_megabytes_is_refused_and_what_was_typed_stays(desk):
    page = desk.open("articles/article/add/")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type("Typed before.")

    paste(page, "word " * 420_000)

    expect(page.get_by_text("This text has more than 1 MB")).to_be_visible()
    expect(page.locator("#parts-0 .prose-editor__text")).to_have_text("Typed before.")


def test_text_typed_before_a_paste_stays_before_the_pasted_parts(desk):
    page = desk.open("articles/article/add/")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type("Typed before.")

    html = f"<h2>One</h2><p>{PROSE}</p><h2>Two</h2><p>{PROSE}</p>"
    paste(page, html, kind="text/html")
    page.get_by_role("button", name="Split it into parts").click()

    assert subheads(page) == ["", "One", "Two"]
    expect(page.locator("#parts-0 .prose-editor__text")).to_have_text("Typed before.")


def test_part_is_split_where_the_reporter_set_a_heading(desk):
    page = desk.open("articles/article/add/")
    page.locator("#id_parts-0-subhead").fill("Opening")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type(PROSE)
    page.keyboard.press("Enter")
    page.get_by_label("Kind of paragraph").select_option("2")
    page.keyboard.type("Second part")
    page.keyboard.press("Enter")
    page.keyboard.type(PROSE)

    page.get_by_role("button", name="Split at its headings").click()

    expect(page.locator("#parts-1 .prose-editor__text")).to_have_text(PROSE)
    assert subheads(page) == ["Opening", "Second part"]


def test_hostile_paste_runs_nothing_and_is_published_clean(desk):
    make_section(name="World", slug="world")
    make_author(name="Ana Ruiz")
    page = desk.open("articles/article/add/")
    hostile = (
        f"<p style='color:red' onclick='x()'>{PROSE}</p><img src=x onerror='window.hit=1'>"
        "<script>window.hit=1</script><style>*{display:none}</style>"
        "<a href='javascript:window.hit=1'>press</a><iframe src='https://evil.example'></iframe>"
    )

    paste(page, hostile, kind="text/html")
    page.locator("#id_headline").fill("A clean story")
    choose(page, "#id_bylines-0-author_name", "ana", "Ana Ruiz")
    page.locator("#id_section").select_option(label="World")
    save(page, "Publish")

    assert page.evaluate("window.hit") is None
    prose = Article.objects.published().get().parts.get().prose
    assert PROSE in prose
    assert not re.search(r"script|style|onclick|onerror|javascript|iframe|img", prose)
    assert page.complaints == []


def test_source_that_is_new_is_made_by_typing_its_name(desk):
    make_source(name="Politico Europe")
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Sourced")
    page.get_by_role("button", name="Add a source").click()

    choose(page, "#id_attributions-0-source_name", "Politico", "Add “Politico”")

    expect(page.locator("#id_attributions-0-source_name")).to_have_value("Politico Europe")
    page.locator("#id_attributions-0-source_name").fill("Politico")
    page.get_by_role("option", name="Add “Politico”").click()
    page.locator("#id_attributions-0-used_for").fill("Ref image")
    save(page)
    assert Article.objects.get().attributions.get().source == Source.objects.get(name="Politico")
    assert page.complaints == []


def test_name_that_nobody_has_stays_in_its_field_and_is_not_sent(desk):
    make_author(name="Ana Ruiz")
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Unsigned")
    author = page.locator("#id_bylines-0-author_name")

    author.press_sequentially("Bruno")
    page.locator("#id_headline").focus()
    expect(page.get_by_text("“Bruno” is not chosen yet.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(author).to_have_value("Bruno")
    expect(author).to_be_focused()
    assert not Article.objects.exists()
    author.fill("ana ruiz")
    page.locator("#id_headline").focus()
    expect(author).to_have_value("Ana Ruiz")
    save(page)
    assert [str(author) for author in Article.objects.get().authors.all()] == ["Ana Ruiz"]


def open_link_dialog(page):
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    return page.get_by_role("dialog", name="Link")


def test_link_takes_only_an_address_that_readers_can_follow(desk):
    page = desk.open("articles/article/add/")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type("The report")

    dialog = open_link_dialog(page)
    dialog.get_by_label("Address").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("A link cannot lead there.")).to_be_visible()
    expect(dialog.get_by_label("Address")).to_have_value("javascript:alert(1)")
    assert faults(page) == []
    dialog.get_by_label("Address").fill("example.org/report")
    page.keyboard.press("Enter")

    link = page.locator("#parts-0 .prose-editor__text a")
    expect(link).to_have_attribute("href", "https://example.org/report")
    dialog = open_link_dialog(page)
    dialog.get_by_label("Address").fill("")
    page.keyboard.press("Enter")
    expect(link).to_have_count(0)
    expect(page.locator("#parts-0 .prose-editor__text")).to_have_text("The report")


def test_whoever_was_signed_out_meanwhile_loses_nothing(desk, editor_client):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Kept through the night")
    session = editor_client.session
    session.flush()

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("You were logged out.")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Kept through the night")


def test_second_click_makes_no_second_story(desk):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Once")

    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).dblclick()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "Once"


def test_token_that_went_stale_in_another_window_is_renewed(desk, live_server):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Saved all the same")
    page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")

    save(page)

    assert Article.objects.get().headline == "Saved all the same"


def test_tags_are_completed_by_keyboard(desk):
    make_article(tags=["North Sea", "Northern lights"])
    page = desk.open("articles/article/add/")

    page.locator("#id_tags").click()
    page.keyboard.type("harbour, north s")
    page.get_by_role("option", name="North Sea").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#id_tags")).to_have_value("harbour, North Sea, ")


# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_writing_screen_fits_obeys_the_policy_and_is_accessible(desk, scheme, width):
    photo = make_photo()
    article = make_article(
        lead_photo=photo,
        tags=["sea"],
        parts=[
            ("One", "<p>Text with <a href='https://a.example/'>a link</a>.</p><h3>Within</h3>"),
            ("Two", "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>"),
        ],
    )
    make_attribution(article)
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})

    screens = ("articles/article/add/", f"articles/article/{article.pk}/change/")

    for path in screens:
        page = desk.open(path)
        page.wait_for_selector("html[data-writing-screen=ready]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []
    for path in screens:
        page = desk.open(path)
        page.wait_for_selector("html[data-writing-screen=ready]")
        assert faults(page) == []
    page.get_by_role("button", name="Upload a picture").last.click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.locator("#id_lead_photo_name").fill("")
    page.locator(".suggestions__option").first.wait_for()
    assert faults(page) == []
    page.locator("#id_headline").fill("")
    page.locator("#id_parts-0-subhead").fill("x" * 201)
    save(page, "Publish changes")
    expect(page.get_by_text("cannot be published without a headline")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


def test_what_saves_hides_no_control_that_has_the_focus(desk):
    article = make_article(parts=[("One", "<p>A text.</p>"), ("Two", "<p>Another.</p>")])
    desk.set_viewport_size({"width": 320, "height": 900})
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")

    hidden, bars = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        name, top, bar = page.evaluate("""() => {
            const focus = document.activeElement;
            const bar = document.querySelector(".story-form__save");
            const isOutside = !bar.contains(focus) && !focus.contains(bar);
            const [top, edge] = [focus, bar].map((each) => each.getBoundingClientRect().top);
            return [focus.outerHTML.slice(0, 80), top, isOutside && edge];
        }""")
        bars += bool(bar)
        if bar and top >= bar:
            hidden.append((name, top, bar))

    assert bars > 20
    assert hidden == []
