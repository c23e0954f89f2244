"""What was published when, as readers find it."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Status
from publication.models import Publication
from tests.factories import make_article, make_photo, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db


def at(year, month, day, hour=12):
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def stories():
    section = make_section()
    moments = [at(2024, 2, 29), at(2025, 3, 1), at(2025, 3, 1, 8), at(2025, 3, 31), at(2025, 11, 2)]
    for moment in moments:
        make_article(headline=f"Of {moment:%d %B, %H} h", section=section, published_at=moment)
    make_article(headline="Secret", status=Status.DRAFT, published_at=at(2025, 3, 2))
    make_article(headline="Secret", published_at=at(2025, 3, 3), embargo_until=at(2999, 1, 1))
    make_article(headline="Secret", published_at=timezone.now() + timedelta(days=400))


def test_archive_begins_with_the_years_that_have_stories(client, stories):
    page = Page(client.get("/archive/"))

    assert page.texts(".archive__year") == ["2025", "2024"]


def test_archive_leaves_out_a_year_without_a_story(client, stories):
    make_article(published_at=at(2021, 6, 1))

    page = Page(client.get("/archive/"))

    assert page.texts(".archive__year") == ["2025", "2024", "2021"]


def test_year_counts_the_stories_of_its_months(client, stories):
    page = Page(client.get("/archive/2025/"))

    counts = dict(
        zip(
            page.texts(".archive__month > :first-child"),
            page.texts(".archive__number"),
            strict=True,
        )
    )
    assert len(counts) == 12
    assert counts["March"] == "3 stories"
    assert counts["November"] == "1 story"
    assert counts["April"] == "0 stories"
    assert page.attributes(".archive__link", "href") == ["/archive/2025/3/", "/archive/2025/11/"]
    assert page.attributes(".pages__link", "href") == ["/archive/2024/"]


def test_month_is_a_calendar_that_counts_the_stories_of_its_days(client, stories):
    page = Page(client.get("/archive/2025/3/"))

    assert page.attributes(".calendar__link", "href") == [
        "/archive/2025/3/1/",
        "/archive/2025/3/31/",
    ]
    assert page.texts(".calendar__number") == ["2 stories", "1 story"]
    assert len(page.texts(".calendar__date")) == 31
    assert page.attributes(".pages__link", "href") == ["/archive/2025/11/", "/archive/2024/2/"]


def test_day_lists_its_stories_newest_first(client, stories):
    page = Page(client.get("/archive/2025/3/1/"))

    assert page.texts(".card__headline") == ["Of 01 March, 12 h", "Of 01 March, 08 h"]
    assert page.attributes(".pages__link", "href") == ["/archive/2025/3/31/", "/archive/2024/2/29/"]


def test_day_is_one_of_the_publication_s_own_time_zone(client, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    make_article(published_at=at(2025, 3, 1, 20))

    assert client.get("/archive/2025/3/2/").status_code == HTTPStatus.OK
    assert client.get("/archive/2025/3/1/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "address",
    [
        "/archive/0/",
        "/archive/9999/",
        "/archive/99999999999999999999/",
        "/archive/2023/",
        "/archive/2025/0/",
        "/archive/2025/13/",
        "/archive/2025/4/",
        "/archive/2025/2/30/",
        "/archive/2025/3/2/",
        "/archive/2025/3/3/",
        "/archive/9999/12/31/",
        "/archive/1/1/1/",
        "/archive/2025/march/",
    ],
)
def test_time_without_a_story_is_not_found(client, stories, address):
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_empty_archive_says_so(client):
    assert "Nothing" in Page(client.get("/archive/")).text(".empty")


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/archive/", 4),
        ("/archive/2025/", 5),
        ("/archive/2025/3/", 5),
        ("/archive/2025/3/1/", 6),
    ],
)
def test_archive_takes_as_many_queries_for_many_stories(
    client, address, queries, number, django_assert_num_queries
):
    Publication.stored()
    section = make_section()
    for _ in range(number):
        make_article(section=section, published_at=at(2025, 3, 1), lead_photo=make_photo())

    with django_assert_num_queries(queries):
        client.get(address)
