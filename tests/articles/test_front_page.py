from datetime import timedelta
from http import HTTPStatus
from itertools import pairwise

import pytest
from django.utils import timezone

from publication.models import Publication
from readership.models import ArticleViews, DailyViews
from tests.factories import make_article, make_photo, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db


def front(client):
    response = client.get("/")
    assert response.status_code == HTTPStatus.OK
    return Page(response)


def make_stories(number, *, section, **fields):
    """Make stories of which the first is the newest."""
    now = timezone.now()
    return [
        make_article(section=section, published_at=now - timedelta(hours=1, minutes=age), **fields)
        for age in range(number)
    ]


def test_newest_story_with_a_photo_leads(client):
    section = make_section()
    newest, second, third, fourth = make_stories(4, section=section)
    second.lead_photo = make_photo()
    second.save()

    page = front(client)

    assert page.text(".front-top__lead .card__headline") == second.headline
    assert page.texts(".seconds .card__headline") == [
        story.headline for story in (newest, third, fourth)
    ]


def test_every_section_has_a_front_with_what_is_not_above(client):
    world, sport = make_section(name="World", order=1), make_section(name="Sport", order=2)
    asia = make_section(name="Asia", parent=world)
    top = make_stories(4, section=world)
    now = timezone.now()
    in_asia = make_article(section=asia, published_at=now - timedelta(days=2))
    in_sport = make_article(section=sport, published_at=now - timedelta(days=3))

    page = front(client)

    assert page.texts(".rule-head__title") == ["World", "Sport"]
    assert page.texts(".section-front .card__headline") == [in_asia.headline, in_sport.headline]
    assert not {story.headline for story in top} & set(page.texts(".section-front .card__headline"))


def test_most_read_stories_stand_in_the_order_of_their_views(client):
    section = make_section()
    less, most, _ = make_stories(3, section=section)
    ArticleViews.objects.create(article=less, counted=5)
    ArticleViews.objects.create(article=most, imported=90)

    page = front(client)

    assert page.texts(".most-read .card__headline") == [most.headline, less.headline]


def test_most_read_stories_are_this_weeks_when_there_are_enough(client):
    section = make_section()
    stories = make_stories(6, section=section)
    today = timezone.localdate()
    for number, story in enumerate(stories):
        day = today - timedelta(days=7 if number == 5 else number)
        DailyViews.objects.create(article=story, day=day, count=1 + number)
        ArticleViews.objects.create(article=story, counted=100 - number)

    page = front(client)

    assert page.texts(".most-read .card__headline") == [
        story.headline for story in reversed(stories[:5])
    ]


def test_empty_newsroom_has_a_front_page(client):
    page = front(client)

    assert page.text(".empty") == "The first edition is being written."
    assert page.texts("h1") == ["Newsroom"]


@pytest.mark.parametrize("number", [1, 30])
def test_front_page_takes_as_many_queries_for_many_stories(
    client, number, django_assert_num_queries
):
    Publication.current()
    # Enough for the top, so that both runs have a section front below it.
    section = make_section()
    make_stories(4, section=section, lead_photo=make_photo())
    for story in make_stories(number, section=section, lead_photo=make_photo()):
        ArticleViews.objects.create(article=story, counted=1)

    with django_assert_num_queries(10):
        client.get("/")


def test_headings_leave_no_gap(client):
    section = make_section()
    for story in make_stories(12, section=section):
        ArticleViews.objects.create(article=story, counted=1)

    page = front(client)

    levels = [int(heading.tag[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
