"""The bar of sections says in which of them a reader is."""

import pytest

from tests.factories import make_article, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db

MARKED = ".section-bar__list [aria-current]"


@pytest.fixture
def canal():
    """A story of Asia, which stands within World and so is not in the bar itself."""
    make_section(name="Culture", slug="culture")
    world = make_section(name="World", slug="world")
    return make_article(slug="canal", section=make_section(name="Asia", slug="asia", parent=world))


@pytest.mark.parametrize("address", ["/world/", "/asia/"])
def test_section_at_the_top_is_marked_on_its_list_and_on_those_within(client, canal, address):
    assert Page(client.get(address)).texts(MARKED) == ["World"]


@pytest.mark.parametrize("page", ["", "history/", "mastodon/"])
def test_section_at_the_top_is_marked_on_each_page_of_a_story(client, canal, page):
    assert Page(client.get(f"{canal.get_absolute_url()}{page}")).texts(MARKED) == ["World"]


@pytest.mark.parametrize("address", ["/", "/authors/", "/search/"])
def test_no_section_is_marked_where_all_of_them_meet(client, canal, address):
    assert Page(client.get(address)).texts(MARKED) == []
