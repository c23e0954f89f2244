"""Small numbers in a text that lead to what the report rests on, and back."""

import pytest
from django.utils import timezone

from articles.prose import clean
from tests.factories import make_article, make_attribution, make_part, make_source
from tests.page import Page


def mark(source):
    return f'<sup data-source="{source.pk}"></sup>'


@pytest.fixture
def gazette(db):
    return make_source(name="The Gazette")


@pytest.fixture
def archive(db):
    return make_source(name="Harbour Archive")


@pytest.fixture
def story(gazette, archive):
    """The archive is listed first and marked second."""
    prose = f"<p>It rained{mark(gazette)} and blew{mark(archive)}. Hail fell{mark(gazette)}.</p>"
    story = make_article(parts=[("Opening", prose)])
    make_attribution(story, source=archive, used_for="document", order=0)
    make_attribution(story, source=gazette, used_for="statement", order=1)
    make_attribution(story, used_for="data", order=2)
    return story


def page_of(client, story, ending=""):
    return Page(client.get(f"{story.get_absolute_url()}{ending}"))


@pytest.mark.parametrize("ending", ["", "text/"])
def test_marks_are_numbered_as_they_appear_and_lead_there_and_back(client, story, ending):
    page = page_of(client, story, ending)

    marks = page.select("sup > a[role=doc-noteref]")
    assert [each.text() for each in marks] == ["1", "2", "1"]
    assert [each.attributes["aria-label"] for each in marks] == ["Source 1", "Source 2", "Source 1"]
    targets = [each.attributes["href"].removeprefix("#") for each in marks]
    lines = [page.select(f'li[id="{target}"]')[0].text() for target in targets]
    assert ["The Gazette" in line for line in lines] == [True, False, True]
    assert "Harbour Archive" in lines[1]
    backs = page.attributes("li a[role=doc-backlink]", "href")
    places = [each.attributes["id"] for each in marks]
    assert [back.removeprefix("#") for back in backs] == [places[0], places[2], places[1]]
    ids = page.attributes("[id]", "id")
    assert len(ids) == len(set(ids))


def test_sources_stand_in_the_order_of_their_numbers_and_the_others_below(client, story):
    page = page_of(client, story)

    numbers = [
        item.css_first(".sources__number") and item.css_first(".sources__number").text()
        for item in page.select(".sources__item")
    ]
    assert numbers == ["1", "2", None]


def test_mark_of_a_source_that_is_not_listed_is_seen_by_no_reader(client, story, gazette):
    story.attributions.filter(source=gazette).delete()

    for ending in ("", "text/"):
        page = page_of(client, story, ending)
        assert page.texts("sup") == ["1"]
        assert "It rained and blew" in page.html
        assert "data-source" not in page.html


def test_feed_leads_to_the_source_on_the_page_of_the_story(client, story):
    [item] = client.get("/feed/json/").json()["items"]

    content = item["content_html"]
    first = story.attributions.get(used_for="statement")
    assert f'<sup lang="en"><a href="{story.address}#source.{first.pk}"' in content
    assert "<li>1 Statement from" in content
    assert "data-source" not in content


def test_newest_entry_of_live_coverage_is_numbered_first(client, gazette, archive):
    story = make_article(kind="live", parts=())
    now = timezone.now()
    for order, source in enumerate([gazette, archive], start=1):
        make_attribution(story, source=source)
        prose = f"<p>Entry{mark(source)}</p>"
        make_part(
            story,
            order=order,
            subhead=f"E{order}",
            prose=prose,
            posted_at=now.replace(year=2020 + order),
        )

    page = page_of(client, story)

    assert page.texts("sup") == ["1", "2"]
    assert "Harbour Archive" in page.texts(".sources__item")[0]


def test_marks_are_no_words_of_the_text(client, story):
    found = client.get("/search/", {"q": '"rained and blew"'})

    assert Page(found).texts(".card__headline") == [story.headline]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ('<p>a<sup data-source="7"></sup></p>',) * 2,
        ('<p>a<sup data-source="7">x</sup></p>', "<p>a<sup>x</sup></p>"),
        ('<p>a<sup data-source="x"></sup></p>', "<p>a<sup></sup></p>"),
        (
            '<p><a href="/x/">a<sup data-source="7"></sup>b</a></p>',
            '<p><a href="/x/">ab</a><sup data-source="7"></sup></p>',
        ),
        ('<p><sup data-source="7"></sup></p>', ""),
    ],
)
def test_mark_is_empty_and_stands_in_no_link(pasted, kept):
    assert str(clean(pasted)) == kept
