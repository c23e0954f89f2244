"""A story on paper."""

import pytest

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
