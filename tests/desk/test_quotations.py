"""Quotations that name who said them, from the toolbar of the writing screen to the readers."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import make_article
from tests.page import Page

QUOTATION = (
    "<figure><blockquote><p>We were lucky.</p></blockquote>"
    "<figcaption>Ana Ruiz, mayor</figcaption></figure>"
)
# Reading views of browsers leave figures out.
AS_READ = (
    '<div class="quotation" role="figure"><blockquote><p>We were lucky.</p></blockquote>'
    '<p class="quotation__speaker">Ana Ruiz, mayor</p></div>'
)


@pytest.mark.django_db
def test_quotation_reaches_page_text_edition_feed_and_search(client):
    article = make_article(parts=[f"<p>It rained.</p>{QUOTATION}<p>It stopped.</p>"])
    address = article.get_absolute_url()

    for page in (address, f"{address}text/", "/feed/json/"):
        answer = client.get(page)
        text = answer.json()["items"][0]["content_html"] if "json" in page else answer.text
        assert AS_READ in text
    found = client.get(reverse("search"), {"q": '"lucky ana ruiz"'})
    assert Page(found).texts(".card__headline") == [article.headline]
    assert client.get(address).text.count("lucky.</p></blockquote>") == 1


# --- In the browser ---

browser = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def in_browser(test):
    for mark in browser:
        test = mark(test)
    return test


@pytest.fixture
def writing(desk):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Quoted")
    page.locator("#id_parts-0-subhead").fill("Opening")
    page.locator("#parts-0 .prose-editor__text").click()
    return page


def press(page, name):
    page.get_by_role("button", name=name).click()
    # The editor takes the focus back in the browser's next frame.
    expect(page.locator("#parts-0 .prose-editor__text")).to_be_focused()


def stored_prose(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    return Article.objects.get().parts.get().prose


@in_browser
def test_speaker_is_named_below_the_words_and_the_text_goes_on(writing):
    expect(writing.get_by_role("button", name="Said by")).to_be_hidden()
    press(writing, "Quote")
    writing.keyboard.type("We were lucky.")
    press(writing, "Said by")
    writing.keyboard.type("Ana Ruiz, mayor")
    writing.keyboard.press("Enter")
    writing.keyboard.type("It stopped.")

    assert stored_prose(writing) == f"{QUOTATION}<p>It stopped.</p>"
    assert writing.complaints == []


@in_browser
def test_last_line_with_a_dash_becomes_the_speaker(writing):
    press(writing, "Quote")
    writing.keyboard.type("We were lucky.")
    writing.keyboard.press("Enter")
    writing.keyboard.type("— Ana Ruiz, mayor")
    press(writing, "Said by")

    assert stored_prose(writing) == QUOTATION


@in_browser
def test_speaker_without_a_name_goes_with_one_key(writing):
    press(writing, "Quote")
    writing.keyboard.type("We were lucky.")
    press(writing, "Said by")
    expect(writing.locator("figcaption")).to_have_attribute(
        "data-placeholder", "Who said it, and as what"
    )
    writing.keyboard.press("Backspace")
    writing.keyboard.type(" Very.")

    assert stored_prose(writing) == "<blockquote><p>We were lucky. Very.</p></blockquote>"


@in_browser
def test_quotation_becomes_text_again_with_all_its_words(writing):
    press(writing, "Quote")
    writing.keyboard.type("We were lucky.")
    press(writing, "Said by")
    writing.keyboard.type("Ana Ruiz")
    expect(writing.get_by_role("button", name="Quote")).to_have_attribute("aria-pressed", "true")
    press(writing, "Quote")

    assert stored_prose(writing) == "<p>We were lucky.</p><p>Ana Ruiz</p>"


@in_browser
def test_stored_quotation_opens_as_one_and_is_saved_as_it_was(desk):
    article = make_article(parts=[("Opening", QUOTATION)])
    page = desk.open(f"articles/article/{article.pk}/change/")

    expect(page.locator(".prose-editor__text figure figcaption")).to_have_text("Ana Ruiz, mayor")
    page.locator("figcaption").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish changes").click()

    prose = article.parts.get().prose
    assert prose == QUOTATION.replace("mayor", "mayor!")


@in_browser
def test_figure_of_another_site_is_pasted_as_its_text(writing):
    writing.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          const html = "<figure><img src='x'><figcaption>The quay</figcaption></figure>";
          clipboardData.setData("text/html", html);
          document.querySelector(".prose-editor__text").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
          );
        }"""
    )

    assert stored_prose(writing) == "<p>The quay</p>"
