"""Links to videos, posts and maps become cards, and nothing of another site is asked for."""

from urllib.parse import urlsplit

import pytest

from articles.embeds import FRAME_HOSTS, embed_of
from tests.factories import make_article
from tests.page import Page

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"

EMBEDS = {
    YOUTUBE: "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?si=share&t=1m30s": (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90"
    ),
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ),
    "https://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ&t=75": (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=75"
    ),
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://vimeo.com/76979871/ab12cd": "https://player.vimeo.com/video/76979871?dnt=1&h=ab12cd",
    "https://www.tiktok.com/@scout2015/video/6718335390845095173": (
        "https://www.tiktok.com/player/v1/6718335390845095173"
    ),
    "https://twitter.com/jack/status/20": (
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"
    ),
    "https://x.com/jack/status/20?s=20": (
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"
    ),
    "https://www.instagram.com/p/CxYz_12-a/?igsh=x": (
        "https://www.instagram.com/p/CxYz_12-a/embed/"
    ),
    "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l": (
        "https://embed.bsky.app/embed/bsky.app/app.bsky.feed.post/3l6oveex3ii2l?colorMode=system"
    ),
    "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3l6oveex3ii2l": (
        "https://embed.bsky.app/embed/did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/"
        "3l6oveex3ii2l?colorMode=system"
    ),
    "https://mastodon.social/@Gargron/100254678717223630": (
        "https://mastodon.social/@Gargron/100254678717223630/embed"
    ),
    "https://www.openstreetmap.org/?mlat=52.5&mlon=13.4#map=10/52.5/13.4": (
        "https://www.openstreetmap.org/export/embed.html"
        "?bbox=12.94681%2C52.31608%2C13.85319%2C52.68392&layer=mapnik&marker=52.5%2C13.4"
    ),
    "https://www.google.com/maps/@52.5,13.4,12.5z?entry=ttu": (
        "https://www.google.com/maps?q=52.5,13.4&z=12&output=embed"
    ),
    "https://www.google.de/maps/place/Berlin+Mitte/@52.5,13.4,12z/data=x": (
        "https://www.google.com/maps?q=Berlin+Mitte&z=12&output=embed"
    ),
}
LINKS_ALONE = [
    "https://small.example/@ana/112233445566778899",
    "https://maps.app.goo.gl/Ab12Cd",
]
ORDINARY = [
    "https://news.example/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/@channel",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
    "https://evil-youtube.com/watch?v=dQw4w9WgXcQ",
    "https://x.com/jack",
    "https://vimeo.com/about",
    "https://www.google.com/search?q=maps",
    "https://googlexx.evil/maps/@52.5,13.4,12z",
    "/world/2026/11/a-story/",
    "mailto:desk@news.example",
]


def paragraph(address, words="Watch"):
    return f'<p><a href="{address.replace("&", "&amp;")}">{words}</a></p>'


@pytest.fixture
def page_of(client, db):
    def page_of(*proses):
        response = client.get(make_article(parts=proses).get_absolute_url())
        return Page(response)

    return page_of


def test_link_that_stands_alone_becomes_a_card_with_its_frame(page_of):
    page = page_of("<p>Before.</p>" + "".join(map(paragraph, EMBEDS)) + "<p>After.</p>")

    assert page.attributes(".embed__words a", "href") == list(EMBEDS)
    assert page.attributes(".embed__load", "data-frame") == list(EMBEDS.values())
    assert page.texts(".embed__kind")[0] == "Video on YouTube"
    assert page.texts(".embed__load")[0] == "Load from YouTube"
    assert "www.youtube-nocookie.com" in page.texts(".embed__note")[0]
    assert not page.select("iframe")
    assert [words for words in page.texts(".prose > p") if words] == ["Before.", "After."]


def test_browser_may_frame_exactly_what_cards_load_and_nothing_at_the_desk(
    client, editor_client, db
):
    addresses = {f"https://{urlsplit(frame).netloc}" for frame in EMBEDS.values()}
    parts = [paragraph(address) for address in EMBEDS]

    assert framed_by(client.get(make_article(parts=parts).get_absolute_url())) == addresses
    assert framed_by(editor_client.get("/admin/")) == {"'self'"}


def test_page_without_embeds_may_frame_nobody(client, db):
    story = make_article(parts=['<p>Write data-frame="https://evil.example/", as it is.</p>'])

    assert framed_by(client.get(story.get_absolute_url())) == set()
    assert framed_by(client.get("/")) == set()


def test_live_coverage_may_frame_what_its_next_entries_will_show(client, db):
    live = make_article(kind="live", parts=["<p>It begins.</p>"])

    assert framed_by(client.get(live.get_absolute_url())) == {
        f"https://{host}" for host in FRAME_HOSTS
    }


def framed_by(response):
    """Return whom a page may frame, as its policy says."""
    policy = response.headers["Content-Security-Policy"]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    return set(directives.get("frame-src", "").split())


@pytest.mark.parametrize("address", LINKS_ALONE)
def test_site_that_may_not_be_framed_gets_a_card_without_a_button(page_of, address):
    page = page_of(paragraph(address))

    assert page.attributes(".embed__words a", "href") == [address]
    assert not page.select(".embed button")


@pytest.mark.parametrize("address", ORDINARY)
def test_other_addresses_stay_links(address):
    assert embed_of(address) is None


def test_link_within_a_sentence_stays_there(page_of):
    page = page_of(
        f'<p>As <a href="{YOUTUBE}">seen</a> here.</p>'
        f'<p><a href="{YOUTUBE}">One</a> and <a href="{YOUTUBE}">two</a></p>'
    )

    assert not page.select(".embed")
    assert page.attributes(".prose a", "href") == [YOUTUBE] * 3


@pytest.mark.parametrize("blank", [" ", "&nbsp;", "<br>"])
def test_link_with_a_blank_after_it_still_stands_alone(page_of, blank):
    page = page_of(f'<p><a href="{YOUTUBE}">Watch</a>{blank}</p>')

    assert page.texts(".embed__words") == ["Watch"]


def test_words_of_the_link_are_kept_as_text(page_of):
    page = page_of(paragraph(YOUTUBE, "Rain &lt;b&gt; &amp; wind"))

    assert page.texts(".embed__words") == ["Rain <b> & wind"]
    assert not page.select(".embed__words b")


def test_link_whose_words_are_set_as_text_loses_nothing(page_of):
    page = page_of(paragraph(YOUTUBE, "<strong>Rain</strong> and wind"))

    assert not page.select(".embed")
    assert page.texts(".prose a strong") == ["Rain"]


def test_link_in_a_list_is_one_of_several(page_of):
    link = paragraph(YOUTUBE)
    page = page_of(
        f'<ul><li>{link}</li><li><ol start="3"><li>{link}</li></ol>{link}'
        f"<blockquote>{link}</blockquote></li></ul>{link}<ul><li>{link}</li></ul>"
    )

    assert len(page.select(".embed")) == 1
    assert len(page.select(".prose li a")) == 5
    assert not page.select(".prose li .embed")


def test_feeds_and_the_text_edition_hold_the_plain_link(client, db):
    story = make_article(parts=[paragraph(YOUTUBE)])

    text = client.get(f"{story.get_absolute_url()}text/").content.decode()
    feed = client.get("/feed/json/").json()["items"][0]["content_html"]

    for html in (text, feed):
        assert paragraph(YOUTUBE) in html
        assert "youtube-nocookie" not in html
