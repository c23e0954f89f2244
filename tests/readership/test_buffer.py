"""Views that wait in Redis come into the database, all of them and each once."""

import signal
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.models import Article
from readership import books, counting
from readership.counting import Counted, count_fruitless_search, count_view, views_of
from readership.models import (
    ArticleViews,
    DailyReferrer,
    DailyViews,
    DrainedBatch,
    FruitlessSearch,
    HourlyViews,
)
from tests import servers
from tests.factories import make_article

AT = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)
AGENT = "Mozilla/5.0 Firefox/140.0"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counter_url")]


@pytest.fixture
def client_of_redis(counter_url):
    from redis import Redis  # not installed where there is no server

    return Redis.from_url(counter_url, decode_responses=True)


def read(article, *, reader=1, at=AT, referrer=""):
    return count_view(article, address=f"192.0.2.{reader}", agent=AGENT, at=at, referrer=referrer)


def drain():
    call_command("drain_views", verbosity=0)


def rows(model, *fields):
    return sorted(model.objects.values_list(*fields))


def test_everything_that_was_counted_comes_into_its_table():
    first, second = make_article(), make_article()
    read(first, reader=1, referrer="friends.example")
    read(first, reader=2, at=AT + timedelta(hours=1))
    read(second, reader=1, referrer="friends.example")
    count_fruitless_search("Sea  Wall", at=AT)
    assert not DailyViews.objects.exists()

    drain()

    hour = AT.replace(minute=0)
    assert rows(ArticleViews, "article", "total") == [(first.pk, 2), (second.pk, 1)]
    assert rows(DailyViews, "article", "day", "count") == [
        (first.pk, AT.date(), 2),
        (second.pk, AT.date(), 1),
    ]
    assert rows(HourlyViews, "article", "hour", "count") == [
        (first.pk, hour, 1),
        (first.pk, hour + timedelta(hours=1), 1),
        (second.pk, hour, 1),
    ]
    assert rows(DailyReferrer, "day", "name", "count") == [(AT.date(), "friends.example", 2)]
    assert rows(FruitlessSearch, "day", "name", "count") == [(AT.date(), "sea wall", 1)]


def test_drained_views_are_added_to_those_that_are_there():
    article = make_article()
    for reader in range(4):
        read(article, reader=reader)
        if reader % 2:
            drain()

    assert rows(DailyViews, "article", "count") == [(article.pk, 4)]
    assert views_of(article, at=AT) == Counted(False, total=4, today=4)


def test_nothing_is_left_of_a_batch_but_the_marks_of_readers(client_of_redis):
    read(make_article(), referrer="friends.example")

    drain()

    assert [key.split(":")[1] for key in client_of_redis.scan_iter()] == ["reader"]
    assert DrainedBatch.objects.count() == 1


def test_batch_that_was_added_and_not_forgotten_is_not_added_again(monkeypatch):
    article = make_article()
    read(article)
    # As if killed after the transaction.
    with monkeypatch.context() as killed:
        killed.setattr("readership.buffer.forget", lambda batch: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            drain()
    read(article, reader=2)

    assert views_of(article, at=AT) == Counted(False, total=2, today=2)
    drain()

    assert views_of(article, at=AT) == Counted(False, total=2, today=2)
    assert ArticleViews.objects.get().total == 2


def test_batch_that_could_not_be_added_waits_for_the_next_drain(monkeypatch):
    article = make_article()
    read(article)
    # As if killed within the transaction.
    with monkeypatch.context() as killed:
        killed.setattr(books, "add_to_day", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            drain()
    assert views_of(article, at=AT) == Counted(False, total=1, today=1)

    drain()

    assert ArticleViews.objects.get().total == 1


def test_view_is_counted_into_no_batch_that_is_being_drained(monkeypatch):
    article = make_article()
    read(article)
    add_to_total = books.add_to_total

    def read_meanwhile(*arguments):
        read(article, reader=2)
        return add_to_total(*arguments)

    monkeypatch.setattr(books, "add_to_total", read_meanwhile)
    drain()

    assert ArticleViews.objects.get().total == 1
    assert views_of(article, at=AT) == Counted(False, total=2, today=2)


def test_views_of_a_story_that_was_deleted_hold_up_no_others():
    kept, deleted = make_article(), make_article()
    read(kept)
    read(deleted)
    Article.objects.filter(pk=deleted.pk).delete()

    drain()

    assert rows(ArticleViews, "article", "total") == [(kept.pk, 1)]


def test_flood_of_invented_names_fills_neither_redis_nor_the_table(monkeypatch):
    monkeypatch.setattr("readership.books.MOST_NAMES", 3)
    monkeypatch.setattr("readership.buffer.MOST_NAMES", 3)
    article = make_article()
    for reader in range(8):
        read(article, reader=reader, referrer=f"host{reader % 6}.example")
    drain()
    read(article, reader=9, referrer="late.example")
    drain()

    assert rows(DailyReferrer, "name", "count") == [
        ("host0.example", 2),
        ("host1.example", 2),
        ("host2.example", 1),
        (books.OTHERS, 4),
    ]


def test_name_with_blanks_and_colons_stays_as_it_is():
    count_fruitless_search("12:30 train: late", at=AT)

    drain()

    assert rows(FruitlessSearch, "day", "name") == [(date(2026, 11, 24), "12:30 train: late")]


def test_without_a_worker_a_later_view_drains_what_waits(monkeypatch, client_of_redis):
    monkeypatch.setattr("readership.buffer.LONGEST_WAIT", 30)
    article = make_article()
    read(article)
    client_of_redis.hincrby("readership:open", "since", -29)
    read(article, reader=2)
    assert not ArticleViews.objects.exists()

    client_of_redis.hincrby("readership:open", "since", -1)
    last = read(article, reader=3)

    assert last == Counted(True, total=3, today=3)
    assert ArticleViews.objects.get().total == 3


def test_view_is_answered_although_what_waits_cannot_be_drained(monkeypatch, client_of_redis):
    def is_locked(*_row):
        raise OperationalError("database is locked")

    article = make_article()
    read(article)
    client_of_redis.hincrby("readership:open", "since", -3_600)
    with monkeypatch.context() as broken:
        broken.setattr("readership.books.add_to_total", is_locked)
        last = read(article, reader=2)

    assert last == Counted(True, total=2, today=2)
    assert not ArticleViews.objects.exists()
    drain()
    assert ArticleViews.objects.get().total == 2


def test_line_that_redis_hung_up_is_dialled_again(client_of_redis):
    article = make_article()
    read(article)

    client_of_redis.client_kill_filter(_type="normal", skipme=True)

    assert read(article, reader=2) == Counted(True, total=2, today=2)
    assert not ArticleViews.objects.exists(), "The database counted in its stead."


def test_redis_learns_nobodys_address(client_of_redis):
    read(make_article())

    kept = str([(key, client_of_redis.dump(key)) for key in client_of_redis.scan_iter()])

    assert "192.0.2.1" not in kept
    assert "Firefox" not in kept


def test_command_without_redis_says_so(settings):
    settings.COUNTER_URL = ""

    with pytest.raises(CommandError, match="COUNTER_URL is not set"):
        drain()


class TestRedisFails:
    """Readers are counted all the same: in the database, or by Redis when it comes round."""

    @pytest.fixture(autouse=True)
    def _soon(self, monkeypatch):
        """Try Redis again at once; and no test leaves it to rest for the next."""
        monkeypatch.setattr("readership.buffer.PAUSE", 0)

    @pytest.fixture
    def own(self, settings, tmp_path):
        with servers.redis(tmp_path) as server:
            settings.COUNTER_URL = server.address
            counting._kept_salt.cache_clear()
            yield server

    def test_view_is_counted_in_the_database_while_redis_is_gone(self, settings, tmp_path):
        settings.COUNTER_URL = f"unix://{tmp_path}/nobody.sock"
        article = make_article()

        first, again = read(article), read(article)
        count_fruitless_search("sea wall", at=AT)

        assert first == Counted(True, total=1, today=1)
        assert again == views_of(article, at=AT) == Counted(False, total=1, today=1)
        assert rows(FruitlessSearch, "name") == [("sea wall",)]

    def test_redis_that_is_full_leaves_counting_to_the_database(self, own):
        from redis import Redis  # not installed where there is no server

        Redis.from_url(own.address).config_set("maxmemory", 1)

        assert read(make_article()) == Counted(True, total=1, today=1)
        assert ArticleViews.objects.get().total == 1

    def test_view_that_redis_takes_late_is_not_counted_twice(self, own):
        article = make_article()
        read(article)

        own.send_signal(signal.SIGSTOP)
        while_it_sleeps = read(article, reader=2)
        own.send_signal(signal.SIGCONT)

        assert while_it_sleeps == Counted(False, total=0, today=0)
        servers.wait_until(lambda: views_of(article, at=AT).total == 2)
        drain()
        assert ArticleViews.objects.get().total == 2

    def test_redis_that_failed_is_left_alone_for_a_while(self, own, monkeypatch):
        monkeypatch.setattr("readership.buffer.PAUSE", 60)
        monkeypatch.setitem(counting._buffer()._rest, "until", 0.0)
        article = make_article()
        read(article)
        own.send_signal(signal.SIGSTOP)
        read(article, reader=2)

        own.send_signal(signal.SIGCONT)
        read(article, reader=3)

        assert ArticleViews.objects.get().total == 1
