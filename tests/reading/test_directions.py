"""Words of a site that runs from right to left, beside and within English that does not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction, Status
from tests.factories import make_article, make_attribution, make_author, make_part, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIND = """([selector, words]) => {
  const [element] = document.querySelectorAll(selector);
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const from = texts.currentNode.data.indexOf(words);
    if (from < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, from);
    range.setEnd(texts.currentNode, from + words.length);
    return range.getBoundingClientRect().left;
  }
  return null;
}"""


@pytest.fixture(autouse=True)
def arabic(settings):
    settings.LANGUAGE_CODE = "ar"


def lefts(page, selector, *words):
    """Return where each of the words begins, from the left edge of the page, in CSS pixels."""
    return [page.evaluate(FIND, [selector, each]) for each in words]


def assert_read_from_the_right(page, selector, *words):
    """Fail unless the words stand one left of the other."""
    places = lefts(page, selector, *words)
    assert places == sorted(places, reverse=True), dict(zip(words, places, strict=True))


@pytest.mark.parametrize("path", ["", "text/"])
def test_time_of_an_entry_is_in_order_in_an_english_story(reader, db, path):
    story = make_article(kind="live", parts=[])
    at = datetime(2025, 11, 29, 1, 28, tzinfo=UTC)
    make_part(story, subhead="Ship", prose="<p>In.</p>", posted_at=at)
    page = reader()

    page.goto(story.get_absolute_url() + path)

    place = "p:has-text('01:28')" if path else ".part__time"
    page.eval_on_selector_all(place, "found => found.at(-1).setAttribute('data-found', '')")
    assert_read_from_the_right(page, "[data-found]", "29", "نوفمبر", "01:28", "UTC")


@pytest.mark.parametrize(("path", "place"), [("", ".byline__credit"), ("text/", "main > div p")])
def test_makers_are_named_in_their_order(reader, db, path, place):
    names = ["Ana Quill", "Ben Nib", "Cleo Pen"]
    story = make_article(authors=[make_author(name=name) for name in names])
    page = reader()

    page.goto(story.get_absolute_url() + path)

    assert_read_from_the_right(page, place, "بقلم", *names)


@pytest.mark.parametrize("place", [".part__notes", ".sources__words"])
def test_source_stands_after_what_it_was_used_for(reader, db, place):
    story = make_article()
    source = make_source(name="The Gazette")
    make_attribution(story, source=source, used_for="document", part=story.parts.first())
    page = reader()

    page.goto(story.get_absolute_url())

    assert_read_from_the_right(page, place, "Document", "من", "The Gazette")


def test_what_the_desk_wrote_runs_its_own_way(reader, newspaper):
    newspaper.ai_use = "A program wrote it down. A reporter checked it."
    newspaper.save()
    gone = make_article(status=Status.TAKEN_DOWN, taken_down_reason="It was lent, not sold.")
    page = reader()

    for address, place in (
        ("/about/", ".policy .prose"),
        (newspaper.get_absolute_url(), "p.background__words"),
        (gone.get_absolute_url(), ".message__words >> nth=0"),
    ):
        page.goto(address)
        words = page.locator(place)
        assert words.evaluate("it => getComputedStyle(it).direction") == "ltr", address


def test_kind_of_a_change_and_its_time_are_parted_by_an_arabic_comma(reader, newspaper):
    publishing.publish(newspaper)
    newspaper.parts.first().delete()
    told = Correction(kind="update", text="A road is gone.")
    publishing.publish(Article.objects.get(pk=newspaper.pk), correction=told)
    page = reader()

    page.goto(newspaper.get_absolute_url() + "text/")

    assert page.locator("li > span").last.text_content().startswith("تحديث، ")


def test_older_days_are_always_found_at_the_same_side(reader, db):
    for days in (1, 2, 3):
        make_article(published_at=timezone.now() - timedelta(days=days))
    page = reader()
    page.goto("/archive/")
    newest = timezone.now() - timedelta(days=1)
    edges = []

    page.goto(f"/archive/{newest:%Y}/{newest.month}/{newest.day}/")
    edges.append(page.locator("[rel=next]").bounding_box()["x"])
    page.locator("[rel=next]").click()
    edges.append(page.locator("[rel=next]").bounding_box()["x"])

    assert edges[0] == pytest.approx(edges[1], abs=1)
