"""A story on paper."""

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from tests.factories import make_article, make_part, make_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = 643  # CSS pixels between the margins of A4


def test_all_words_of_a_printed_story_stand_in_one_column(reader, newspaper):
    newspaper.backstory, newspaper.ai_use = "We walked it. " * 20, "None was used. " * 20
    newspaper.save()
    page = reader(width=SHEET, color_scheme="dark")
    page.goto(newspaper.get_absolute_url())
    page.emulate_media(media="print")

    def box(selector):
        return page.locator(selector).last.bounding_box()

    text, background, use_of_ai = map(
        box, (".prose", "div.background__words", "p.background__words")
    )

    assert background["width"] == use_of_ai["width"] == pytest.approx(text["width"], abs=1)
    assert use_of_ai["y"] >= background["y"] + background["height"]
    assert page.locator(".background").evaluate("it => getComputedStyle(it).display") == "block"
    assert page.locator(".share-bar").first.is_hidden()


def test_address_of_a_printed_link_reads_from_left_to_right_in_any_text(reader, newspaper):
    newspaper.language = "ar"
    newspaper.save()
    page = reader(width=SHEET)
    page.goto(newspaper.get_absolute_url())
    page.emulate_media(media="print")

    link = page.locator(".prose a").first
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")

    assert shown == '" (\u2066https://a.example/\u2069)"'


def test_heading_is_never_printed_below_without_what_it_is_of(reader, newspaper):
    publishing.publish(newspaper)
    newspaper.parts.last().delete()
    told = Correction(kind="update", text="A stretch is gone.")
    publishing.publish(Article.objects.get(pk=newspaper.pk), correction=told)
    live = make_article(kind="live", parts=[])
    make_part(live, subhead="Ship", prose="<p>In.</p>", posted_at=timezone.now())
    page = reader(width=SHEET)
    page.emulate_media(media="print")

    def values(address, name, *selectors):
        page.goto(address)
        how = f"it => getComputedStyle(it).{name}"
        return {selector: page.locator(selector).first.evaluate(how) for selector in selectors}

    story = newspaper.get_absolute_url()
    for found in (
        values(live.get_absolute_url(), "breakAfter", ".part__time", ".part__subhead"),
        values(live.get_absolute_url(), "breakInside", ".part"),
        values(story, "breakAfter", ".prose h3", ".sources__title", ".corrections__title"),
        values(story, "breakInside", ".quotation", ".prose tr", ".photo", ".correction"),
        values("/corrections/", "breakInside", ".correction"),
        values(f"{story}history/", "breakInside", ".history__item"),
    ):
        assert set(found.values()) == {"avoid"}, found


def test_printed_picture_says_where_its_licence_stands(reader, db):
    photo = make_photo(licence="cc-by-4.0", credit="Ana Quill")
    page = reader(width=SHEET)
    page.goto(make_article(lead_photo=photo).get_absolute_url())
    page.emulate_media(media="print")

    licence = page.locator(".photo__licence")

    shown = licence.evaluate("link => getComputedStyle(link, '::after').content")
    assert licence.get_attribute("href") in shown


def test_front_page_on_paper_has_no_links_that_can_only_be_pressed(reader, newspaper):
    page = reader(width=SHEET)
    page.goto("/")
    page.emulate_media(media="print")

    assert page.locator(".rule-head__title").first.is_visible()
    assert page.locator(".rule-head__more").first.is_hidden()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_paragraphs_on_how_a_story_was_reported_stand_apart(reader, newspaper, media):
    newspaper.backstory = "We walked it.\n\nNobody else had."
    newspaper.save()
    page = reader(width=SHEET)
    page.goto(newspaper.get_absolute_url())
    page.emulate_media(media=media)

    first, second = (
        page.locator(".background__words > p").nth(order).bounding_box() for order in (0, 1)
    )

    assert second["y"] - (first["y"] + first["height"]) >= 5
