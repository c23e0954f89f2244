"""What readers and machines fetch is small on the way, and the same when it arrives."""

import gzip
from http import HTTPStatus

import brotli
import pytest

from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "deflate, gzip"}
BROTLI = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def story():
    return make_article(headline="Rain in Orrin", parts=["<p>It rained all day.</p>" * 50])


@pytest.fixture
def addresses(story):
    page = story.get_absolute_url()
    read = ["/", page, f"{page}text/", "/search/?q=rain", "/no-such-page/"]
    return [*read, "/feed/rss/", "/feed/json/", "/sitemap.xml", "/llms.txt"]


def test_pages_feeds_and_sitemaps_are_compressed_for_whoever_can_read_it(client, addresses):
    for address in addresses:
        plain, packed = client.get(address), client.get(address, headers=GZIP)

        assert "Content-Encoding" not in plain.headers, address
        assert packed.headers["Content-Encoding"] == "gzip", address
        assert gzip.decompress(packed.content) == plain.content, address
        assert len(packed.content) < len(plain.content), address
        assert packed.headers["Content-Length"] == str(len(packed.content)), address
        for response in (plain, packed):
            assert "Accept-Encoding" in response.headers["Vary"], address


def test_browsers_that_know_brotli_get_smaller_pages(client, addresses):
    for address in addresses:
        plain, gzipped = client.get(address), client.get(address, headers=GZIP)

        packed = client.get(address, headers=BROTLI)

        assert packed.headers["Content-Encoding"] == "br", address
        assert brotli.decompress(packed.content) == plain.content, address
        assert len(packed.content) < len(gzipped.content), address
        assert packed.headers["Content-Length"] == str(len(packed.content)), address
        assert "Accept-Encoding" in packed.headers["Vary"], address


def test_refused_encoding_is_not_used(client, story):
    answer = client.get(story.get_absolute_url(), headers={"Accept-Encoding": "gzip;q=0, br;q=0.0"})

    assert "Content-Encoding" not in answer.headers


def test_page_is_packed_alike_for_everybody(client, story):
    first, second = (client.get(story.get_absolute_url(), headers=GZIP) for _ in range(2))

    assert first.content == second.content


def test_length_of_a_page_of_the_desk_gives_nothing_away(editor_client):
    lengths = {len(editor_client.get("/admin/", headers=GZIP).content) for _ in range(20)}

    assert len(lengths) > 1


def test_head_tells_the_length_of_what_a_get_would_bring(client, story):
    address = story.get_absolute_url()

    head, get = client.head(address, headers=GZIP), client.get(address, headers=GZIP)

    assert not head.content
    for name in ("Content-Length", "Content-Encoding", "Vary", "Content-Type"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("accepted", [GZIP, BROTLI])
def test_what_was_kept_packed_is_known_again(client, story, accepted):
    first = client.get("/feed/rss/", headers=accepted)

    again = client.get("/feed/rss/", headers=accepted | {"If-None-Match": first.headers["ETag"]})

    assert first.headers["ETag"].startswith('W/"')
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert not again.content
    for name in ("ETag", "Vary"):
        assert again.headers[name] == first.headers[name]


def test_pictures_and_short_answers_are_left_as_they_are(client):
    for rendition in make_photo().renditions:
        response = client.get(f"/media/{rendition['path']}", headers=GZIP)

        assert "Content-Encoding" not in response.headers
        assert response.headers["Content-Length"] == str(len(response.getvalue()))
    assert "Content-Encoding" not in client.get("/healthz", headers=GZIP).headers
