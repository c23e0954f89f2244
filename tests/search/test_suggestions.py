"""A misspelt word is answered with a better one."""

import pytest

from tests.factories import make_article
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("goverment", "government"),
        ("govvernment", "government"),
        ("goverrment", "government"),
        ("govenrment", "government"),
        ("Goverment fall*", "government fall*"),
        ('goverment "the coast"', 'government "the coast"'),
        ("новсти", "новости"),
        ("مديية", "مدينة"),
    ],
)
def test_one_slip_of_the_finger_is_mended(search, typed, meant):
    make_article(headline="The government falls", parts=["<p>On the coast. Новости مدينة</p>"])

    answer = search(typed)

    assert answer["stories"] == []
    assert answer["suggestion"] == meant
    assert search(meant)["stories"]


@pytest.mark.parametrize("typed", ["governments-less", "cat", "xyzzy", "학겨", "coast goverment"])
def test_nothing_is_suggested_that_finds_nothing_or_is_a_guess(search, typed):
    make_article(headline="The government falls", parts=["<p>학교 car</p>"])
    make_article(headline="On the coast")

    assert search(typed)["suggestion"] is None


def test_the_spelling_used_most_is_suggested(search):
    make_article(headline="A sound of waves")
    make_article(headline="A round of cards")
    make_article(headline="A round of golf")

    assert search("jound")["suggestion"] == "round"


def test_page_links_to_what_was_meant(client):
    make_article(headline="The government falls")

    page = Page(client.get("/search/", {"q": "goverment", "sort": "date"}))

    assert page.text(".search__suggestion") == "government"
    assert page.attributes(".search__suggestion", "href") == ["?q=government&sort=date"]
