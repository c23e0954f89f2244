"""The bar of sections, which follows a reader from page to page."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_bar_is_as_high_with_a_section_marked_as_without(reader, newspaper):
    page = reader()

    def height(address):
        page.goto(address)
        return page.locator(".section-bar").bounding_box()["height"]

    assert height("/world/") == height(newspaper.get_absolute_url()) == height("/authors/")
