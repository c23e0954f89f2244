"""A CDN that keeps pages for long is told when they are over."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article
from tests import servers
from tests.factories import make_article, make_section
from tests.syndication.listener import listening


@pytest.fixture
def cdn(settings):
    with listening() as listener:
        settings.CDN_SECONDS = 3_600
        settings.CDN_PURGE_ADDRESS = listener.address
        settings.CDN_PURGE_KEY = "secret"
        yield listener


def names_told(cdn):
    return [json.loads(body)["tags"] for _, body in cdn.told]


@pytest.fixture
def page():
    world = make_section(name="World", slug="world")
    return make_article(headline="Rain", slug="rain", section=world).get_absolute_url()


@pytest.mark.django_db
@time_machine.travel(datetime.now(UTC).replace(hour=12) + timedelta(days=1), tick=False)
def test_pages_bear_the_names_by_which_they_are_purged(client, cdn, page):
    # At noon: no page is kept beyond the day, whose date it bears.
    for address, names in (
        (page, ["page", "section-world", "article-rain"]),
        ("/world/", ["page", "section-world"]),
        ("/world/feed/rss/", ["page", "section-world"]),
        ("/", ["page", "front_page"]),
    ):
        for _ in range(2):
            headers = client.get(address).headers
            assert headers["Surrogate-Key"] == " ".join(names)
            assert headers["Cache-Tag"] == ",".join(names)
            assert headers["CDN-Cache-Control"] == "public, max-age=3600"
    assert "s-maxage=1," in client.get(page).headers["Cache-Control"]
    assert "Surrogate-Key" not in client.get("/search/?q=rain").headers


@pytest.mark.django_db
def test_cdn_keeps_nothing_beyond_its_moment(client, cdn, page):
    noon = (timezone.localtime() + timedelta(days=1)).replace(hour=12, minute=0)
    Article.objects.update(expires_at=noon)

    with time_machine.travel(noon - timedelta(seconds=90), tick=False):
        assert client.get(page).headers["CDN-Cache-Control"] == "public, max-age=90"


@pytest.mark.django_db
def test_without_a_cdn_pages_bear_no_names(client, page):
    assert not {"Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"} & client.get(page).headers.keys()


def test_command_tells_the_cdn_names_or_all(cdn):
    call_command("purge", "article-rain", "section-world")
    call_command("purge")

    assert names_told(cdn) == [["article-rain", "section-world"], ["page"]]


def test_command_says_why_it_could_not(cdn, settings):
    cdn.status = 500
    with pytest.raises(CommandError, match="The CDN was not told: HTTP Error 500"):
        call_command("purge")
    with pytest.raises(CommandError, match="leave the names away"):
        call_command("purge", "page", watch=True)
    settings.CDN_PURGE_ADDRESS = ""
    with pytest.raises(CommandError, match="CDN_PURGE_ADDRESS is not set"):
        call_command("purge")


@pytest.mark.django_db(transaction=True)
def test_watching_tells_the_cdn_of_each_edition(cdn, page):
    variables = {"CDN_SECONDS": 60, "CDN_PURGE_ADDRESS": cdn.address, "CDN_PURGE_KEY": "secret"}
    with servers.running("manage.py", "purge", "--watch", **variables) as watching:
        servers.wait_until(lambda: len(cdn.told) == 1, watching)
        Article.objects.update(headline="Snow")
        servers.wait_until(lambda: len(cdn.told) == 2, watching)
        cdn.status = 503
        Article.objects.update(headline="Hail")
        servers.wait_until(lambda: len(cdn.told) >= 4, watching)

    assert names_told(cdn)[:2] == [["page"], ["page"]]
