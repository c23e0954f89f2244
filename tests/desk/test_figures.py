"""What the newsroom sees of its readers and its stories, as charts, tables and files."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Correction
from desk.figures import ON_THE_PAGE
from readership.books import MOST_NAMES
from readership.models import DailyReferrer, DailyViews, FruitlessSearch, HourlyViews
from staff.models import Role
from tests.browser import faults
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
    make_staff,
)
from tests.page import Page

pytestmark = pytest.mark.django_db
SCREEN = "/admin/figures/"
FEW = "SCAN publication_"  # the publication itself and its sections
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def table(client, key, **query):
    """Return the rows of a figure's file, without the line of its names."""
    response = client.get(f"{SCREEN}{key}.csv", query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))[1:]


def read(client, article, *, came_from=None, agent=FIREFOX):
    beacon = {"article": article.pk} | ({"from": came_from} if came_from is not None else {})
    return client.post(
        "/views/",
        json.dumps(beacon),
        content_type="application/json",
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": agent},
    )


def look_for(client, words, *, agent=FIREFOX):
    return client.post(
        "/views/searches/",
        json.dumps({"words": words}),
        content_type="application/json",
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": agent},
    )


@pytest.fixture
def reader():
    """Somebody who is not signed in: the newsroom's own people are not counted."""
    return Client()


def test_view_is_seen_by_hour_day_section_author_and_story(reader, editor_client):
    story = make_article(
        section=make_section(name="World"), authors=[make_author(name="Ana Ardent")]
    )

    read(reader, story)

    assert table(editor_client, "views-by-hour")[-1][1] == "1"
    assert len(table(editor_client, "views-by-hour")) == 48
    assert table(editor_client, "views-by-day", days=7)[-1][1] == "1"
    assert len(table(editor_client, "views-by-day", days=7)) == 7
    assert table(editor_client, "views-by-section") == [["World", "1"]]
    assert table(editor_client, "views-by-author") == [["Ana Ardent", "1"]]
    assert table(editor_client, "views-by-story") == [[story.headline, "1"]]


def test_views_before_the_period_are_not_in_it(editor_client):
    story = make_article(published_at=timezone.now() - timedelta(days=60))
    DailyViews.objects.create(article=story, day=timezone.localdate() - timedelta(days=7), count=5)

    assert table(editor_client, "views-by-story", days=7) == []
    assert table(editor_client, "views-by-story", days=30) == [[story.headline, "5"]]


@pytest.mark.parametrize(
    ("came_from", "kept"),
    [
        ("news.example", [["news.example", "1"]]),
        ("WWW.News.Example", [["news.example", "1"]]),
        ("testserver", []),
        ("127.0.0.1", []),
        ("", []),
        ("a b", []),
        ("x" * 300 + ".example", []),
        (["news.example"], []),
        ("=cmd.example", []),
    ],
)
def test_other_site_is_counted_by_its_name_and_nothing_else_is(
    reader, editor_client, came_from, kept
):
    read(reader, make_article(), came_from=came_from)

    assert table(editor_client, "referrers") == kept


def test_reload_counts_no_site_twice(reader, editor_client):
    story = make_article()

    read(reader, story, came_from="news.example")
    read(reader, story, came_from="news.example")

    assert table(editor_client, "referrers") == [["news.example", "1"]]


def test_flood_of_invented_sites_fills_no_table(reader, editor_client):
    today = timezone.localdate()
    DailyReferrer.objects.bulk_create(
        DailyReferrer(day=today, name=f"s{number}.example", count=1) for number in range(MOST_NAMES)
    )
    story = make_article()

    for number in range(3):
        read(reader, story, came_from=f"new{number}.example", agent=f"{FIREFOX} {number}")

    assert DailyReferrer.objects.count() == MOST_NAMES + 1
    assert table(editor_client, "referrers")[0] == ["…", "3"]


def test_search_that_found_nothing_is_counted_without_who_looked(reader, editor_client):
    look_for(reader, "  Tide   Tables ")
    look_for(reader, "tide tables")

    assert table(editor_client, "fruitless-searches") == [["tide tables", "2"]]


@pytest.mark.parametrize("words", ["", " ", None, 7, "x" * 201])
def test_search_of_no_words_or_too_many_is_refused(reader, words):
    response = look_for(reader, words)

    assert response.status_code == 400
    assert not FruitlessSearch.objects.exists()


def test_search_of_a_robot_or_with_broken_signs_breaks_nothing(reader, editor_client):
    look_for(reader, "robots", agent="Googlebot/2.1")
    look_for(reader, "\ud800 odd \0")

    assert table(editor_client, "fruitless-searches") == [["odd", "1"]]


def test_words_that_a_table_calculator_would_run_are_disarmed(reader, editor_client):
    look_for(reader, "=1+1")

    assert table(editor_client, "fruitless-searches") == [["'=1+1", "1"]]


def test_sources_lacks_and_corrections_are_counted(editor_client):
    gazette = make_source(name="The Gazette")
    cited = make_article(headline="Cited", lead_photo=make_photo(alt="A lock."))
    make_attribution(cited, source=gazette)
    make_article(headline="Bare")
    publishing.publish(cited, correction=Correction(kind="correction", text="It was Tuesday."))

    assert table(editor_client, "sources") == [["The Gazette", "1"]]
    assert table(editor_client, "without-source") == [["Bare", "0"]]
    assert [number for _, number in table(editor_client, "corrections")] == ["0"] * 11 + ["1"]


def test_stories_with_a_picture_without_alt_text_are_named_the_most_read_first(
    reader, editor_client
):
    make_article(headline="Unread", lead_photo=make_photo(alt=""))
    read_most = make_article(headline="Read", lead_photo=make_photo(alt=""))
    in_a_part = make_article(headline="In a part", parts=[])
    make_part(in_a_part, prose="<p>Text.</p>", photo=make_photo(alt=""))
    undescribed = make_photo(alt="").pk
    make_article(headline="In a text", parts=[f'<figure data-photo="{undescribed}"></figure>'])
    described = make_photo(alt="A lock.")
    make_article(
        headline="Described",
        lead_photo=described,
        parts=[f'<figure data-photo="{described.pk}"></figure>'],
    )
    read(reader, read_most)

    assert table(editor_client, "without-alt") == [
        ["Read", "1"],
        ["In a text", "0"],
        ["In a part", "0"],
        ["Unread", "0"],
    ]


def test_words_that_found_nothing_lead_to_the_same_search(reader, editor_client):
    look_for(reader, "r&d #1")

    addresses = Page(editor_client.get(SCREEN)).attributes(".figure__table a", "href")

    assert "/search/?q=r%26d+%231" in addresses


def test_bars_are_as_high_as_their_numbers(editor_client):
    story, today = make_article(), timezone.localdate()
    for age, count in enumerate([20, 5, 10]):
        DailyViews.objects.create(article=story, day=today - timedelta(days=age), count=count)

    page = Page(editor_client.get(SCREEN, {"days": 7}))

    [chart] = page.select("[aria-labelledby=views-by-day] .figure__chart")
    top, bars = float(chart.attributes["viewBox"].split()[3]), chart.css("rect")
    heights = [float(bar.attributes["height"]) for bar in bars]
    assert heights == [0, 0, 0, 0, top / 2, top / 4, top]
    assert {float(bar.attributes["y"]) + float(bar.attributes["height"]) for bar in bars} == {top}
    assert [bar.text().rpartition(": ")[2] for bar in bars] == ["0"] * 4 + ["10", "5", "20"]


def test_reporter_learns_of_no_story_of_others(client):
    client.force_login(make_staff(Role.REPORTER))
    hidden = make_article(headline="Secret", published_at=timezone.now() + timedelta(days=1))
    DailyViews.objects.create(article=hidden, day=timezone.localdate(), count=3)

    page = client.get(SCREEN).content.decode()

    assert "Secret" not in page
    assert table(client, "views-by-story") == []


def test_stories_of_others_take_no_room_among_the_most_read(client):
    client.force_login(make_staff(Role.REPORTER))
    tomorrow, today = timezone.now() + timedelta(days=1), timezone.localdate()
    for number in range(ON_THE_PAGE + 2):
        hidden = make_article(headline="Secret", published_at=tomorrow)
        DailyViews.objects.create(article=hidden, day=today, count=100 + number)
    for number in range(2):
        seen = make_article(headline=f"Seen {number}")
        DailyViews.objects.create(article=seen, day=today, count=number + 1)

    page = Page(client.get(SCREEN))

    assert page.texts("[aria-labelledby=views-by-story] tbody a") == ["Seen 1", "Seen 0"]


def test_figures_are_for_the_newsroom_alone(client):
    make_article()
    assert "/login/" in client.get(SCREEN).url

    client.force_login(make_staff(None))
    assert client.get(SCREEN).status_code == 403
    assert client.get(f"{SCREEN}referrers.csv").status_code == 403


@pytest.mark.parametrize("address", ["nonsense.csv", "referrers.csv?days=2", "?days=abc"])
def test_figure_or_period_that_there_is_not_is_not_found(editor_client, address):
    assert editor_client.get(SCREEN + address).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_screen_takes_as_many_queries_for_many_stories(
    editor_client, number, django_assert_num_queries
):
    for _ in range(number):
        story = make_article(lead_photo=make_photo())
        DailyViews.objects.create(article=story, day=timezone.localdate(), count=2)
        HourlyViews.objects.create(
            article=story, hour=timezone.now().replace(minute=0, second=0, microsecond=0), count=2
        )
    editor_client.get(SCREEN)

    with django_assert_num_queries(15):
        editor_client.get(SCREEN)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan by what they have counted")
@pytest.mark.parametrize("role", [Role.CHIEF, Role.EDITOR, Role.REPORTER])
def test_figures_begin_with_the_days_and_read_no_archive_to_its_end(client, role):
    client.force_login(make_staff(role, sections=[make_section()]))
    story = make_article()
    DailyViews.objects.create(article=story, day=timezone.localdate(), count=2)

    with CaptureQueriesContext(connection) as asked:
        client.get(SCREEN, {"days": 90})

    selects = [query["sql"] for query in asked.captured_queries if "SELECT" in query["sql"]]
    steps = [step for sql in selects for step in plan_of(sql)]
    assert any("daily_views_most_read (day=?)" in step for step in steps)
    assert [step for step in steps if reads_all(step)] == []


def plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [step for *_, step in cursor.fetchall()]


def reads_all(step):
    """Tell whether a step of a plan reads a table, or all stories that ever came out."""
    is_scan = step.startswith("SCAN ") and not step.startswith(FEW)
    return is_scan or "(status=? AND published_at<?)" in step


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_figures_fit_obey_the_policy_and_are_accessible(desk, reader, scheme, width):
    read(reader, make_article(headline="A long headline " * 9), came_from="news.example")
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})

    page = desk.open("figures/")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []
    assert faults(page) == []
