"""What search engines are told of, read as XML."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Status
from syndication import sitemaps
from tests.factories import (
    make_article,
    make_part,
    make_photo,
    make_section,
    picture_file,
)
from tests.hidden import HIDDEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication", "site_address")]

SITE = "https://news.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
NOVEMBER = datetime(2025, 11, 20, 12, tzinfo=UTC)


def read(client, address):
    response = client.get(address)
    assert response.status_code == HTTPStatus.OK
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def locations(client, address):
    """Return the addresses of a sitemap or an index, as paths."""
    document = read(client, address)
    found = [element.text for element in document.iter(f"{SITEMAP}loc")]
    assert all(each.startswith(f"{SITE}/") for each in found)
    return [each.removeprefix(SITE) for each in found]


def all_locations(client):
    maps = [*locations(client, "/sitemap.xml"), "/sitemap-news.xml"]
    return [location for address in maps for location in locations(client, address)]


def addresses_of(stories):
    return [story.get_absolute_url() for story in stories]


def test_index_names_a_sitemap_for_each_month_with_stories_newest_first(client):
    for month in (1, 11, 12, 12):
        make_article(published_at=datetime(2024, month, 1, tzinfo=UTC))
    make_article(published_at=NOVEMBER)

    index = read(client, "/sitemap.xml")

    assert index.tag == f"{SITEMAP}sitemapindex"
    assert locations(client, "/sitemap.xml") == [
        "/sitemap-pages.xml",
        "/sitemap-2025-11.xml",
        "/sitemap-2024-12.xml",
        "/sitemap-2024-11.xml",
        "/sitemap-2024-01.xml",
    ]


def test_index_of_an_empty_newsroom_names_its_pages(client):
    make_section(slug="world")

    assert locations(client, "/sitemap.xml") == ["/sitemap-pages.xml"]
    assert locations(client, "/sitemap-pages.xml") == ["/", "/world/", "/corrections/"]


def test_sitemap_of_a_month_has_its_stories_in_order_of_time(client):
    later = make_article(published_at=NOVEMBER)
    earlier = make_article(published_at=NOVEMBER - timedelta(days=2))
    make_article(published_at=NOVEMBER - timedelta(days=31))

    document = read(client, "/sitemap-2025-11.xml")

    assert document.tag == f"{SITEMAP}urlset"
    assert locations(client, "/sitemap-2025-11.xml") == addresses_of([earlier, later])


def test_month_is_that_of_the_publications_own_time_zone(client, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    story = make_article(published_at=datetime(2025, 10, 31, 23, tzinfo=UTC))

    assert "/2025/11/" in story.get_absolute_url()
    assert locations(client, "/sitemap-2025-11.xml") == addresses_of([story])
    assert client.get("/sitemap-2025-10.xml").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_story_is_in_no_sitemap(client, fields):
    now = timezone.now()
    public = make_article()
    make_article(slug="secret", lead_photo=make_photo(), **fields(now))

    found = all_locations(client)

    assert found.count(public.get_absolute_url()) == 2
    assert not [each for each in found if "secret" in each]


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_month_with_hidden_stories_alone_has_no_sitemap(client, fields):
    moment = NOVEMBER
    hiding = {"published_at": moment} | fields(timezone.now())
    make_article(slug="secret", **hiding)
    month = hiding["published_at"].strftime("%Y-%m")

    assert locations(client, "/sitemap.xml") == ["/sitemap-pages.xml"]
    assert client.get(f"/sitemap-{month}.xml").status_code == HTTPStatus.NOT_FOUND


def test_full_month_is_cut_into_sitemaps_that_hold_each_story_once(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "LENGTH", 3)
    # Some at the same moment, as an import leaves them, so that keys must tell them apart.
    stories = [
        make_article(published_at=NOVEMBER + timedelta(hours=hour))
        for hour in (0, 1, 1, 1, 1, 2, 3)
    ]
    other = make_article(published_at=NOVEMBER - timedelta(days=31))

    maps = locations(client, "/sitemap.xml")

    assert maps == [
        "/sitemap-pages.xml",
        "/sitemap-2025-11.xml",
        f"/sitemap-2025-11-{stories[3].pk}.xml",
        f"/sitemap-2025-11-{stories[6].pk}.xml",
        "/sitemap-2025-10.xml",
    ]
    assert [locations(client, address) for address in maps[1:]] == [
        addresses_of(stories[:3]),
        addresses_of(stories[3:6]),
        addresses_of(stories[6:]),
        addresses_of([other]),
    ]


def test_month_that_is_just_full_needs_one_sitemap(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "LENGTH", 3)
    for _ in range(3):
        make_article(published_at=NOVEMBER)
    for _ in range(3):
        make_article(published_at=NOVEMBER, embargo_until=timezone.now() + timedelta(days=1))

    assert locations(client, "/sitemap.xml") == ["/sitemap-pages.xml", "/sitemap-2025-11.xml"]


def test_story_has_the_time_of_its_last_change_and_its_pictures_each_once(client, time_machine):
    time_machine.move_to(NOVEMBER, tick=False)
    lead, other = make_photo(), make_photo(file=picture_file(colour="red"))
    story = make_article(lead_photo=lead, published_at=NOVEMBER - timedelta(days=1))
    make_part(story, order=1, subhead="Again", photo=lead)
    make_part(story, order=2, subhead="Another", photo=other)
    make_article(published_at=NOVEMBER)

    [first, second] = read(client, "/sitemap-2025-11.xml").iter(f"{SITEMAP}url")

    assert datetime.fromisoformat(first.findtext(f"{SITEMAP}lastmod")) == NOVEMBER
    pictures = [image.text for image in first.findall(f"{IMAGE}image/{IMAGE}loc")]
    assert pictures == [lead.address, other.address]
    assert second.find(f"{IMAGE}image") is None


def test_news_sitemap_has_two_days_and_what_google_news_asks_for(client):
    now = timezone.now()
    story = make_article(
        headline="Port & \x0bstarboard",
        language="zh-hant",
        published_at=now - timedelta(hours=47, minutes=59),
    )
    make_article(published_at=now - timedelta(hours=48, minutes=1))

    document = read(client, "/sitemap-news.xml")
    [news] = document.iter(f"{NEWS}news")

    assert locations(client, "/sitemap-news.xml") == addresses_of([story])
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "The Meridian"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "zh-tw"
    assert news.findtext(f"{NEWS}title") == "Port & starboard"
    date = datetime.fromisoformat(news.findtext(f"{NEWS}publication_date"))
    assert date == story.published_at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "en"), ("en-gb", "en"), ("zh-hans", "zh-cn"), ("pt-br", "pt"), ("hsb", "hsb")],
)
def test_news_language_is_named_as_google_wants_it(client, code, expected):
    make_article(language=code)

    document = read(client, "/sitemap-news.xml")

    assert [each.text for each in document.iter(f"{NEWS}language")] == [expected]


def test_news_sitemap_ends_where_google_stops_reading(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "NEWS_LENGTH", 2)
    now = timezone.now()
    stories = [make_article(published_at=now - timedelta(minutes=age)) for age in range(3)]

    assert locations(client, "/sitemap-news.xml") == addresses_of(stories[:2])


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/sitemap.xml", 3),
        ("/sitemap-pages.xml", 2),
        ("/sitemap-2025-11.xml", 5),
        ("/sitemap-news.xml", 3),
    ],
)
def test_sitemap_takes_as_many_queries_for_one_story_as_for_thirty(
    client, time_machine, django_assert_num_queries, number, address, queries
):
    time_machine.move_to(NOVEMBER, tick=False)
    for age in range(number):
        moment = NOVEMBER - timedelta(minutes=age)
        story = make_article(published_at=moment, lead_photo=make_photo())
        make_part(story, order=1, subhead="With a picture", photo=make_photo())

    with django_assert_num_queries(queries):
        client.get(address)


ALL = ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-2025-11.xml", "/sitemap-news.xml"]


@pytest.mark.parametrize("address", ALL)
def test_sitemap_may_be_kept_and_is_not_sent_again_unchanged(client, time_machine, address):
    time_machine.move_to(NOVEMBER, tick=False)
    story = make_article(published_at=NOVEMBER - timedelta(hours=1))
    first = client.get(address, headers={"Host": "localhost"})

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert not first.cookies
    assert first["Vary"] == "Accept-Encoding"
    assert "localhost" not in first.content.decode()
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    if first.has_header("Last-Modified"):
        dated = {"If-Modified-Since": first["Last-Modified"]}
        assert client.get(address, headers=dated).status_code == HTTPStatus.NOT_MODIFIED
        time_machine.move_to(NOVEMBER + timedelta(minutes=1), tick=False)
        make_article(published_at=NOVEMBER)
        Article.objects.filter(pk=story.pk).update(status=Status.DRAFT)
        assert client.get(address, headers=dated).status_code == HTTPStatus.OK


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_sitemap_can_only_be_read(address, method):
    strict_client = Client(enforce_csrf_checks=True)

    assert getattr(strict_client, method)(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    "month",
    [
        "2025-10",
        "2025-00",
        "2025-13",
        "0000-01",
        "0001-01",
        "9999-12",
        "2025-1",
        "٢٠٢٥-11",
        "2025-11-999999999999999999",
        "2025-11-" + "9" * 50,
        "2025-11-0x1",
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "America/Los_Angeles"])
def test_sitemap_that_there_is_not_is_not_found(client, settings, month, zone):
    settings.TIME_ZONE = zone
    make_article(published_at=NOVEMBER)

    # What is no sitemap's address at all is sent on once, as the address of a section.
    response = client.get(f"/sitemap-{month}.xml", follow=True)

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_sitemap_does_not_begin_with_a_hidden_story(client):
    make_article(published_at=NOVEMBER + timedelta(days=1))
    secret = make_article(published_at=NOVEMBER, status=Status.DRAFT)

    response = client.get(f"/sitemap-2025-11-{secret.pk}.xml")

    assert response.status_code == HTTPStatus.NOT_FOUND
