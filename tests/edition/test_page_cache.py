"""Readers' pages are kept whole and handed out alike; whoever needs a new one gets it."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import brotli
import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection, connections
from django.template.backends.jinja2 import Template
from django.test import Client
from django.utils import timezone

from articles.models import Article, BreakingNews, FrontPage
from edition import page_cache, present, shelf
from publication.models import Publication
from readership.models import ArticleViews
from tests.factories import make_article, make_author, make_pick, make_section, make_staff

pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")

# A hit asks for the number of the Edition; its next moment is known from the request before.
HIT = 1
READERS_PAGES = (
    "/", "{story}", "{story}text/", "{story}history/", "/world/", "/author/ana/", "/tag/ports/",
    "/authors/", "/archive/", "/most-read/", "/corrections/", "/about/", "/offline/",
    "/reading-list/", "/feed/rss/", "/world/feed/json/", "/sitemap.xml", "/sitemap-news.xml",
    "/sitemap-pages.xml",
)  # fmt: skip


@pytest.fixture
def story():
    return make_article(
        headline="Rain in Orrin",
        section=make_section(name="World", slug="world"),
        authors=[make_author(name="Ana", slug="ana")],
        parts=["<p>It rained all day.</p>" * 50],
        tags=["ports"],
    )


@pytest.fixture
def page(story):
    return story.get_absolute_url()


@pytest.fixture
def when_drawn(monkeypatch):
    """Have a function called with the name of each template of readers, before it is drawn."""
    draw = Template.render

    def watch(note):
        def noted(template, *arguments, **options):
            note(template.template.name)
            return draw(template, *arguments, **options)

        monkeypatch.setattr(Template, "render", noted)

    return watch


@pytest.fixture
def rendered(when_drawn):
    """The names of the templates of pages that were drawn while the test ran."""
    names = []
    when_drawn(lambda name: name.endswith("_page.html") and names.append(name))
    return names


def noon():
    """Return the next day's noon: what is published now is public then, and no day ends."""
    tomorrow = timezone.localtime() + timedelta(days=1)
    return tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)


def kept(client, address, **options):
    """Ask twice, and return the second answer."""
    client.get(address, **options)
    return client.get(address, **options)


# --- What is kept ---


@pytest.mark.parametrize("address", READERS_PAGES)
def test_page_is_handed_out_as_it_was_made(client, page, address, django_assert_num_queries):
    address = address.format(story=page)
    made = client.get(address)

    with django_assert_num_queries(HIT):
        again = client.get(address)

    assert made.status_code == HTTPStatus.OK
    assert again.content == made.content
    assert again.headers == made.headers
    assert not again.cookies


def test_hit_has_every_header_of_a_page_that_is_made_anew(client, page, settings):
    names = {"Cache-Control", "ETag", "Last-Modified"}
    hit = kept(client, page)
    settings.PAGE_CACHE = False

    fresh = client.get(page)

    assert fresh.headers == {n: v for n, v in hit.headers.items() if n not in names}
    for name in ("Content-Security-Policy", "X-Frame-Options", "Content-Usage", "Referrer-Policy"):
        assert hit.headers[name]


def test_hit_reads_nothing_between_two_looks_at_the_edition(
    client, page, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(present, "READ_EVERY", 60)
    client.get(page)

    with django_assert_num_queries(0):
        client.get(page)


@pytest.mark.parametrize(
    "address",
    ["/search/?q=rain", "/no-such-page/", "/healthz", "/admin/login/", "/robots.txt", "/World/"],
)
def test_other_addresses_are_answered_anew(client, page, address):
    client.get(address)

    assert not kept_pages()
    assert client.get(address).status_code in (200, 301, 404)


def kept_pages():
    cache = caches["default"]
    entries = [cache.get(key.removeprefix(":1:")) for key in list(cache._cache)]
    return [entry for entry in entries if isinstance(entry, page_cache.Page)]


# --- Who gets it ---


def test_desk_gets_fresh_pages_and_leaves_none(client, editor, story, page, rendered):
    client.get(page)
    at_the_desk = Client()
    at_the_desk.force_login(editor)

    first, second = (at_the_desk.get(page) for _ in range(2))

    assert first.status_code == second.status_code == HTTPStatus.OK
    assert len(rendered) == 3
    at_the_desk.get("/about/")
    assert len(kept_pages()) == 1


def test_no_other_cookie_makes_a_difference(client, page, rendered):
    client.get(page)
    other = Client()
    other.cookies["theme"] = "dark"

    other.get(page)

    assert len(rendered) == 1


def test_preview_is_never_kept(story):
    at_the_desk = Client()
    at_the_desk.force_login(make_staff("chief"))

    at_the_desk.get(f"/preview/{story.pk}/")

    assert not kept_pages()


def test_other_host_is_refused_as_ever(client, page):
    client.get(page)

    assert client.get(page, headers={"Host": "evil.example"}).status_code == 400


# --- How it is sent ---


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("BR;q=0.2, gzip", "br"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("gzip;q=0", None),
    ],
)
def test_page_is_packed_once_as_a_browser_asks_for_it(client, page, accepted, encoding, rendered):
    hit = kept(client, page, headers={"Accept-Encoding": accepted})

    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(encoding, bytes)
    assert hit.headers.get("Content-Encoding") == encoding
    assert hit.headers["Vary"] == "Accept-Encoding"
    assert b"It rained all day." in unpack(hit.content)
    assert hit.headers["Content-Length"] == str(len(hit.content))
    assert len(rendered) == 1


def test_kept_page_is_packed_better_than_one_that_nobody_else_gets(client, page, settings):
    packed = client.get(page, headers={"Accept-Encoding": "br"})

    settings.PAGE_CACHE = False
    for_one = client.get(page, headers={"Accept-Encoding": "br"})

    assert brotli.decompress(packed.content) == brotli.decompress(for_one.content)
    assert len(packed.content) < 0.95 * len(for_one.content)


def test_head_tells_what_a_get_would_bring(client, page, rendered):
    head, get = client.head(page), client.get(page)

    assert not head.content
    assert head.headers == get.headers
    assert len(rendered) == 1


def test_caches_on_the_way_ask_soon_and_help_out_when_we_are_gone(client, page):
    control = kept(client, page).headers["Cache-Control"]

    assert control == (
        "public, max-age=0, s-maxage=1, stale-while-revalidate=5, stale-if-error=86400"
    )


def test_caches_on_the_way_keep_nothing_beyond_its_moment(client, page):
    moment = noon()
    Article.objects.update(expires_at=moment)

    with time_machine.travel(moment - timedelta(seconds=3.5), tick=False):
        nearly = kept(client, page).headers["Cache-Control"]
    with time_machine.travel(moment - timedelta(seconds=0.5), tick=False):
        at_last = kept(client, page).headers["Cache-Control"]

    assert "s-maxage=1, stale-while-revalidate=2," in nearly
    assert "s-maxage=0, stale-while-revalidate=0," in at_last


# --- Who has it already ---


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_whoever_has_the_page_is_not_sent_it_again(client, page, encoding):
    headers = {"Accept-Encoding": encoding}
    first = client.get(page, headers=headers)
    etag, date = first.headers["ETag"], first.headers["Last-Modified"]

    for condition in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": date},
        {"If-None-Match": etag, "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        for ask in (client.get, client.head):
            again = ask(page, headers=headers | condition)

            assert again.status_code == HTTPStatus.NOT_MODIFIED
            assert not again.content
            for name in ("ETag", "Last-Modified", "Vary", "Cache-Control"):
                assert again.headers[name] == first.headers[name]
            assert "Content-Length" not in again.headers
            assert "Content-Security-Policy" in again.headers


@pytest.mark.parametrize(
    "condition",
    [
        {"If-None-Match": '"wrong"'},
        {"If-None-Match": "not an ETag at all"},
        {"If-None-Match": '"unclosed'},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"wrong"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Range": "bytes=0-9"},
    ],
)
def test_whoever_has_another_is_sent_the_page(client, page, condition):
    whole = client.get(page)

    for _ in range(2):
        answer = client.get(page, headers=condition)
        assert answer.status_code == HTTPStatus.OK
        assert answer.content == whole.content


def test_first_question_may_be_a_condition(client, page):
    """What is kept is the page, not that somebody had it already."""
    etag = client.get(page).headers["ETag"]
    shelf.near.clear()
    caches["default"].clear()

    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(page).content
    assert client.get("/feed/rss/", headers={"If-None-Match": "*"}).status_code == 304
    assert client.get("/feed/rss/").content


def test_encodings_have_etags_of_their_own(client, page):
    etags = {
        client.get(page, headers={"Accept-Encoding": each}).headers["ETag"]
        for each in ("", "gzip", "br")
    }

    assert len(etags) == 3


def test_page_that_did_not_change_keeps_its_date_through_editions(client, page):
    at = noon()
    with time_machine.travel(at, tick=False):
        date = client.get(page).headers["Last-Modified"]
    make_section(name="Sport", slug="sport", parent=Article.objects.get().section)
    with time_machine.travel(at + timedelta(minutes=1), tick=False):
        assert client.get(page).headers["Last-Modified"] == date
    Article.objects.update(headline="Snow")

    with time_machine.travel(at + timedelta(minutes=2), tick=False):
        changed = client.get(page, headers={"If-Modified-Since": date})

    assert changed.status_code == HTTPStatus.OK
    assert parsedate_to_datetime(changed.headers["Last-Modified"]) > parsedate_to_datetime(date)


def test_two_pages_of_one_second_are_told_apart(client, page):
    at = noon()
    with time_machine.travel(at, tick=False):
        date = client.get(page).headers["Last-Modified"]
        Article.objects.update(headline="Snow")
        assert client.get(page, headers={"If-Modified-Since": date}).status_code == 200
    Publication.stored()

    with time_machine.travel(at + timedelta(seconds=5), tick=False):
        assert client.get(page, headers={"If-Modified-Since": date}).status_code == 200


# --- Query strings ---


def test_flood_of_unknown_parameters_fills_nothing(client, page, rendered):
    plain = client.get(page)

    for number in range(20):
        flooded = client.get(f"{page}?x{number}={number}&page={number}")
        assert flooded.content == plain.content

    assert len(rendered) == 1
    assert len(kept_pages()) == 1


def test_known_parameter_is_known_however_it_is_written(client, story, rendered):
    for number in range(25):
        make_article(headline=f"Story {number}", section=story.section, authors=[], parts=[])
    first, second = client.get("/world/"), client.get("/world/?page=2")

    for query in ("page=2&x=1", "a=b&page=2", "page=%32", "page=7&page=2"):
        assert client.get(f"/world/?{query}").content == second.content
    assert second.content != first.content
    assert len(rendered) == 2
    assert client.get("/world/?page=99").status_code == 404
    assert client.get("/world/?page=x").status_code == 404
    assert len(kept_pages()) == 2


def test_what_tracks_readers_is_cut_off_as_ever(client, page):
    client.get(page)

    answer = client.get(f"{page}?utm_source=x&fbclid=1")

    assert answer.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert answer.headers["Location"] == page


@pytest.mark.parametrize("query", ["%00", "a=%ff%fe", "&&&=&", "x" * 5_000])
def test_odd_queries_break_nothing(client, page, query):
    assert client.get(f"{page}?{query}").status_code in (200, 400)


# --- Time ---


def test_scheduled_changes_come_at_their_moment(client, story):
    start, hour = noon(), timedelta(hours=1)
    with time_machine.travel(start, tick=False):
        fields = {"section": story.section, "authors": [], "parts": []}
        past = start - 9 * hour
        make_article(headline="Scheduled", published_at=start + hour, **fields)
        make_article(
            headline="Embargoed", published_at=past, embargo_until=start + 2 * hour, **fields
        )
        make_article(headline="Expiring", published_at=past, expires_at=start + 3 * hour, **fields)
        picked = make_article(headline="Picked", published_at=past - 99 * hour, **fields)
        page = FrontPage.objects.create(starts_at=start + 4 * hour)
        make_pick(picked, front_page=page, until=start + 5 * hour)
        BreakingNews.objects.create(
            article=picked,
            publication=Publication.stored(),
            line="It broke",
            until=start + 6 * hour,
        )
    moment = timedelta(milliseconds=10)

    def at(when):
        with time_machine.travel(when, tick=False):
            return client.get("/").content.decode()

    def lead(html):
        return html.partition("</article>")[0]

    for hours, is_there, words in (
        (1, False, "Scheduled"),
        (2, False, "Embargoed"),
        (3, True, "Expiring"),
        (6, True, "It broke"),
    ):
        assert (words in at(start + hours * hour - moment)) is is_there, words
        assert (words in at(start + hours * hour)) is not is_there, words
    # The clock goes back here, and is believed.
    assert "Picked" not in lead(at(start + 4 * hour - moment))
    assert "Picked" in lead(at(start + 4 * hour))
    assert "Picked" not in lead(at(start + 5 * hour))


def test_new_day_has_a_new_date_at_its_head(client, page, rendered):
    evening = noon().replace(hour=23, minute=59, second=59)
    with time_machine.travel(evening, tick=False):
        before = client.get(page).content
    with time_machine.travel(evening + timedelta(seconds=1), tick=False):
        after = kept(client, page).content

    assert before != after
    assert len(rendered) == 2


def test_printed_views_are_minutes_old_at_most(client, story, page):
    at = noon()
    with time_machine.travel(at, tick=False):
        before = client.get(page).content
        ArticleViews.objects.create(article=story, counted=4_711)
        assert client.get(page).content == before
    with time_machine.travel(at + timedelta(seconds=page_cache.FRESH), tick=False):
        assert b"4,711" in client.get(page).content


def test_clock_that_was_set_back_keeps_no_page_for_longer(client, page, rendered):
    at = noon()
    with time_machine.travel(at + timedelta(hours=3), tick=False):
        client.get(page)
    with time_machine.travel(at, tick=False):
        client.get(page)
        client.get(page)

    assert len(rendered) == 2


# --- Many at once, and trouble ---


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_wait_for_one_page(page, when_drawn):
    drawn, readers = [], 6
    together = threading.Barrier(readers)

    def draw_slowly(name):
        if name == "articles/article_page.html":
            drawn.append(threading.current_thread())
            threading.Event().wait(0.3)

    def read(_number):
        together.wait()
        try:
            return Client().get(page)
        finally:
            connections.close_all()

    when_drawn(draw_slowly)
    with ThreadPoolExecutor(readers) as pool:
        answers = list(pool.map(read, range(readers)))

    assert len(drawn) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1


class BrokenCache(LocMemCache):
    """A cache whose server is gone; it counts how often it is asked."""

    asked = 0

    def _fail(self, *arguments, **options):
        type(self).asked += 1
        raise ConnectionError("Nobody is there.")

    get = set = add = delete = _fail


@pytest.fixture
def broken(settings):
    BrokenCache.asked = 0
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.BrokenCache"}}


def test_cache_that_is_gone_is_missed_by_nobody(client, page, broken, caplog):
    for _ in range(5):
        answer = client.get(page)
        assert answer.status_code == HTTPStatus.OK
        assert b"It rained all day." in answer.content

    etag = answer.headers["ETag"]
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    assert BrokenCache.asked == 1
    assert "asked again in 5 s" in caplog.text


def test_cache_that_came_back_is_used_again(client, page, broken, settings, monkeypatch):
    client.get(page)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    client.get("/about/")
    assert not kept_pages()
    monkeypatch.setattr(shelf, "_rests_until", float("-inf"))  # as five seconds later

    client.get("/archive/")

    assert len(kept_pages()) == 1


def test_page_that_another_process_made_is_handed_out(client, page, rendered):
    client.get(page)
    shelf.near.clear()  # as in another process

    client.get(page)

    assert len(rendered) == 1


def test_process_keeps_no_more_pages_than_it_has_room_for(client, page, story, monkeypatch):
    small = shelf.Near(60_000)
    monkeypatch.setattr(shelf, "near", small)

    for address in ("/", page, "/world/", "/author/ana/", "/archive/", "/about/", "/authors/"):
        client.get(address)

    assert 0 < sum(len(page.content) for page in small._pages.values()) <= 60_000
    assert len(small._pages) < 7


def test_readers_get_what_is_kept_while_the_database_is_gone(page):
    client, at = Client(raise_request_exception=False), noon()
    with time_machine.travel(at, tick=False):
        before = client.get(page).content
    with connection.execute_wrapper(_gone):
        with time_machine.travel(at, tick=False):
            during, elsewhere = client.get(page), client.get("/about/")
        with time_machine.travel(at + timedelta(seconds=page_cache.FRESH + 1), tick=False):
            long_after = client.get(page)

    assert during.status_code == long_after.status_code == HTTPStatus.OK
    assert during.content == long_after.content == before
    assert elsewhere.status_code == HTTPStatus.SERVICE_UNAVAILABLE


def _gone(execute, sql, params, many, context):
    raise OperationalError("The server closed the connection.")
