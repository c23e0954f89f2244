"""The page on which readers search."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.river import PAGE_SIZE
from publication.models import Publication
from tests.factories import make_article, make_photo, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db


def test_page_begins_with_an_empty_field_and_no_reproach(client):
    response = client.get("/search/")

    page = Page(response)
    assert response.status_code == 200
    assert page.attributes("#q", "value") == [""]
    assert not page.select("#q-message")
    assert not page.select(".river")


def test_page_is_for_no_robot_and_sets_no_cookie(client):
    make_article(headline="A river")

    page, answer = client.get("/search/?q=river"), client.get("/search/json/?q=river")

    assert Page(page).attributes("meta[name=robots]", "content") == ["noindex"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not page.cookies
    assert not answer.cookies
    assert "Cookie" not in page.headers.get("Vary", "")


def test_result_shows_why_it_was_found(client):
    story = make_article(
        headline="River rises",
        standfirst="It rains.",
        parts=["<p>Nobody spoke.</p><p>Until the <em>River</em>s &amp; a river met the sea.</p>"],
    )

    page = Page(client.get("/search/?q=river"))

    assert page.attributes(".card__link", "href") == [story.get_absolute_url()]
    assert page.texts(".card__headline .mark") == ["River"]
    assert page.texts(".card__standfirst .mark") == ["river"]
    assert "Until the Rivers & a river met the sea." in page.text(".card__standfirst")
    assert page.text(".search__number") == "1 story"


def test_excerpt_is_a_stretch_of_a_long_text_around_the_words(client):
    prose = f"<p>{'before ' * 200} the wide river flows {'after ' * 200}</p>"
    make_article(headline="Long", parts=[prose])

    page = Page(client.get("/search/", {"q": '"wide river"'}))

    excerpt = page.text(".card__standfirst")
    assert page.texts(".mark") == ["wide river"]
    assert excerpt.startswith("… before")
    assert excerpt.endswith("after …")
    # The dots stand alone on no line.
    assert "\N{NO-BREAK SPACE}…" in page.html
    assert len(excerpt) < 260


def test_excerpt_parts_a_subhead_from_the_text_below_it(client):
    make_article(parts=["<p>It begins.</p>", ("Two minds", "<p>Both crews wait.</p>")])

    page = Page(client.get("/search/", {"q": "crews"}))

    assert page.text(".card__standfirst").endswith("It begins. · Two minds · Both crews wait.")


def test_story_found_by_a_name_shows_how_it_begins(client):
    make_article(headline="One", standfirst="It is short.", tags=["ochre"])

    page = Page(client.get("/search/?q=ochre"))

    assert page.text(".card__standfirst") == "It is short."
    assert not page.select(".mark")


def test_nothing_that_is_typed_or_written_becomes_markup(client):
    make_article(
        headline="<img src=x> river",
        parts=[("", "<p>A river &lt;script&gt;alert(1)&lt;/script&gt;</p>")],
    )

    page = Page(client.get("/search/", {"q": "river <img src=x>"}))
    answer = Page(client.get("/search/", {"q": "river script"}))

    assert page.text(".card__headline") == "<img src=x> river"
    assert answer.text(".card__standfirst") == "A river <script>alert(1)</script>"
    assert not [*page.select("main img"), *answer.select("main script")]


def test_filters_are_links_that_keep_the_words(client):
    story = make_article(headline="A river", section=make_section(name="World", slug="world"))

    page = Page(client.get("/search/", {"q": "river"}))
    narrowed = Page(client.get("/search/", {"q": "river section:world", "sort": "date"}))

    names, addresses = page.texts(".search__link"), page.attributes(".search__link", "href")
    links = dict(zip(names, addresses, strict=True))
    assert links["Newest"] == "?q=river&sort=date"
    assert links["World"] == "?q=river+section%3Aworld"
    day = timezone.localdate() - timedelta(days=7)
    assert links["Past week"] == f"?q=river+after%3A{day}"
    for address in links.values():
        assert Page(client.get(f"/search/{address}")).texts(".card__headline") == [story.headline]
    assert page.texts(".search__link[aria-current]") == ["Best match", "All", "Any time"]
    assert narrowed.texts(".search__link[aria-current]") == ["Newest", "World", "Any time"]


def test_many_stories_go_on_page_by_page(client):
    for age in range(PAGE_SIZE + 2):
        make_article(
            headline=f"River {age}", published_at=timezone.now() - timedelta(hours=age + 1)
        )

    first = Page(client.get("/search/?q=river&sort=date"))
    second = Page(client.get("/search/?q=river&sort=date&page=2"))

    assert first.texts(".card__headline") == [f"River {age}" for age in range(PAGE_SIZE)]
    assert second.texts(".card__headline") == ["River 20", "River 21"]
    assert first.attributes(".pages__link", "href") == ["?q=river&sort=date&page=2"]
    assert first.text(".search__number") == "22 stories"
    assert second.attributes(".pages__link", "href") == ["?q=river&sort=date&page=1"]


@pytest.mark.parametrize("number", [1, 30])
def test_search_takes_as_many_queries_for_one_story_as_for_thirty(
    client, number, django_assert_num_queries
):
    Publication.stored()
    section = make_section()
    for _ in range(number):
        make_article(headline="A river", section=section, lead_photo=make_photo())

    # SQLite looks first whether there are too many to weigh.
    with django_assert_num_queries(10 if connection.vendor == "sqlite" else 9):
        client.get("/search/?q=river")


def test_search_of_nothing_says_so(client):
    assert "No stories were found" in Page(client.get("/search/?q=atlantis")).text(".empty")


def test_answer_for_programs_has_what_a_list_needs(client, settings):
    story = make_article(headline="A river", standfirst="It is wide.")

    answer = client.get("/search/json/?q=river").json()

    assert answer == {
        "query": "river",
        "message": "",
        "suggestion": None,
        "number_found": 1,
        "is_more": False,
        "page": 1,
        "next_page": None,
        "stories": [
            {
                "url": settings.SITE_ADDRESS + story.get_absolute_url(),
                "headline": "A river",
                "standfirst": "It is wide.",
                "language": "en",
                "section": story.section.name,
                "authors": [author.name for author in story.writers],
                "published_at": story.published_at.isoformat(),
                "excerpt": [{"text": "It is wide.", "is_marked": False}],
            }
        ],
    }
