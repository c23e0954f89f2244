"""A story in several languages: each leads to the others, for readers and for search engines."""

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article
from tests.hidden import HIDDEN
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    original = make_article(language="ar", headline="قناة", slug="channel")
    english = make_article(language="en", headline="A channel", translation_of=original)
    french = make_article(language="fr", headline="Un canal", translation_of=original)
    return original, english, french


def languages(page):
    return dict(
        zip(
            page.attributes("link[hreflang]", "hreflang"),
            page.attributes("link[hreflang]", "href"),
            strict=True,
        )
    )


def test_every_version_names_all_of_them_and_the_original_as_default(client, family):
    original, english, french = family

    for story in family:
        page = Page(client.get(story.get_absolute_url()))

        assert languages(page) == {
            "ar": original.address,
            "x-default": original.address,
            "en": english.address,
            "fr": french.address,
        }


def test_reader_finds_the_other_languages_in_their_own_words(client, family):
    page = Page(client.get(family[1].get_absolute_url()))

    assert page.texts(".translations__link") == ["العربيّة", "français"]
    assert page.attributes(".translations__link", "dir") == ["rtl", "ltr"]


def test_story_in_one_language_names_none(client):
    page = Page(client.get(make_article().get_absolute_url()))

    assert languages(page) == {}
    assert page.select(".translations") == []


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_translation_that_is_hidden_is_named_nowhere(client, family, fields):
    _, english, french = family
    Article.objects.filter(pk=english.pk).update(**fields(timezone.now()))

    page = Page(client.get(french.get_absolute_url()))

    assert set(languages(page)) == {"ar", "x-default", "fr"}
    assert page.texts(".translations__link") == ["العربيّة"]


def test_translations_cost_one_query(client, family, django_assert_max_num_queries):
    for _ in range(3):  # so that related stories are found at once
        make_article(section=family[0].section)
    client.get("/")

    with django_assert_max_num_queries(11):
        client.get(family[0].get_absolute_url())
