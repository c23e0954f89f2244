"""What the publication promises, as readers and machines find it."""

import json
from http import HTTPStatus

import pytest

from policies.models import Policy
from publication.models import Publication
from tests.factories import make_article, make_author
from tests.page import Page

pytestmark = pytest.mark.django_db


def test_site_itself_says_how_it_counts_and_who_writes(client):
    make_author(name="Ana Quill", job="Reporter")
    Publication.objects.update_or_create(
        pk=Publication.THE_ONE, defaults={"name": "The Tide", "about": "A paper by the sea."}
    )

    about = Page(client.get("/about/"))
    masthead = Page(client.get("/about/masthead/"))
    views = Page(client.get("/about/views/"))

    assert about.text("h1") == "About The Tide"
    assert about.text(".policy .prose") == "A paper by the sea."
    assert masthead.texts(".people__name") == ["Ana Quill"]
    assert "no cookie" in views.text(".policy")
    assert about.attributes(".list-head__links a", "href") == [
        "/about/",
        "/about/masthead/",
        "/about/views/",
    ]


def test_written_policy_has_a_page_and_is_linked_from_the_others(client):
    Policy.objects.create(kind="ethics", prose="<p>We pay our own way.</p><script>x()</script>")

    page = Page(client.get("/about/ethics/"))

    assert page.text(".policy__title") == "Ethics"
    assert page.text(".policy .prose") == "We pay our own way."
    assert page.attributes(".list-head__links [aria-current]", "href") == ["/about/ethics/"]
    assert "/about/ethics/" in Page(client.get("/about/")).attributes(".list-head__links a", "href")


def test_words_of_the_editors_stand_before_those_of_the_site(client):
    Policy.objects.create(kind="views", prose="<p>Ours first.</p>")

    assert Page(client.get("/about/views/")).texts(".prose")[0] == "Ours first."


@pytest.mark.parametrize("address", ["/about/ethics/", "/about/secrets/", "/about/ethics/x/"])
def test_unwritten_or_unknown_policy_is_not_found(client, address):
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_about_has_one_address(client):
    response = client.get("/about/about/")

    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == "/about/"


def test_machines_are_told_of_written_policies_only(client, settings):
    settings.SITE_ADDRESS = "https://news.example"
    article = make_article()
    policy = Policy.objects.create(kind="ethics", prose="<p>We pay.</p>")
    Policy.objects.create(kind="ai", prose="<p>None.</p>")

    def publisher():
        script = Page(client.get(article.get_absolute_url())).select('script[type$="ld+json"]')[0]
        return json.loads(script.text())["publisher"]

    assert publisher()["ethicsPolicy"] == "https://news.example/about/ethics/"
    assert "correctionsPolicy" not in publisher()
    policy.delete()
    assert "ethicsPolicy" not in publisher()


def test_every_page_leads_to_how_views_are_counted(client):
    page = Page(client.get("/"))

    assert "/about/views/" in page.attributes("footer a", "href")


@pytest.mark.parametrize("number", [1, 30])
def test_masthead_takes_as_many_queries_for_many_authors(client, number, django_assert_num_queries):
    Publication.stored()
    for _ in range(number):
        make_author()

    with django_assert_num_queries(4):
        client.get("/about/masthead/")


def test_editor_writes_a_policy_at_the_desk(editor_client, client):
    form = {"kind": "sources", "prose": "<h3>Names</h3><p>We name them.</p>"}

    added = editor_client.post("/admin/policies/policy/add/", form)
    refused = editor_client.post("/admin/policies/policy/add/", form)
    empty = editor_client.post("/admin/policies/policy/add/", {"kind": "ai", "prose": "<p></p>"})

    assert added.status_code == HTTPStatus.FOUND
    assert Page(client.get("/about/sources/")).text(".prose h3") == "Names"
    assert "already exists" in refused.content.decode()
    assert "This field is required" in empty.content.decode()
