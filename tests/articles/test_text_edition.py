from http import HTTPStatus

import pytest

from articles import publishing
from articles.models import Article, Correction, Status
from publication.models import Publication
from tests.factories import make_article, make_attribution, make_author, make_photo, make_source
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = make_article(
        headline="A road is opened",
        standfirst="It is short.",
        slug="road",
        authors=[make_author(name="Ana Quill")],
        lead_photo=make_photo(),
        parts=[(f"Stretch {number}", f"<p>{'Words of it. ' * 90}</p>") for number in range(5)],
    )
    make_attribution(article, source=make_source(name="The Gazette"), url="https://g.example/")
    return article


def test_text_edition_has_every_word_and_is_small(client, article):
    response = client.get(f"{article.get_absolute_url()}text/")

    page = Page(response)
    words = page.text("main")
    for part in ("A road is opened", "It is short.", "By Ana Quill", "Stretch 4", "The Gazette"):
        assert part in words
    assert page.attributes("link[rel=canonical]", "href") == [article.address]
    assert not page.select("img, script, link[rel=stylesheet]")
    assert len(response.content) < 10_000


def test_text_edition_tells_what_was_corrected_and_how_it_was_reported(client, article):
    article.backstory, article.ai_use = "We measured it ourselves.", "None."
    article.save()
    correction = Correction(kind="correction", text="The road is shorter.")
    publishing.publish(Article.objects.get(pk=article.pk), correction=correction)

    words = Page(client.get(f"{article.get_absolute_url()}text/")).text("main")

    for part in ("We measured it ourselves.", "Use of AI: None.", "UTC: The road is shorter."):
        assert part in words
    assert "UTC UTC" not in words


def test_text_edition_keeps_our_words_in_our_direction(client, article):
    article.language, article.backstory = "ar", "قسنا الطريق بأنفسنا."
    article.save()
    update = Correction(kind="update", text="الطريق أقصر.")
    publishing.publish(Article.objects.get(pk=article.pk), correction=update)

    page = Page(client.get(f"{article.get_absolute_url()}text/"))

    assert page.attributes("html", "dir") == ["rtl"]
    ours = page.select("main [lang=en]")
    assert len(ours) > 4
    assert {element.attributes.get("dir") for element in ours} == {"ltr"}


def test_story_links_to_its_text_edition(client, article):
    page = Page(client.get(article.get_absolute_url()))

    [address] = page.attributes('.story__link[href$="text/"]', "href")
    assert client.get(address).status_code == HTTPStatus.OK


def test_text_edition_follows_the_rules_of_the_page(client, article):
    address = f"{article.get_absolute_url()}text/"

    moved = client.get(address.replace(article.section.slug, "elsewhere"))
    article.status = Status.DRAFT
    article.save()
    hidden = client.get(address)
    article.status, article.taken_down_reason = Status.TAKEN_DOWN, "It was wrong."
    article.save()
    gone = client.get(address)

    assert (moved.status_code, moved.headers["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, address)
    assert hidden.status_code == HTTPStatus.NOT_FOUND
    assert gone.status_code == HTTPStatus.GONE


@pytest.mark.parametrize("number", [1, 30])
def test_text_edition_takes_as_many_queries_for_many_parts(
    client, number, django_assert_num_queries
):
    Publication.stored()
    article = make_article(parts=[(f"Part {each}", "<p>Text.</p>") for each in range(number)])

    with django_assert_num_queries(5):
        client.get(f"{article.get_absolute_url()}text/")
