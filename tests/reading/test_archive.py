"""The calendar of a month in a real browser."""

import pytest

from articles.models import Article

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
