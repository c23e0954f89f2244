"""Every page tells machines what they may do with it, in headers that cost no query."""

import pytest

from policies.models import Policy
from publication.models import Publication
from tests.factories import make_article, make_author, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    story = make_article(
        section=make_section(slug="world"), authors=[make_author(slug="ana")], tags=["ports"]
    )
    page = story.get_absolute_url()
    lists = ["/", "/world/", "/author/ana/", "/tag/ports/", "/search/", "/archive/", "/about/"]
    return [page, f"{page}text/", *lists, "/feed/rss/", "/world/feed/json/", "/no-such-page/"]


def test_pages_and_feeds_reserve_mining_unless_training_is_allowed(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response.headers["Content-Usage"] == "train-ai=n, search=y", address
        assert response.headers["tdm-reservation"] == "1", address
        assert "tdm-policy" not in response.headers, address

    Publication.objects.create(allows_ai_training=True, allows_search=False)

    for address in addresses:
        response = client.get(address)
        assert response.headers["Content-Usage"] == "train-ai=y, search=n", address
        assert response.headers["tdm-reservation"] == "0", address


def test_reservation_names_the_policy_on_ai_once_it_is_written(client, settings):
    settings.SITE_ADDRESS = "https://news.example"
    Policy.objects.create(kind=Policy.Kind.AI, prose="<p>Ask us.</p>")

    policy = "https://news.example/about/ai/"
    assert client.get("/").headers["tdm-policy"] == policy
    assert client.get("/.well-known/tdmrep.json").json() == [
        {"location": "/", "tdm-reservation": 1, "tdm-policy": policy}
    ]


def test_desk_is_not_for_machines(editor_client):
    response = editor_client.get("/admin/")

    assert "tdm-reservation" not in response.headers


def test_headers_cost_no_query(client, django_assert_num_queries):
    Publication.stored()

    with django_assert_num_queries(0):
        response = client.get("/favicon.ico")
    assert "tdm-reservation" not in response.headers
    with django_assert_num_queries(2):  # the publication and its sections
        client.get("/search/")
