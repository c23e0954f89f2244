"""The calendar of what is to come out, in the site's time zone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from publication.models import Publication
from staff.models import Role
from tests import browser
from tests.browser import faults
from tests.factories import make_article, make_plan, make_section, make_staff
from tests.page import Page

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/calendar/"
NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def entries_of(client, path, day):
    """Return the words of what stands on a day."""
    page = Page(client.get(path))
    [cell] = [
        each
        for each in page.select(".schedule td, .schedule--week tr")
        if each.css_first(f'time[datetime="{day}"]')
    ]
    return [" ".join(line.text().split()) for line in cell.css(".line")]


def test_scheduled_embargoed_and_planned_stories_stand_on_their_days(frozen, editor_client):
    make_article(headline="Scheduled story", published_at=NOW + timedelta(days=2))
    make_article(headline="Embargoed story", embargo_until=NOW + timedelta(days=2, hours=1))
    planned = make_article(headline="Planned story", status="draft", published_at=None)
    make_plan(planned, date(2027, 3, 12), time=time(18, 30))

    for path in ("/admin/calendar/2027/3/", "/admin/calendar/week/2027/3/12/"):
        told = entries_of(editor_client, path, "2027-03-12")
        assert [line.partition(" story ")[0] for line in told] == [
            "Scheduled", "Embargoed", "Planned",
        ]  # fmt: skip
        assert ["12:00" in told[0], "13:00" in told[1], "18:30" in told[2]] == [True] * 3


def test_what_is_out_or_only_a_draft_stands_on_no_day(frozen, editor_client):
    make_article(headline="Out", published_at=NOW)
    make_article(headline="Draft", status="draft", published_at=NOW + timedelta(days=1))
    out = make_article(headline="Out as planned", published_at=NOW)
    make_plan(out, date(2027, 3, 10))

    assert Page(editor_client.get(CALENDAR)).select(".schedule .line") == []


def test_days_are_those_of_the_sites_time_zone(frozen, editor_client, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    make_article(headline="Night", published_at=datetime(2027, 3, 11, 16, tzinfo=UTC))

    [told] = entries_of(editor_client, CALENDAR, "2027-03-12")

    assert "01:00" in told
    assert "Times are those of Asia/Seoul." in editor_client.get(CALENDAR).content.decode()


def test_plan_without_a_time_is_for_the_whole_day(frozen, editor_client):
    make_plan(make_article(status="draft", published_at=None), date(2027, 3, 12))

    [told] = entries_of(editor_client, CALENDAR, "2027-03-12")

    assert "00:00" not in told


def test_calendar_begins_with_this_month_and_leads_on(frozen, editor_client):
    page = Page(editor_client.get(CALENDAR))

    assert page.text(".schedule__name") == "March 2027"
    assert page.attributes(".schedule__steps a", "href") == [
        "/admin/calendar/2027/2/", "/admin/calendar/2027/4/", "/admin/calendar/week/2027/3/10/",
    ]  # fmt: skip
    assert len(page.texts(".schedule thead th[scope=col]")) == 7
    assert len(page.select(".schedule td[aria-current=date]")) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("2027/13/", 404),
        ("0/1/", 404),
        ("9999/12/", 404),
        ("10000000000/1/", 404),
        ("week/2027/2/30/", 404),
        ("week/1/1/1/", 404),
        ("9998/12/", 200),
        ("week/2/1/1/", 200),
    ],
)
def test_day_that_no_calendar_has_is_not_found(editor_client, path, status):
    assert editor_client.get(f"{CALENDAR}{path}").status_code == status


def test_story_of_another_section_is_not_in_the_calendar(client):
    client.force_login(make_staff(Role.EDITOR, sections=[make_section()]))
    make_article(headline="Theirs", published_at=timezone.now() + timedelta(minutes=1))

    assert "Theirs" not in client.get(CALENDAR).content.decode()


def test_calendar_is_for_the_staff_with_a_role(client):
    for path in (CALENDAR, f"{CALENDAR}week/2027/3/1/"):
        assert "/login/" in client.get(path).url
    client.force_login(make_staff())
    for path in (CALENDAR, f"{CALENDAR}week/2027/3/1/"):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [CALENDAR, f"{CALENDAR}week/2027/3/10/"])
@pytest.mark.parametrize("number", [1, 30])
def test_calendar_takes_as_many_queries_for_30_stories_as_for_1(
    frozen, client, django_assert_num_queries, path, number
):
    section = make_section()
    client.force_login(make_staff(Role.EDITOR, sections=[section]))
    for _ in range(number):
        make_article(section=section, published_at=NOW + timedelta(hours=1))
        planned = make_article(section=section, status="draft", published_at=None)
        make_plan(planned, date(2027, 3, 11))

    with django_assert_num_queries(8):
        response = client.get(path)

    assert response.content.decode().count('class="line"') == 2 * number


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1440])
def test_month_without_a_story_says_so(browser_page, live_server, editor_client, width):
    browser.sign_in(browser_page, live_server, editor_client)
    browser_page.set_viewport_size({"width": width, "height": 900})

    browser_page.goto(f"{live_server.url}{CALENDAR}2027/3/")

    assert browser_page.get_by_text("No story.").is_visible()
    # A list of empty days says nothing on a narrow screen.
    assert browser_page.get_by_role("table").count() == (1 if width == 1440 else 0)
    assert faults(browser_page) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_calendar_fits_obeys_the_policy_and_is_accessible(
    browser_page, live_server, editor_client, scheme, width
):
    day = timezone.localdate()
    make_plan(make_article(status="draft", headline="A headline of a story " * 6), day)
    browser.sign_in(browser_page, live_server, editor_client)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": width, "height": 900})

    screens = [CALENDAR, f"{CALENDAR}week/{day.year}/{day.month}/{day.day}/"]

    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert browser_page.get_by_role("table").count() == 1
    assert browser_page.complaints == []
    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert faults(browser_page) == [], path
