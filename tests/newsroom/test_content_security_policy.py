"""Browsers run nothing but the site's own files, whatever they were sent."""

import pytest

from tests.factories import make_photo

pytestmark = pytest.mark.django_db


def directives(response):
    policy = response.headers["Content-Security-Policy"]
    return dict(directive.partition(" ")[::2] for directive in policy.split("; "))


@pytest.mark.parametrize("address", ["/", "/search/?q=tide", "/no-such-page/", "/admin/login/"])
def test_page_allows_only_what_it_names(client, address):
    policy = directives(client.get(address))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_pictures_come_from_here_and_at_the_desk_from_within_the_page(client):
    readers, desk = (directives(client.get(address)) for address in ("/", "/admin/login/"))

    assert readers["img-src"] == "'self'"
    assert desk["img-src"] == "'self' data: blob:"


def test_file_runs_nothing_from_elsewhere_and_says_so_in_few_bytes(client):
    picture = f"/media/{make_photo().renditions[0]['path']}"

    for address in ["/feed/rss/", "/sitemap.xml", "/service-worker.js", "/healthz", picture]:
        response = client.get(address)
        assert b"".join(response)

        assert directives(response) == {"default-src": "'self'", "frame-ancestors": "'none'"}


def test_answer_that_a_page_is_unchanged_speaks_of_the_page(client):
    first = client.get("/feed/rss/")

    unchanged = client.get("/feed/rss/", headers={"If-None-Match": first.headers["ETag"]})

    assert unchanged.status_code == 304
    assert directives(unchanged)["default-src"] == "'none'"
