"""Feeds of the site and of its lists, read as other programs read them."""

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Byline, Part, Status
from publication.models import Publication
from sources.models import Source
from syndication.formats import FORMATS as WRITERS
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
)
from tests.hidden import HIDDEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication", "site_address")]

LISTS = ["/", "/world/", "/tag/ports/", "/author/ana/", "/source/gazette/"]
XML_FORMATS = ["rss", "atom"]
FORMATS = [*XML_FORMATS, "json"]
ADDRESSES = [f"{path}feed/{format}/" for path in LISTS for format in FORMATS]
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
# PostgreSQL keeps no NUL.
EVERYTHING_ILLEGIBLE = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))


@pytest.fixture
def make_stories():
    """Make stories that all lists hold, of which the first is the newest."""
    section = make_section(slug="world", name="World", description="Far and near.")
    author = make_author(slug="ana", name="Ana Quill", bio="Writes.")
    source = make_source(slug="gazette", name="The Gazette", note="Founded in 1801.")

    def make_stories(number=1, **fields):
        now = timezone.now()
        stories = [
            make_article(
                **{
                    "section": section,
                    "authors": [author],
                    "tags": ["ports"],
                    "published_at": now - timedelta(hours=1, minutes=age),
                }
                | fields
            )
            for age in range(number)
        ]
        for story in stories:
            make_attribution(story, source=source)
        return stories

    return make_stories


def read(client, address):
    """Return a feed as feedparser or a JSON reader sees it; fail when it finds a fault."""
    response = client.get(address)
    assert response.status_code == HTTPStatus.OK
    if address.endswith("/json/"):
        return json.loads(response.content)
    headers = {name.lower(): value for name, value in response.headers.items()}
    feed = feedparser.parse(response.content, response_headers=headers)
    assert not feed.bozo, feed.bozo_exception
    return feed


def titles(client, address):
    feed = read(client, address)
    return [item["title"] for item in feed["items" if address.endswith("/json/") else "entries"]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_has_the_stories_of_its_list_newest_first(client, make_stories, address):
    stories = make_stories(3)
    if not address.startswith("/feed/"):
        make_article(headline="Of something else")

    response = client.get(address)

    assert titles(client, address) == [story.headline for story in stories]
    assert response["Content-Type"] == CONTENT_TYPES[address.split("/")[-2]]


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_story_is_in_no_feed(client, make_stories, fields):
    make_stories(headline="The public story")
    make_stories(
        headline="The secret story",
        standfirst="The secret standfirst",
        lead_photo=make_photo(alt="The secret picture"),
        parts=["<p>The secret text</p>"],
        **fields(timezone.now()),
    )

    for address in ADDRESSES:
        feed = client.get(address).content.decode()

        assert "The public story" in feed, address
        assert "secret" not in feed, address


@pytest.mark.parametrize("address", ADDRESSES)
def test_scheduled_story_is_in_a_feed_from_its_moment_on(
    client, make_stories, time_machine, address
):
    moment = timezone.now() + timedelta(hours=2)
    make_stories(headline="Of tomorrow", published_at=moment)

    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    before = titles(client, address)
    time_machine.move_to(moment, tick=False)
    after = titles(client, address)

    assert (before, after) == ([], ["Of tomorrow"])


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/", 7), ("/world/", 9), ("/tag/ports/", 8), ("/author/ana/", 8), ("/source/gazette/", 8)],
)
def test_feed_takes_as_many_queries_for_one_story_as_for_thirty(
    client, make_stories, django_assert_num_queries, number, format, path, queries
):
    for story in make_stories(number, lead_photo=make_photo()):
        make_part(story, order=1, subhead="With a picture", photo=make_photo())

    with django_assert_num_queries(queries):
        client.get(f"{path}feed/{format}/")


@pytest.mark.parametrize("format", FORMATS)
def test_feed_ends_after_thirty_stories(client, make_stories, format):
    stories = make_stories(31)

    assert titles(client, f"/feed/{format}/") == [story.headline for story in stories[:30]]


@pytest.mark.parametrize("address", ADDRESSES)
def test_empty_feed_is_whole_and_the_same_each_time(client, make_stories, time_machine, address):
    for story in make_stories():
        Article.objects.filter(pk=story.pk).update(status=Status.DRAFT)

    first = client.get(address)
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    second = client.get(address)

    assert titles(client, address) == []
    assert first.content == second.content
    assert not first.has_header("Last-Modified")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("path", "title", "words"),
    [
        ("/", "The Meridian", "News that shows its working"),
        ("/world/", "World | The Meridian", "Far and near."),
        ("/tag/ports/", "Ports | The Meridian", "News that shows its working"),
        ("/author/ana/", "Ana Quill | The Meridian", "Writes."),
        ("/source/gazette/", "The Gazette | The Meridian", "Founded in 1801."),
    ],
)
def test_feed_says_what_it_is_of(client, make_stories, path, title, words, format):
    make_stories()

    feed = read(client, f"{path}feed/{format}/")

    if format == "json":
        told = (feed["title"], feed["description"], feed["home_page_url"], feed["feed_url"])
    else:
        [own] = [link["href"] for link in feed.feed.links if link["rel"] == "self"]
        told = (feed.feed.title, feed.feed.subtitle, feed.feed.link, own)
    assert told == (
        title,
        words,
        f"https://news.example{path}",
        f"https://news.example{path}feed/{format}/",
    )


def test_section_feed_has_the_stories_of_the_sections_within(client, make_stories):
    [story] = make_stories()
    inner = make_article(section=make_section(parent=story.section))

    assert set(titles(client, "/world/feed/rss/")) == {story.headline, inner.headline}


@pytest.mark.parametrize("format", XML_FORMATS)
def test_xml_feed_tells_all_of_a_story(client, make_stories, format):
    photo = make_photo(alt="A quay", caption="The quay at six", credit="Bo Lens / The Meridian")
    [story] = make_stories(
        headline="Port & starboard < bow",
        standfirst="AT&T <3",
        language="ko",
        lead_photo=photo,
        published_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    )
    Byline.objects.create(article=story, author=make_author(name="Bo Reed"), order=1)
    Byline.objects.create(article=story, author=make_author(), role=Byline.Role.PHOTOS, order=2)

    [item] = read(client, f"/feed/{format}/").entries

    assert item.title == "Port & starboard < bow"
    assert item.link == story.address == f"https://news.example{story.get_absolute_url()}"
    assert item.published_parsed[:5] == (2026, 11, 2, 9, 30)
    assert item.summary == ("AT&amp;T &lt;3" if format == "rss" else "AT&T <3")
    assert [author["name"] for author in item.authors] == ["Ana Quill", "Bo Reed"]
    assert [tag["term"] for tag in item.tags] == ["World", "ports"]
    assert [media["url"] for media in item.media_content] == [photo.address]
    assert item.media_credit[0]["content"] == "Bo Lens / The Meridian"
    assert item.content[0]["type"] == "text/html"
    assert "Some text." in item.content[0]["value"]
    assert not item.get("guidislink")


def test_rss_names_the_language_of_each_story(client, make_stories):
    make_stories(language="ko")

    [item] = ElementTree.fromstring(client.get("/feed/rss/").content).iter("item")

    assert item.findtext("{http://purl.org/dc/elements/1.1/}language") == "ko"
    assert item.find("guid").get("isPermaLink") == "false"


def test_atom_names_the_language_of_each_story_and_what_rfc_4287_asks_for(client, make_stories):
    [story] = make_stories(language="ko")
    Article.objects.filter(pk=story.pk).update(
        updated_at=story.published_at + timedelta(minutes=30)
    )
    atom = "{http://www.w3.org/2005/Atom}"

    feed = ElementTree.fromstring(client.get("/feed/atom/").content)
    entry = feed.find(f"{atom}entry")

    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    assert feed.findtext(f"{atom}id") == "https://news.example/"
    assert feed.findtext(f"{atom}author/{atom}name") == "The Meridian"
    assert all(entry.findtext(f"{atom}{name}") for name in ("id", "title", "updated", "published"))
    assert datetime.fromisoformat(entry.findtext(f"{atom}updated")) == (
        story.published_at + timedelta(minutes=30)
    )


def test_json_feed_has_all_that_its_specification_asks_for(client, make_stories):
    photo = make_photo()
    [story] = make_stories(
        headline="Port & starboard", standfirst="AT&T <3", language="ko", lead_photo=photo
    )

    feed = read(client, "/feed/json/")
    [item] = feed["items"]

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["authors"] == [{"name": "The Meridian", "url": "https://news.example/"}]
    assert item["url"] == story.address
    assert item["title"] == "Port & starboard"
    assert item["summary"] == "AT&T <3"
    assert "Some text." in item["content_html"]
    assert item["language"] == "ko"
    assert item["image"] == photo.address
    assert item["authors"] == [{"name": "Ana Quill", "url": "https://news.example/author/ana/"}]
    assert item["tags"] == ["World", "ports"]
    assert datetime.fromisoformat(item["date_published"]) == story.published_at
    assert isinstance(item["id"], str)


def test_ninjs_has_each_story_as_a_news_object(client, make_stories):
    photo = make_photo(alt="A quay", caption="The quay at six", credit="Bo Lens")
    [story] = make_stories(
        headline="Port & \x0bstarboard", standfirst="AT&T <3", language="ko", lead_photo=photo
    )
    make_article(headline="Poor", parts=[], authors=[], published_at=story.published_at)

    response = client.get("/feed/ninjs/")
    feed = json.loads(response.content)
    poor, rich = sorted(feed["associations"], key=lambda each: each["name"])

    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert feed["uri"] == "https://news.example/feed/ninjs/"
    assert feed["standard"]["version"] == "3.1"
    assert rich["uri"].startswith("tag:news.example,")
    assert rich["headlines"] == [{"role": "main", "value": "Port & starboard"}]
    assert rich["by"] == "Ana Quill"
    assert rich["language"] == "ko"
    assert rich["representationType"] == "full"
    assert [subject["name"] for subject in rich["subjects"]] == ["World", "ports"]
    assert rich["altIds"] == [{"role": "web", "value": story.address}]
    assert "Some text." in rich["bodies"][0]["value"]
    assert datetime.fromisoformat(rich["firstCreated"]) == story.published_at
    [picture] = rich["associations"]
    assert (picture["uri"], picture["by"]) == (photo.address, "Bo Lens")
    assert {"by", "associations", "descriptions"}.isdisjoint(poor)


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_story_is_in_no_ninjs(client, make_stories, fields):
    make_stories(headline="The public story")
    make_stories(headline="The secret story", **fields(timezone.now()))

    for path in LISTS:
        feed = json.loads(client.get(f"{path}feed/ninjs/").content)

        assert [each["name"] for each in feed["associations"]] == ["The public story"]


@pytest.mark.parametrize("number", [1, 30])
def test_ninjs_takes_as_many_queries_for_one_story_as_for_thirty(
    client, make_stories, django_assert_num_queries, number
):
    make_stories(number)

    with django_assert_num_queries(7):
        client.get("/feed/ninjs/")


@pytest.mark.parametrize("format", FORMATS)
def test_story_keeps_its_identity_when_everything_else_changes(client, make_stories, format):
    def identity():
        feed = read(client, f"/feed/{format}/")
        return feed["items"][0]["id"] if format == "json" else feed.entries[0].id

    [story] = make_stories()
    before = identity()
    story.headline, story.slug, story.section = "Another", "another", make_section()
    story.published_at -= timedelta(days=400)
    story.save()

    assert identity() == before
    assert before.startswith("tag:news.example,")


@pytest.mark.parametrize("format", FORMATS)
def test_full_text_stands_on_any_page(client, make_stories, format):
    photo = make_photo(alt="A “quay”", caption="The quay", credit="Bo Lens")
    [story] = make_stories(
        lead_photo=photo,
        parts=[
            '<p><a href="/world/">ours</a> <a href="#sea">below</a> '
            '<a href="https://other.example/">theirs</a> and the words href="/x"</p>',
            ("The sea & us", "<p>Waves.</p>"),
        ],
    )

    feed = read(client, f"/feed/{format}/")
    html = (
        feed["items"][0]["content_html"] if format == "json" else feed.entries[0].content[0].value
    )

    assert '<a href="https://news.example/world/">ours</a>' in html
    assert f'<a href="{story.address}#sea">below</a>' in html
    assert '<a href="https://other.example/">theirs</a>' in html
    assert 'the words href="/x"' in html
    assert "<h2>The sea &amp; us</h2>" in html
    assert f'src="{photo.address}"' in html
    assert photo.address.startswith("https://news.example/")
    assert "The quay Bo Lens" in html
    assert '<a href="https://news.example/source/gazette/">The Gazette</a>' in html


@pytest.mark.parametrize("format", FORMATS)
def test_feed_has_standfirsts_alone_when_the_editors_wish_so(
    client, make_stories, publication, django_assert_num_queries, format
):
    publication.has_full_text_feeds = False
    publication.save()
    make_stories(standfirst="In short.", parts=["<p>At length.</p>"])

    with django_assert_num_queries(5):
        feed = client.get(f"/feed/{format}/").content.decode()

    assert "In short." in feed
    assert "At length." not in feed
    if format == "json":
        assert json.loads(feed)["items"][0]["content_text"] == "In short."


def test_editors_choose_between_full_text_and_standfirsts(editor_client, make_stories, publication):
    make_stories(standfirst="In short.", parts=["<p>At length.</p>"])
    address = f"/admin/publication/publication/{publication.pk}/change/"
    fields = {"name": "The Meridian", "share_caption": "Pass it on", "share_targets": []}

    seen = []
    for ticked in ({"has_full_text_feeds": "on"}, {}):
        assert editor_client.post(address, fields | ticked).status_code == HTTPStatus.FOUND
        seen.append("At length." in editor_client.get("/feed/rss/").content.decode())

    assert seen == [True, False]


@pytest.mark.parametrize("format", FORMATS)
def test_poor_story_makes_a_whole_item(client, format):
    make_article(headline="강", authors=[], parts=[], language="ar")

    feed = read(client, f"/feed/{format}/")

    if format == "json":
        [item] = feed["items"]
        assert item["content_html"]
        assert "authors" not in item
        assert "image" not in item
    assert titles(client, f"/feed/{format}/") == ["강"]
    assert 'dir="rtl"' in str(feed)


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_of_illegible_texts_is_well_formed(client, make_stories, address):
    [story] = make_stories(
        headline=f"Head{EVERYTHING_ILLEGIBLE}line ]]> \U0001f30d",
        standfirst=f"Stand{EVERYTHING_ILLEGIBLE}first",
        lead_photo=make_photo(alt="a\x01b", caption="c\x0bd", credit="e\x1ff"),
    )
    # A part's subhead is not cleaned by the sanitiser either.
    Part.objects.filter(article=story).update(subhead="Sub\x08head")
    Source.objects.update(name="The\x02 Gazette", note="Founded\x03 in 1801.")
    story.tags.add("ta\x01g")

    assert titles(client, address) == ["Headline ]]> \U0001f30d"]
    response = client.get(address).content.decode()
    assert "Standfirst" in response
    assert "Subhead" in response
    assert "\\u00" not in response


@pytest.mark.parametrize("format", FORMATS)
def test_what_few_databases_keep_is_left_out_as_well(format):
    """A NUL, and half of a surrogate pair, which comes only out of JSON."""
    feed = WRITERS[format](
        title="A\0\ud800b", link="", description="", author_name="", author_link="", hub=""
    )

    assert "Ab" in feed.writeString("utf-8")


def test_addresses_come_from_the_settings_alone(client, make_stories):
    make_stories(lead_photo=make_photo())

    for address in ADDRESSES:
        feed = client.get(address, headers={"Host": "localhost"}, secure=True).content.decode()

        assert "https://news.example/" in feed
        assert "localhost" not in feed
        assert "testserver" not in feed


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_may_be_kept_by_every_cache(client, make_stories, address):
    make_stories()

    response = client.get(address)

    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", ADDRESSES)
def test_unchanged_feed_is_not_sent_again(client, make_stories, address):
    make_stories(2)
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    for response in (by_tag, by_date):
        assert response.status_code == HTTPStatus.NOT_MODIFIED
        assert not response.content
        assert response["ETag"] == first["ETag"]
        assert "public" in response["Cache-Control"]


def _edit(story):
    story.headline = "Told better"
    story.save()


def _take_down(story):
    story.status, story.taken_down_reason = Status.TAKEN_DOWN, "It was wrong."
    story.save()


@pytest.mark.parametrize("change", [_edit, _take_down])
@pytest.mark.parametrize("address", ADDRESSES)
def test_changed_feed_is_sent_again_whichever_way_it_is_asked_for(
    client, make_stories, time_machine, change, address
):
    stories = make_stories(2)
    first = client.get(address)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))

    change(stories[1])

    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        assert client.get(address, headers=headers).status_code == HTTPStatus.OK


@pytest.mark.parametrize("field", ["embargo_until", "expires_at"])
def test_feed_is_sent_again_when_time_alone_has_changed_it(
    client, make_stories, time_machine, field
):
    moment = timezone.now() + timedelta(minutes=10)
    make_stories()
    make_stories(**{field: moment})
    first = client.get("/feed/rss/")

    time_machine.move_to(moment + timedelta(seconds=1))

    again = client.get("/feed/rss/", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == HTTPStatus.OK


def test_new_name_of_an_author_is_told_by_the_etag(client, make_stories):
    [story] = make_stories()
    first = client.get("/feed/rss/")
    author = story.bylines.get().author
    author.name = "Ana Quill-Reed"
    author.save()

    again = client.get("/feed/rss/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "path", ["/atlantis/", "/tag/atlantis/", "/author/nobody/", "/source/nobody/"]
)
@pytest.mark.parametrize("format", FORMATS)
def test_feed_of_what_there_is_not_is_not_found(client, path, format):
    assert client.get(f"{path}feed/{format}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("make", "prefix"),
    [(make_section, "/"), (make_author, "/author/"), (make_source, "/source/")],
)
@pytest.mark.parametrize("format", FORMATS)
def test_feed_of_what_was_renamed_leads_to_the_present_one(client, make, prefix, format):
    row = make(slug="before")
    row.slug = "after"
    row.save()

    response = client.get(f"{prefix}before/feed/{format}/")

    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response["Location"] == f"{prefix}after/feed/{format}/"
    assert client.get(response["Location"]).status_code == HTTPStatus.OK


@pytest.mark.parametrize("format", ["xml", "%00", "9" * 5_000])
def test_feed_in_an_unknown_format_is_not_found(client, format):
    assert client.get(f"/feed/{format}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_feed_can_only_be_read(make_stories, method):
    make_stories()
    strict_client = Client(enforce_csrf_checks=True)

    for address in ADDRESSES:
        assert getattr(strict_client, method)(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_feed_of_a_tag_in_any_script_has_its_own_address(client):
    make_article(headline="Of the river", tags=["강"])
    tag = Article.objects.get().tags.get()

    feed = read(client, f"/tag/{tag.slug}/feed/atom/")

    [own] = [link["href"] for link in feed.feed.links if link["rel"] == "self"]
    assert own.isascii()
    assert titles(client, f"/tag/{tag.slug}/feed/atom/") == ["Of the river"]


def test_publication_without_words_has_a_whole_feed(client):
    Publication.objects.update(strapline="", about="", name="N")

    for format in FORMATS:
        assert read(client, f"/feed/{format}/")
