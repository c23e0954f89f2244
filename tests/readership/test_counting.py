from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import chain

import pytest
from django.db import IntegrityError, connections

from readership.counting import WINDOW, Counted, count_view, views_of
from readership.models import ArticleViews, DailySalt, DailyViews, RecentView
from tests.factories import make_article

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 25, tzinfo=UTC)
READER = {"address": "192.0.2.7", "agent": "Mozilla/5.0 Firefox/140.0"}
THREADS = 8

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settle")]


def test_first_opening_counts():
    counted = count_view(make_article(), **READER, at=NOON)

    assert counted == Counted(True, total=1, today=1)


def test_reader_is_counted_once_within_half_an_hour():
    article = make_article()

    count_view(article, **READER, at=NOON)
    again = count_view(article, **READER, at=NOON + WINDOW - timedelta(seconds=1))

    assert again == Counted(False, total=1, today=1)


def test_reader_is_counted_again_half_an_hour_after_the_view_that_counted():
    article = make_article()

    count_view(article, **READER, at=NOON)
    count_view(article, **READER, at=NOON + timedelta(minutes=20))
    again = count_view(article, **READER, at=NOON + WINDOW)
    at_once = count_view(article, **READER, at=NOON + WINDOW + timedelta(minutes=1))

    assert again == Counted(True, total=2, today=2)
    assert at_once == Counted(False, total=2, today=2)


@pytest.mark.parametrize("other", [{"address": "192.0.2.8"}, {"agent": "Mozilla/5.0 Safari"}])
def test_another_address_or_agent_is_another_reader(other):
    article = make_article()

    count_view(article, **READER, at=NOON)
    counted = count_view(article, **READER | other, at=NOON)

    assert counted == Counted(True, total=2, today=2)


def test_reader_of_two_stories_is_counted_on_both():
    first, second = make_article(), make_article()

    count_view(first, **READER, at=NOON)
    counted = count_view(second, **READER, at=NOON)

    assert counted == Counted(True, total=1, today=1)


def test_imported_views_belong_to_the_total_and_to_no_day():
    article = make_article()
    ArticleViews.objects.create(article=article, imported=1_021)

    counted = count_view(article, **READER, at=NOON)

    assert counted == Counted(True, total=1_022, today=1)
    assert views_of(article, at=NOON) == Counted(False, total=1_022, today=1)


def test_story_that_nobody_read_has_no_views():
    assert views_of(make_article(), at=NOON) == Counted(False, total=0, today=0)


def test_new_day_begins_at_the_publications_own_midnight(settings, settle):
    settings.TIME_ZONE = "Asia/Seoul"  # nine hours ahead
    article = make_article()

    count_view(article, **READER, at=datetime(2026, 11, 24, 14, 59, tzinfo=UTC))
    counted = count_view(
        article, **READER | {"agent": "other"}, at=datetime(2026, 11, 24, 15, tzinfo=UTC)
    )

    settle()
    assert counted == Counted(True, total=2, today=1)
    assert list(DailyViews.objects.order_by("day").values_list("day", "count")) == [
        (date(2026, 11, 24), 1),
        (date(2026, 11, 25), 1),
    ]


def test_salt_is_thrown_away_with_its_day():
    article = make_article()
    count_view(article, **READER, at=MIDNIGHT - timedelta(hours=3))
    yesterday = DailySalt.objects.get()

    count_view(article, **READER, at=MIDNIGHT)

    today = DailySalt.objects.get()
    assert today.day == MIDNIGHT.date()
    assert bytes(today.salt) != bytes(yesterday.salt)
    assert len(bytes(today.salt)) == 32


@pytest.mark.parametrize("form", ["database"])
def test_marks_of_readers_are_forgotten_with_the_day():
    article = make_article()
    for minutes in (300, 31, 30, 10):
        reader = READER | {"address": f"192.0.2.{minutes}"}
        count_view(article, **reader, at=MIDNIGHT - timedelta(minutes=minutes))

    count_view(article, **READER, at=MIDNIGHT)

    kept = RecentView.objects.order_by("counted_at").values_list("counted_at", flat=True)
    assert list(kept) == [MIDNIGHT - timedelta(minutes=10), MIDNIGHT]


def test_day_of_a_story_has_one_count():
    article = make_article()

    with pytest.raises(IntegrityError):
        DailyViews.objects.bulk_create(DailyViews(article=article, day=NOON) for _ in range(2))


@pytest.mark.parametrize("fields", [{"counted": -1}, {"imported": -1}])
def test_views_are_never_negative(fields):
    article = make_article()
    ArticleViews.objects.create(article=article, imported=5)

    with pytest.raises(IntegrityError):
        ArticleViews.objects.update(**fields)


def test_salt_is_never_empty():
    with pytest.raises(IntegrityError):
        DailySalt.objects.create(day=NOON, salt=b"")


def test_nothing_kept_names_the_reader():
    count_view(make_article(), **READER, at=NOON)

    kept = str(RecentView.objects.values()) + str(DailyViews.objects.values())

    assert READER["address"] not in kept
    assert READER["agent"] not in kept


@pytest.mark.django_db(transaction=True)
def test_readers_at_once_are_all_counted(shared_database):
    article = make_article()
    shares = [[f"2001:db8::{thread}:{n}" for n in range(25)] for thread in range(THREADS)]

    answers = _count_at_once(article, shares)

    assert sorted(answer.total for answer in answers) == list(range(1, 201))
    assert sorted(answer.today for answer in answers) == list(range(1, 201))
    assert all(answer.is_new for answer in answers)
    assert views_of(article, at=NOON) == Counted(False, total=200, today=200)


@pytest.mark.django_db(transaction=True)
def test_one_reader_in_many_tabs_at_once_is_counted_once(shared_database):
    article = make_article()

    answers = _count_at_once(article, [[READER["address"]] * 5] * THREADS)

    assert [answer.is_new for answer in answers].count(True) == 1
    assert views_of(article, at=NOON) == Counted(False, total=1, today=1)


@pytest.mark.django_db(transaction=True)
def test_first_readers_of_a_day_agree_on_its_salt(shared_database):
    article = make_article()
    count_view(article, **READER, at=NOON - timedelta(days=1))
    shares = [[f"192.0.2.{thread}"] for thread in range(THREADS)]

    first, again = _count_at_once(article, shares), _count_at_once(article, shares)

    assert list(DailySalt.objects.values_list("day", flat=True)) == [NOON.date()]
    assert all(answer.is_new for answer in first)
    assert not any(answer.is_new for answer in again)


def _count_at_once(article, shares):
    """Let one thread for each share count its addresses; return all their answers."""

    def count(addresses):
        try:
            return [
                count_view(article, **READER | {"address": each}, at=NOON) for each in addresses
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(shares)) as threads:
        return list(chain.from_iterable(threads.map(count, shares)))


def test_clock_that_was_set_back_loses_no_reader():
    article = make_article()

    count_view(article, **READER, at=NOON + timedelta(hours=9))
    counted = count_view(article, **READER, at=NOON)
    again = count_view(article, **READER, at=NOON + timedelta(minutes=1))

    assert counted == Counted(True, total=2, today=2)
    assert again == Counted(False, total=2, today=2)
