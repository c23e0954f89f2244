"""The pages that list stories: of a section, a tag, an author, a source."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, Clipping, Status
from articles.river import LAST_PAGE, PAGE_SIZE
from publication.models import Publication
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
)
from tests.page import Page

pytestmark = pytest.mark.django_db

FILED = ["/tag/ports/", "/author/ana/", "/source/gazette/"]
ADDRESSES = ["/world/", *FILED]


@pytest.fixture
def make_stories():
    """Make stories that all four lists show, of which the first is the newest."""
    section = make_section(slug="world", name="World", description="Far and near.")
    author = make_author(
        slug="ana", name="Ana Quill", job="Reporter", beats="Roads", bio="Writes.", website=""
    )
    source = make_source(slug="gazette", name="The Gazette", note="Founded in 1801.")

    def make_stories(number):
        now = timezone.now()
        stories = [
            make_article(
                section=section,
                authors=[author],
                tags=["ports"],
                lead_photo=make_photo(),
                published_at=now - timedelta(hours=1, minutes=age),
            )
            for age in range(number)
        ]
        for story in stories:
            make_attribution(story, source=source)
        return stories

    return make_stories


@pytest.mark.parametrize("address", ADDRESSES)
def test_list_shows_its_stories_newest_first(client, make_stories, address):
    stories = make_stories(3)
    make_article(headline="Of something else")

    page = Page(client.get(address))

    assert page.texts(".card__headline") == [story.headline for story in stories]
    assert page.attributes(".card__link", "href") == [story.get_absolute_url() for story in stories]


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/world/", 6), ("/tag/ports/", 5), ("/author/ana/", 6), ("/source/gazette/", 6)],
)
def test_list_takes_as_many_queries_for_one_story_as_for_thirty(
    client, make_stories, number, address, queries, django_assert_num_queries
):
    Publication.stored()
    make_stories(number)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan by what they have counted")
@pytest.mark.parametrize("address", [*FILED, None])
def test_stories_of_a_subject_are_read_in_the_order_they_are_filed(client, make_stories, address):
    [story, *_others] = make_stories(3)

    with CaptureQueriesContext(connection) as asked:
        # The author box of a story names the author's latest.
        client.get(address or story.get_absolute_url())

    [sql] = [
        query["sql"]
        for query in asked.captured_queries
        if 'ORDER BY "articles_clipping"."published_at" DESC' in query["sql"]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [step for *_, step in cursor.fetchall()]
    assert steps[0].startswith("SEARCH articles_clipping USING COVERING INDEX"), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


@pytest.mark.parametrize("address", FILED)
def test_story_with_another_time_is_filed_anew(client, make_stories, address):
    [first, second] = make_stories(2)
    Article.objects.filter(pk=first.pk).update(
        published_at=second.published_at - timedelta(minutes=1)
    )

    page = Page(client.get(address))

    assert page.texts(".card__headline") == [second.headline, first.headline]


@pytest.mark.parametrize("address", FILED)
def test_story_that_is_taken_down_leaves_the_file(client, make_stories, address):
    [first, second] = make_stories(2)
    first.status = Status.TAKEN_DOWN
    first.taken_down_reason = "It was wrong."
    first.save()

    assert Page(client.get(address)).texts(".card__headline") == [second.headline]

    first.delete()
    second.delete()

    assert not Clipping.objects.exists()


@pytest.mark.parametrize("address", FILED)
def test_story_that_no_longer_belongs_to_a_subject_leaves_its_file(client, make_stories, address):
    [first, second] = make_stories(2)
    first.tags.clear()
    first.bylines.all().delete()
    first.attributions.all().delete()

    assert Page(client.get(address)).texts(".card__headline") == [second.headline]


def test_story_is_listed_once_whatever_its_author_did(client, make_stories):
    [story] = make_stories(1)
    author = story.bylines.get().author
    story.bylines.create(author=author, role=Byline.Role.PHOTOS, order=1)

    assert Page(client.get("/author/ana/")).texts(".card__headline") == [story.headline]


@pytest.mark.parametrize("address", ADDRESSES)
def test_long_list_goes_on_page_by_page(client, make_stories, address):
    stories = make_stories(PAGE_SIZE + 2)

    first = Page(client.get(address))
    second = Page(client.get(f"{address}?page=2"))

    assert len(first.texts(".card__headline")) == PAGE_SIZE
    assert first.attributes(".pages__link", "href") == ["?page=2"]
    assert second.texts(".card__headline") == [story.headline for story in stories[PAGE_SIZE:]]
    assert second.attributes(".pages__link", "href") == ["./"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "page", ["abc", "0", "-1", "2", "1.5", "٣", "", str(LAST_PAGE + 1), "9" * 5_000]
)
def test_page_that_there_is_not_is_not_found(client, make_stories, address, page):
    make_stories(1)

    response = client.get(f"{address}?page={page}")

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "address", ["/atlantis/", "/tag/atlantis/", "/author/nobody/", "/source/nobody/"]
)
def test_unknown_list_is_not_found(client, address):
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_section_shows_what_it_is_about_and_the_sections_within(client, make_stories):
    [story] = make_stories(1)
    asia = make_section(name="Asia", slug="asia", parent=story.section)
    within = make_article(section=asia)

    page = Page(client.get("/world/"))
    inner = Page(client.get("/asia/"))

    assert page.text("h1") == "World"
    assert page.text(".list-head__words") == "Far and near."
    assert page.attributes(".list-head__links a", "href") == ["/asia/"]
    assert within.headline in page.texts(".card__headline")
    assert inner.texts(".card__headline") == [within.headline]
    assert inner.attributes(".list-head .label__section", "href") == ["/world/"]


def test_author_page_says_who_it_is(client, make_stories):
    [story] = make_stories(1)
    author = story.bylines.get().author
    author.website = "https://quill.example/"
    author.save()
    author.profiles.create(label="Mastodon", url="https://social.example/@ana")

    page = Page(client.get("/author/ana/"))

    head = page.text(".list-head")
    assert all(words in head for words in ("Ana Quill", "Reporter", "Writes.", "Covers: Roads"))
    assert page.attributes(".list-head__links a", "href") == [
        "https://quill.example/",
        "https://social.example/@ana",
    ]


def test_source_page_lists_stories_whose_picture_rests_on_it(client):
    source = make_source(slug="politico", name="Politico")
    story = make_article(lead_photo=make_photo(sources=[source]))

    page = Page(client.get("/source/politico/"))

    assert page.texts(".card__headline") == [story.headline]


def test_source_page_says_what_each_story_uses_it_for(client):
    source = make_source(slug="politico", name="Politico")
    photo = make_photo(sources=[source])
    story = make_article(lead_photo=photo)
    make_part(story, order=1, subhead="Again", photo=photo)
    make_attribution(story, source=source, used_for="statement")
    make_attribution(story, source=make_source(), used_for="document")
    make_attribution(make_article(), source=source, used_for="data")

    page = Page(client.get("/source/politico/"))

    assert page.texts(".card__cited") == ["Data", "Ref image, statement"]


def test_empty_section_says_so(client):
    make_section(slug="quiet")

    assert "No stories" in Page(client.get("/quiet/")).text(".empty")


def test_tag_is_found_whatever_its_script(client):
    make_article(headline="Of the river", tags=["강"])

    [address] = Page(client.get(make_article(tags=["강"]).get_absolute_url())).attributes(
        ".tags__link", "href"
    )

    assert "Of the river" in client.get(address).content.decode()
