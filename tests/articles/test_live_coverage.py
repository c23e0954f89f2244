"""Coverage of something that goes on: the newest entry first, below a summary that stays."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest

from tests.factories import make_article, make_part, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 9, 5, 9, tzinfo=UTC)


@pytest.fixture
def lock():
    story = make_article(
        headline="A lock opens",
        slug="lock",
        kind="live",
        section=make_section(slug="world"),
        published_at=NINE,
        parts=[("", "<p>So far: it works.</p>")],
    )
    for hour in range(3):
        make_part(
            story,
            order=hour + 1,
            subhead=f"Ship {hour + 1}",
            prose="<p>It passed.</p>",
            posted_at=NINE + timedelta(hours=hour),
        )
    return story


def test_newest_entry_comes_first_below_the_summary(client, lock):
    page = Page(client.get(lock.get_absolute_url()))

    parts = page.texts(".story__parts > .part")
    assert parts[0] == "So far: it works."
    assert [text.split(" #")[0] for text in parts[1:]] == [
        "5 September, 11:00 UTC Ship 3",
        "5 September, 10:00 UTC Ship 2",
        "5 September, 09:00 UTC Ship 1",
    ]
    assert page.attributes(".part__time time", "datetime")[0] == "2026-09-05T11:00:00+00:00"
    assert "Coverage goes on." in page.text(".live__state")


def test_coverage_that_has_ended_says_when(client, lock):
    lock.coverage_ended_at = NINE + timedelta(hours=4)
    lock.save()

    page = Page(client.get(lock.get_absolute_url()))

    assert "Coverage ended 5 September 2026, 13:00 UTC." in page.text(".live__state")
    assert page.select("[data-live-news]") == []


def test_entries_by_now_are_told_as_json(client, lock):
    response = client.get(f"{lock.get_absolute_url()}live/")

    told = response.json()
    assert told["is_live"] is True
    assert [entry["anchor"] for entry in told["entries"]] == ["ship-3", "ship-2", "ship-1"]
    assert "max-age=15" in response.headers["Cache-Control"]


def test_story_of_another_kind_has_no_entries(client):
    story = make_article()

    assert client.get(f"{story.get_absolute_url()}live/").status_code == HTTPStatus.NOT_FOUND


def test_parts_of_another_kind_keep_their_order_whatever_times_they_have(client):
    story = make_article(parts=[("One", "<p>1</p>")])
    make_part(story, order=1, subhead="Two", prose="<p>2</p>", posted_at=NINE)
    make_part(story, order=2, subhead="Three", prose="<p>3</p>")

    page = Page(client.get(story.get_absolute_url()))

    assert [text.split(" #")[0] for text in page.texts(".part__subhead")] == ["One", "Two", "Three"]
    assert page.select(".part__time") == []
