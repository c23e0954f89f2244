"""The whole path of a story: written at the desk, read, shared and counted."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from meridian.manuscripts import parts_of, read_stories
from tests.factories import make_author, make_section, make_source, picture_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A real page of the kind that we replace, where it lies beside the checkout.
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
HOSTILE = (
    "<script>window.hit = 1</script><p onclick='window.hit = 1'>Before the end.</p>"
    "<img src=x onerror='window.hit = 1'><a href='javascript:window.hit=1'>press here</a>"
    "<iframe src='https://evil.example'></iframe><style>* { display: none }</style>"
)

PASTE = """([type, text]) => {
  const target = document.querySelector("#parts-0 .prose-editor__text");
  target.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData(type, text);
  target.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}"""


def real_page():
    """Return a text with a headline, five headed parts, a closing and the furniture of a page."""
    for path in sorted(SEEDS.glob("*.txt")):
        return path.read_text(encoding="utf-8")
    story = read_stories()["kim-putin-meeting"]
    parts = [f"<h2>{subhead}</h2>{prose}" for subhead, prose in parts_of(story["prose"])]
    return f"<h1>{story['headline']}</h1>{''.join(parts)}"


@pytest.fixture
def editor_page(reader, editor):
    """An editor who has signed in by the form and begins a story."""
    make_section(name="World", slug="world")
    make_author(name="Ana Quill", slug="ana", bio="Writes.", website="https://quill.example/")
    make_source(name="Politico", slug="politico")
    page = reader()
    page.goto("/admin/")
    page.get_by_label("User name or e-mail address").fill("editor")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    return page


def choose(page, field, typed, option):
    page.locator(field).click()
    page.locator(field).press_sequentially(typed)
    page.get_by_role("option", name=option).click()


def publish(page):
    page.locator("#id_section").select_option(label="World")
    choose(page, "#id_bylines-0-author_name", "ana", "Ana Quill")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    return Article.objects.get()


def upload_lead_photo(page, tmp_path):
    picture = tmp_path / "train.jpg"
    picture.write_bytes(picture_file(size=(1300, 900)).read())
    page.locator(".desk-field--lead_photo").get_by_role("button", name="Upload a picture").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Picture", exact=True).set_input_files(picture)
    dialog.get_by_label("Alt text").fill("A train at a border")
    dialog.get_by_label("Source", exact=True).fill("Politico")
    dialog.get_by_role("button", name="Upload").click()
    expect(
        page.locator(".desk-field--lead_photo").get_by_alt_text("A train at a border")
    ).to_be_visible()


def test_story_goes_from_a_pasted_page_to_a_reader_who_is_counted(
    editor_page, reader, tmp_path, live_server
):
    text = real_page()

    editor_page.evaluate(PASTE, ["text/html" if text.startswith("<") else "text/plain", text])
    editor_page.get_by_role("button", name="Split it into parts").click()
    editor_page.locator("#id_standfirst").fill("What is known of the journey.")
    editor_page.locator("#id_tags").fill("diplomacy, Russia")
    upload_lead_photo(editor_page, tmp_path)
    story = publish(editor_page)

    assert story.parts.exclude(subhead="").count() in (5, 6)
    assert story.headline.startswith(("US Reports", "Kim plans"))

    page = reader()
    page.goto(story.get_absolute_url())
    expect(page.locator("h1")).to_have_text(story.headline)
    expect(page.locator(".contents__link")).to_have_count(story.parts.count())
    expect(page.locator(".part__subhead")).to_have_count(story.parts.count())
    expect(page.locator(".share-bar__caption")).to_have_text(["Spread the love"] * 2)
    expect(page.locator(".photo__source")).to_have_text("Source: Ref image from Politico")
    expect(page.locator(".sources__words")).to_have_text("Source: Ref image from Politico")
    expect(page.locator(".byline__credit")).to_have_text("By Ana Quill")
    expect(page.locator(".author-box__bio")).to_have_text("Writes.")
    expect(page.get_by_role("link", name="Website", exact=True)).to_have_attribute(
        "href", "https://quill.example/"
    )
    expect(page.locator(".tags__link")).to_have_text(["diplomacy", "Russia"])
    page.get_by_text("+ posts").click()
    expect(page.get_by_role("link", name="All stories by Ana Quill")).to_be_visible()
    # Above the text and below it, in this order.
    tops = [
        page.locator(selector).first.bounding_box()["y"]
        for selector in (
            "h1", ".byline__credit", ".share-bar", ".story__lead", ".prose", ".sources",
            ".story__foot .views", ".story__foot .share-bar", ".author-box",
        )
    ]  # fmt: skip
    assert tops == sorted(tops)

    expect(page.locator(".views").first).to_have_text("Views: 1 · 1 today")
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".views").first).to_have_text("Views: 1 · 1 today")
    another = reader(extra_http_headers={"Accept-Language": "fr"}, width=320)
    another.context.set_extra_http_headers({"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    another.goto(story.get_absolute_url())
    expect(another.locator(".views").first).to_have_text("Views: 2 · 2 today")

    for link in page.locator("a.share-bar__link").all():
        href = link.get_attribute("href")
        escaped = story.address.replace(":", "%3A").replace("/", "%2F")
        assert escaped in href or href.startswith(story.address)
    assert page.complaints == editor_page.complaints == []

    plain = reader(java_script_enabled=False)
    plain.goto(story.get_absolute_url())
    expect(plain.locator(".part")).to_have_count(story.parts.count())
    expect(plain.locator(".views").first).to_have_text("Views: 2 · 2 today")


def test_hostile_paste_reaches_readers_as_clean_text(editor_page, reader):
    editor_page.evaluate(PASTE, ["text/html", HOSTILE])
    editor_page.locator("#id_headline").fill("A clean story")
    story = publish(editor_page)

    page = reader()
    page.goto(story.get_absolute_url())
    page.get_by_text("Before the end.").click()
    assert page.evaluate("window.hit") is None
    assert editor_page.evaluate("window.hit") is None
    expect(page.locator(".prose")).to_contain_text("press here")
    expect(page.locator(".prose :is(script, iframe, style, img, a, [onclick])")).to_have_count(0)
    assert page.complaints == []
