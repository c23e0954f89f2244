import pytest

from publication.models import Publication
from tests.factories import make_author, make_photo
from tests.page import Page

pytestmark = pytest.mark.django_db


def test_authors_stand_by_name_and_desks_after_them(client):
    make_author(name="Zoe Quill", slug="zoe", job="Reporter", beats="Roads")
    make_author(name="Data desk", slug="data", is_desk=True)
    make_author(name="Ana Nib", slug="ana")

    page = Page(client.get("/authors/"))

    assert page.texts(".people__name") == ["Ana Nib", "Zoe Quill", "Data desk"]
    assert page.attributes(".people__link", "href") == [
        "/author/ana/",
        "/author/zoe/",
        "/author/data/",
    ]
    assert page.texts(".people__job") == ["Reporter"]
    assert page.texts(".people__beats") == ["Roads"]


def test_newsroom_without_authors_has_the_page(client):
    assert Page(client.get("/authors/")).text(".empty")


@pytest.mark.parametrize("number", [1, 30])
def test_page_takes_as_many_queries_for_many_authors(client, number, django_assert_num_queries):
    Publication.stored()
    for _ in range(number):
        make_author(portrait=make_photo())

    with django_assert_num_queries(3):
        client.get("/authors/")
