"""The command that fills a benchmark's database with invented stories."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from articles.models import Article, Byline, Part
from search import index
from tests.factories import make_article, make_author, make_photo
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def benchmark(monkeypatch):
    """A database that is a benchmark's by its name."""
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/bench.sqlite3")


def make_stories(*arguments):
    output = StringIO()
    call_command("make_stories", *arguments, stdout=output)
    return output.getvalue()


def test_newsroom_that_is_no_benchmark_is_refused_and_left_alone(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/home/workbench/newsroom.sqlite3")

    with pytest.raises(CommandError, match=r"newsroom\.sqlite3 is not a benchmark's.*--yes"):
        make_stories("5")

    assert not Article.objects.exists()


def test_whoever_says_yes_may_fill_any_database(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "newsroom")

    make_stories("2", "--yes")

    assert Article.objects.count() == 2


@pytest.mark.parametrize("arguments", [["0"], ["-3"], ["5", "--a-day=0"], ["five"]])
def test_senseless_number_is_refused(benchmark, arguments):
    with pytest.raises(CommandError):
        make_stories(*arguments)

    assert not Article.objects.exists()


def test_dry_run_says_what_would_be_made_and_makes_nothing(benchmark):
    output = make_stories("1000", "--a-day=10", "--dry-run")

    assert "1,000 stories of 100 days in bench.sqlite3" in output
    assert not Article.objects.exists()


def test_stories_are_whole_and_readers_find_them(client, benchmark):
    make_article(lead_photo=make_photo(), authors=[make_author()])

    make_stories("40", "--a-day=8")

    stories = Article.objects.published().newest_first()
    story, oldest = stories[0], stories[40]
    now = timezone.now()
    assert stories.count() == 41
    assert oldest.published_at > now - timedelta(days=5, hours=2)
    assert story.parts.count() == 3
    assert story.authors.exists()
    assert stories.exclude(lead_photo=None).count() > 10
    assert {"en"} < set(stories.values_list("language", flat=True))
    page = client.get(story.get_absolute_url())
    assert Page(page).text("h1") == story.headline
    for address in ("/", story.section.get_absolute_url(), "/most-read/", "/feed/rss/"):
        assert client.get(address).status_code == 200, address
    found = client.get("/search/json/", {"q": f'"{story.headline}"'}).json()["stories"]
    assert found[0]["headline"] == story.headline
    assert index.out_of_step() == (0, 0)


def test_newsroom_goes_on_counting_and_indexing_after_it(client, benchmark):
    make_stories("3")

    later = make_article(headline="Cobalt")

    assert later.pk == 4
    assert Part.objects.get(article=later).pk == 10
    found = client.get("/search/json/", {"q": "cobalt"}).json()["stories"]
    assert [each["headline"] for each in found] == ["Cobalt"]


def test_same_seed_makes_the_same_stories_and_another_one_others(benchmark):
    for seed in (7, 7, 8):
        make_stories("6", f"--seed={seed}")

    headlines = list(Article.objects.order_by("pk").values_list("headline", flat=True))
    writers = list(Byline.objects.order_by("article", "order").values_list("article", "author"))
    assert headlines[:6] == headlines[6:12] != headlines[12:]
    assert [author for article, author in writers if article <= 6] == [
        author for article, author in writers if 6 < article <= 12
    ]
