"""The calendar of a month in a real browser."""

from datetime import UTC, datetime

import pytest

from articles.models import Article
from tests.factories import make_article, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "shown"), [(320, "{number}"), (1440, "{number} stories")])
def test_calendar_shows_what_its_columns_have_room_for(reader, newspaper, width, shown):
    number = Article.objects.published().count()
    page = reader(width=width)
    page.goto(f"/archive/{newspaper.published_at:%Y/%m}/")

    # It is read out as a whole on either.
    link = page.get_by_role("link", name=f"{number} stories")
    wide, narrow = link.locator(".calendar__number"), link.locator(".calendar__figure")

    assert narrow.is_visible() == (width == 320)
    seen = narrow if width == 320 else wide
    assert seen.inner_text() == shown.format(number=number)
    assert seen.bounding_box()["height"] < 24, "It takes more than one line."


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_calendar_fits_a_telephone_whatever_the_day_of_the_week(reader, settings, language):
    settings.LANGUAGE_CODE = language
    section = make_section()
    saturday_and_sunday = [datetime(2025, 3, day, 12, tzinfo=UTC) for day in (8, 9)]
    for moment in 20 * saturday_and_sunday:
        make_article(section=section, parts=(), authors=(), published_at=moment)
    page = reader(width=320)

    page.goto("/archive/2025/3/")

    assert page.locator(".calendar__figure").all_inner_texts() == ["20", "20"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320
