"""Live coverage in a browser: what is new is announced, and comes in when the reader asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import faults
from tests.factories import make_article, make_part

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HALF_A_MINUTE = 30_000  # milliseconds


@pytest.fixture
def lock():
    story = make_article(
        headline="A lock opens", kind="live", parts=[("", "<p>So far: it works.</p>")]
    )
    add_entry(story, "First ship")
    return story


def add_entry(story, subhead):
    order = story.parts.count()
    make_part(
        story,
        order=order,
        subhead=subhead,
        prose="<p>It passed.</p>" * 30,
        posted_at=timezone.now() - timedelta(hours=1) + timedelta(minutes=order),
    )


def subheads(page):
    return [text.removesuffix(" #") for text in page.locator(".part__subhead").all_inner_texts()]


def test_new_entries_are_announced_and_move_nothing_until_they_are_wanted(reader, lock):
    page = reader()
    page.clock.install()
    page.goto(lock.get_absolute_url())
    page.mouse.wheel(0, 900)
    add_entry(lock, "Second ship")
    add_entry(lock, "Third ship")
    before = page.locator("#first-ship").bounding_box()

    page.clock.fast_forward(HALF_A_MINUTE)
    button = page.get_by_role("button", name="2 new entries")
    button.wait_for()

    assert page.locator("#first-ship").bounding_box() == before
    assert subheads(page) == ["First ship"]
    assert button.bounding_box()["y"] > 0

    button.press("Enter")
    page.locator("#third-ship").wait_for()

    assert subheads(page) == ["Third ship", "Second ship", "First ship"]
    assert page.evaluate("document.activeElement.id") == "third-ship"
    assert page.locator(".live__button").count() == 0
    assert faults(page) == []


def test_edited_entry_is_announced_and_changes_when_it_is_wanted(reader, lock):
    page = reader()
    page.clock.install()
    page.goto(lock.get_absolute_url())
    entry = lock.parts.get(subhead="First ship")
    entry.prose = "<p>It turned back.</p>"
    entry.save()

    page.clock.fast_forward(HALF_A_MINUTE)
    button = page.get_by_role("button", name="Entries were edited")
    button.wait_for()

    assert "It passed." in page.locator("#first-ship").inner_text()

    button.press("Enter")
    page.get_by_text("It turned back.").wait_for()

    assert "It passed." not in page.locator("#first-ship").inner_text()
    assert page.evaluate("document.activeElement.id") == "first-ship"
    assert page.locator(".live__button").count() == 0


def test_end_of_coverage_is_announced(reader, lock):
    page = reader()
    page.clock.install()
    page.goto(lock.get_absolute_url())
    lock.coverage_ended_at = timezone.now()
    lock.save()

    page.clock.fast_forward(HALF_A_MINUTE)

    page.get_by_text("Coverage has ended.").wait_for()


def test_line_that_is_down_for_a_while_is_tried_again(reader, lock):
    page = reader()
    page.clock.install()
    page.goto(lock.get_absolute_url())
    add_entry(lock, "Second ship")
    page.route("**/live/", lambda route: route.abort())
    page.clock.fast_forward(HALF_A_MINUTE)
    page.unroute("**/live/")

    page.clock.fast_forward(HALF_A_MINUTE)

    page.get_by_role("button", name="1 new entry").wait_for()
