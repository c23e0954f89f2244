from datetime import timedelta
from http import HTTPStatus
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publication.models import Publication
from readership.models import ArticleViews, DailyViews
from tests.factories import make_article, make_photo, make_pick, make_section
from tests.hidden import HIDDEN
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


def top_of(page):
    return page.texts(".front-top .card__headline")


def front_of_section(page):
    return page.texts(".section-front .card__headline")


def headlines(*stories):
    return [story.headline for story in stories]


def test_chosen_lead_leads_and_the_newest_stories_stand_beside_it(client):
    section = make_section()
    first, second, third, *_, old = make_stories(9, section=section, lead_photo=make_photo())
    make_pick(old)

    page = front(client)

    assert top_of(page) == headlines(old, first, second, third)


def test_chosen_lead_needs_no_photo(client):
    section = make_section()
    newest, *_ = make_stories(3, section=section, lead_photo=make_photo())
    chosen = make_article(section=section, published_at=timezone.now() - timedelta(days=9))
    make_pick(chosen)

    page = front(client)

    assert top_of(page)[:2] == headlines(chosen, newest)


def test_chosen_seconds_stand_in_their_places_whatever_leads(client):
    section = make_section()
    newest, with_photo, *_, old, older = make_stories(9, section=section)
    with_photo.lead_photo = make_photo()
    with_photo.save()
    make_pick(old, order=3)
    make_pick(older, order=1)

    page = front(client)

    assert top_of(page) == headlines(with_photo, older, newest, old)


def test_chosen_stories_lead_the_front_of_their_section(client):
    world = make_section(name="World")
    asia = make_section(name="Asia", parent=world)
    stories = make_stories(12, section=world)
    above, below = stories[:4], stories[4:]
    in_asia = make_article(section=asia, published_at=timezone.now() - timedelta(days=9))
    make_pick(in_asia, section=world, order=0)
    make_pick(below[5], section=world, order=2)

    page = front(client)

    assert top_of(page) == headlines(*above)
    assert front_of_section(page) == headlines(in_asia, below[0], below[5], *below[1:5])


def test_story_chosen_for_its_section_is_not_taken_to_the_top(client):
    world = make_section(name="World")
    newest, *_ = make_stories(6, section=world)
    make_pick(newest, section=world)

    page = front(client)

    assert newest.headline not in top_of(page)
    assert front_of_section(page)[0] == newest.headline


def test_no_story_stands_twice_however_the_page_is_arranged(client):
    world, sport = make_section(name="World"), make_section(name="Sport")
    in_world = make_stories(12, section=world)
    in_sport = make_stories(12, section=sport)
    make_pick(in_sport[0], order=0)
    make_pick(in_world[0], order=2)
    make_pick(in_world[1], section=world, order=1)
    make_pick(in_sport[9], section=sport, order=0)

    page = front(client)

    shown = top_of(page) + front_of_section(page)
    assert len(shown) == 4 + 7 + 7
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("way", HIDDEN)
@pytest.mark.parametrize("is_lead", [True, False])
def test_chosen_story_that_is_not_public_gives_way_to_the_newest(client, way, is_lead):
    world = make_section(name="World")
    stories = make_stories(6, section=world)
    published_at = timezone.now() - timedelta(hours=2)
    hidden = make_article(
        headline="The secret headline",
        standfirst="The secret standfirst",
        section=world,
        lead_photo=make_photo(alt="The secret picture"),
        **{"published_at": published_at} | HIDDEN[way](timezone.now()),
    )
    make_pick(hidden, section=None if is_lead else world)

    page = front(client)

    assert "secret" not in page.html
    assert top_of(page) + front_of_section(page) == headlines(*stories)


def test_scheduled_story_takes_its_place_at_its_moment(client, time_machine):
    now = timezone.now()
    newest, *_ = make_stories(5, section=make_section(), lead_photo=make_photo())
    scheduled = make_article(published_at=now + timedelta(minutes=5))
    make_pick(scheduled)

    before = front(client)
    time_machine.move_to(now + timedelta(minutes=6))
    after = front(client)

    assert top_of(before)[0] == newest.headline
    assert top_of(after)[:2] == headlines(scheduled, newest)


def test_pick_gives_way_at_its_moment(client, time_machine):
    now = timezone.now()
    newest, *_, old = make_stories(9, section=make_section(), lead_photo=make_photo())
    make_pick(old, until=now + timedelta(minutes=5))

    before = front(client)
    time_machine.move_to(now + timedelta(minutes=6))
    after = front(client)

    assert top_of(before)[0] == old.headline
    assert top_of(after)[0] == newest.headline
    assert old.headline not in top_of(after)


def test_story_that_left_the_section_it_was_chosen_for_gives_way(client):
    world, sport = make_section(name="World", order=1), make_section(name="Sport", order=2)
    stories = make_stories(5, section=world)
    moved = make_article(section=sport, published_at=timezone.now() - timedelta(days=9))
    make_pick(moved, section=world)

    page = front(client)

    assert front_of_section(page) == headlines(stories[4], moved)


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
    *_, less, most, _ = make_stories(7, section=section)
    ArticleViews.objects.create(article=less, counted=5)
    ArticleViews.objects.create(article=most, imported=90)

    page = front(client)

    assert page.texts(".most-read .card__headline") == [most.headline, less.headline]


def test_most_read_stories_are_this_weeks_when_there_are_enough(client):
    section = make_section()
    stories = make_stories(10, section=section)[4:]
    today = timezone.localdate()
    for number, story in enumerate(stories):
        day = today - timedelta(days=7 if number == 5 else number)
        DailyViews.objects.create(article=story, day=day, count=1 + number)
        ArticleViews.objects.create(article=story, counted=100 - number)

    page = front(client)

    assert page.texts(".most-read .card__headline") == [
        story.headline for story in reversed(stories[:5])
    ]


def test_most_read_stories_are_none_of_those_above_them(client):
    *top, below = make_stories(5, section=make_section())
    for story in (*top, below):
        ArticleViews.objects.create(article=story, counted=9)

    page = front(client)

    assert page.texts(".most-read .card__headline") == [below.headline]


def test_empty_newsroom_has_a_front_page(client):
    page = front(client)

    assert page.text(".empty") == "The first edition is being written."
    assert page.texts("h1") == ["Newsroom"]


def test_page_of_an_empty_newsroom_writes_nothing(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/")

    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_section_is_full_whose_stories_are_older_than_a_pageful(client):
    quiet, busy = make_section(order=1), make_section(order=2)
    long_ago = timezone.now() - timedelta(days=90)
    older = [make_article(section=quiet, published_at=long_ago) for _ in range(8)]
    make_stories(30, section=busy)

    shown = front(client).texts(".section-front .card__headline")

    assert shown[:7] == [story.headline for story in reversed(older[1:])]
    assert len(shown) == 14


@pytest.mark.parametrize("number", [1, 30])
def test_front_page_takes_as_many_queries_for_many_stories(
    client, number, django_assert_num_queries
):
    Publication.stored()
    # Enough for the top, so that both runs have a section front below it.
    section = make_section()
    make_stories(4, section=section, lead_photo=make_photo())
    for story in make_stories(number, section=section, lead_photo=make_photo()):
        ArticleViews.objects.create(article=story, counted=1)

    with django_assert_num_queries(8):
        client.get("/")


@pytest.mark.parametrize("number", [1, 3])
def test_arranged_front_page_takes_no_query_more(client, number, django_assert_num_queries):
    Publication.stored()
    section = make_section()
    stories = make_stories(30, section=section, lead_photo=make_photo())
    for story in stories:
        ArticleViews.objects.create(article=story, counted=1)
    for order, (above, below) in enumerate(zip(stories[9:][:number], stories[19:], strict=False)):
        make_pick(above, order=order)
        make_pick(below, section=section, order=order)

    with django_assert_num_queries(8):
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
