"""The ledger of what readers were told, on the story and in one list."""

from http import HTTPStatus

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction
from publication.models import Publication
from tests.factories import make_article, make_section
from tests.hidden import HIDDEN
from tests.page import Page

pytestmark = pytest.mark.django_db


def correct(story, text="The mayor is called Ngozi.", kind="correction"):
    publishing.publish(
        Article.objects.get(pk=story.pk), correction=Correction(kind=kind, text=text)
    )


@pytest.fixture
def story():
    return make_article(headline="A mayor speaks", section=make_section(name="Politics"))


def test_correction_stands_over_the_story_and_below_it(client, story):
    correct(story)

    page = Page(client.get(story.get_absolute_url()))

    assert "The mayor is called Ngozi." in page.text(".corrected")
    assert page.text(".correction .correction__kind") == "Correction"
    assert page.text(".correction .correction__text") == "The mayor is called Ngozi."
    assert page.attributes(".corrected a", "href") == [
        f"#{page.attributes('.correction', 'id')[0]}"
    ]


def test_retraction_stands_at_the_head_of_the_story_and_of_its_text_edition(client, story):
    correct(story, "The mayor said nothing.", kind="retraction")

    page = Page(client.get(story.get_absolute_url()))
    edition = Page(client.get(f"{story.get_absolute_url()}text/"))

    assert "The mayor said nothing." in page.text(".story__head .corrected")
    assert page.select(".story__parts .corrected") == []
    assert "Retraction: The mayor said nothing." in edition.texts("h1 ~ p")


def test_update_stands_below_the_story_only(client, story):
    correct(story, "Now with the answer of the council.", kind="update")

    page = Page(client.get(story.get_absolute_url()))

    assert page.select(".corrected") == []
    assert page.text(".correction .correction__kind") == "Update"
    assert "Updated" in page.text(".story__times")


def test_corrections_stay_when_more_are_made(client, story):
    correct(story, "First.")
    correct(story, "Second.", kind="clarification")

    page = Page(client.get(story.get_absolute_url()))

    assert page.texts(".correction .correction__text") == ["Second.", "First."]


def test_ledger_lists_the_corrections_of_all_stories(client, story):
    correct(story)
    correct(make_article(headline="Another"), "It was Tuesday.", kind="clarification")

    page = Page(client.get("/corrections/"))

    assert page.texts(".correction__kind") == ["Clarification", "Correction"]
    assert page.texts(".correction__story") == ["Another", "A mayor speaks"]
    assert page.texts(".correction__section") == [
        Article.objects.get(headline="Another").section.name,
        "Politics",
    ]
    link = page.attributes(".correction__story a", "href")[1]
    assert link == f"{story.get_absolute_url()}#{story.versions.last().told.anchor}"


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_ledger_tells_nothing_of_a_hidden_story(client, story, fields):
    correct(story, "The secret correction.")
    Article.objects.filter(pk=story.pk).update(updated_at=None, **fields(timezone.now()))

    page = client.get("/corrections/")

    assert page.status_code == HTTPStatus.OK
    assert "secret" not in page.content.decode()
    assert Page(page).text(".empty") == "Nothing had to be corrected yet."


@pytest.mark.parametrize("number", [1, 30])
def test_ledger_takes_as_many_queries_for_many_corrections(
    client, story, number, django_assert_num_queries
):
    for each in range(number):
        correct(story, f"Correction {each}.")
    Publication.stored()

    with django_assert_num_queries(3):
        client.get("/corrections/")


def test_ledger_has_pages(client, story):
    for each in range(21):
        correct(story, f"Correction {each}.")

    first, second = (Page(client.get("/corrections/", {"page": page})) for page in (1, 2))

    assert len(first.select(".correction")) == 20
    assert first.attributes(".pages__link", "href") == ["?page=2"]
    assert second.texts(".correction__text") == ["Correction 0."]


@pytest.mark.parametrize("page", ["0", "3", "x", "9999999999", "-1", "²"])
def test_ledger_has_no_such_page(client, story, page):
    assert client.get("/corrections/", {"page": page}).status_code == HTTPStatus.NOT_FOUND


def test_markup_in_a_correction_is_shown_as_typed(client, story):
    correct(story, "Read <b>less</b> & more.\nTwice.")

    page = Page(client.get(story.get_absolute_url()))

    assert "Read <b>less</b> & more." in page.text(".correction__text")
    assert page.select(".correction__text b") == []


def test_backstory_and_use_of_ai_are_told_below_the_story(client):
    story = make_article(backstory="We asked three people.\n\nTwo answered.", ai_use="None <i>.")

    page = Page(client.get(story.get_absolute_url()))

    assert page.text(".background__title") == "How we reported this"
    assert page.texts(".background__words") == [
        "We asked three people. Two answered.",
        "Use of AI: None <i>.",
    ]


def test_story_without_a_backstory_has_no_heading_for_it(client, story):
    assert Page(client.get(story.get_absolute_url())).select(".background") == []
