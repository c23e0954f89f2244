"""Standing type: a query that was composed once answers for whatever it is asked next."""

import sys
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles import story_context
from composing.standing import standing
from tests.factories import make_article, make_author, make_photo, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db


def related_on(client, story):
    return Page(client.get(story.get_absolute_url())).texts(".related .card__headline")


def test_each_story_has_a_page_of_its_own(client):
    harbour = make_article(headline="Harbour", tags=["sea", "ports"], parts=["<p>Cranes.</p>"])
    forest = make_article(headline="Forest", tags=["trees"], parts=["<p>Firs.</p>"])

    pages = [Page(client.get(story.get_absolute_url())) for story in (harbour, forest, harbour)]

    assert [page.text(".story__headline") for page in pages] == ["Harbour", "Forest", "Harbour"]
    assert [page.texts(".tags__link") for page in pages] == [
        ["sea", "ports"],
        ["trees"],
        ["sea", "ports"],
    ]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 9])
def test_any_number_of_tags_finds_the_stories_that_share_one(client, number):
    tags = [f"subject {each}" for each in range(number)]
    story = make_article(tags=tags)
    for tag in tags[-2:]:
        make_article(headline=f"Of {tag}", tags=[tag])
    make_article(headline="Of something else", tags=["another subject"])

    assert sorted(related_on(client, story)) == [f"Of {tag}" for tag in tags[-2:]]


def test_time_goes_on_for_a_query_that_was_composed_before(client, time_machine):
    section = make_section()
    story = make_article(section=section)
    soon = timezone.now() + timedelta(hours=1)
    make_article(headline="In an hour", section=section, published_at=soon)
    now = related_on(client, story)

    time_machine.move_to(soon)

    assert now == []
    assert related_on(client, story) == ["In an hour"]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_a_connection_of_its_own(client):
    story = make_article(authors=[make_author(name="Ana Quill")], lead_photo=make_photo())
    make_article(section=story.section)
    client.get(story.get_absolute_url())
    pages = []

    def read():
        pages.append(client.get(story.get_absolute_url()))
        connection.close()

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [page.status_code for page in pages] == [200] * 4
    assert len({page.content for page in pages}) == 1


@pytest.mark.django_db(transaction=True)
def test_query_is_answered_after_its_connection_was_closed(client):
    story = make_article(headline="Harbour")
    client.get(story.get_absolute_url())

    connection.close()

    assert Page(client.get(story.get_absolute_url())).text(".story__headline") == "Harbour"


def test_whoever_listens_to_queries_hears_each(client, django_assert_max_num_queries):
    address = make_article().get_absolute_url()
    client.get(address)
    heard = []

    def listen(execute, sql, *others):
        heard.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(listen):
        client.get(address)

    with django_assert_max_num_queries(len(heard)) as logged:
        client.get(address)
    assert heard
    assert len(logged) == len(heard)


@pytest.mark.django_db(transaction=True)
def test_threads_that_need_a_query_at_once_compose_it_once():
    story = make_article(tags=["sea"])
    alike = make_article(headline="Alike", tags=["sea"])
    asked = {
        "article": story.pk,
        "section": story.section_id,
        "tags": [story.tags.get().pk],
        "since": story.published_at - timedelta(days=1),
        "now": timezone.now(),
    }
    usual = sys.getswitchinterval()
    found = []

    def read(related, start):
        start.wait()
        found.append(related(**asked))
        connection.close()

    sys.setswitchinterval(1e-6)  # seconds; threads take turns in the middle of everything
    try:
        for _attempt in range(100):
            related, start = standing(story_context._nearest_of_late.__wrapped__), Barrier(6)
            threads = [Thread(target=read, args=(related, start)) for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        sys.setswitchinterval(usual)

    assert found == [[alike]] * 600
