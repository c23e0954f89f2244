from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Status
from publication.models import Publication
from readership.models import ArticleViews, DailyViews
from tests.factories import make_article, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db


def read(article, *, days_ago, count):
    day = timezone.localdate() - timedelta(days=days_ago)
    DailyViews.objects.create(article=article, day=day, count=count)


@pytest.fixture
def stories():
    section = make_section()
    now, week, month, ever = (
        make_article(headline=name, section=section) for name in ("Now", "Week", "Month", "Ever")
    )
    read(now, days_ago=0, count=5)
    read(now, days_ago=6, count=1)
    read(week, days_ago=6, count=50)
    read(month, days_ago=7, count=60)
    read(month, days_ago=29, count=500)
    read(ever, days_ago=30, count=9_000)
    for story, total in ((now, 6), (week, 50), (month, 560), (ever, 9_000)):
        ArticleViews.objects.create(article=story, counted=total)
    hidden = make_article(headline="Hidden", status=Status.DRAFT)
    read(hidden, days_ago=0, count=99)
    ArticleViews.objects.create(article=hidden, counted=99_999)


@pytest.mark.parametrize(
    ("address", "headlines"),
    [
        ("/most-read/", ["Week", "Now"]),
        ("/most-read/today/", ["Now"]),
        ("/most-read/7-days/", ["Week", "Now"]),
        ("/most-read/30-days/", ["Month", "Week", "Now"]),
        ("/most-read/all-time/", ["Ever", "Month", "Week", "Now"]),
    ],
)
def test_stories_are_ranked_by_their_views_in_the_window(client, stories, address, headlines):
    page = Page(client.get(address))

    assert page.texts(".card__headline") == headlines
    assert len(page.select("[aria-current=page]")) == 1


def test_unknown_window_is_not_found(client):
    assert client.get("/most-read/yesterday/").status_code == HTTPStatus.NOT_FOUND


def test_quiet_window_says_so(client):
    assert "Nothing was read" in Page(client.get("/most-read/today/")).text(".empty")


@pytest.mark.parametrize("number", [1, 30])
def test_ranking_takes_as_many_queries_for_many_stories(client, number, django_assert_num_queries):
    Publication.stored()
    section = make_section()
    for _ in range(number):
        read(make_article(section=section), days_ago=0, count=1)

    with django_assert_num_queries(4):
        client.get("/most-read/today/")
