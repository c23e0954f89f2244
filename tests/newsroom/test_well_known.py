from http import HTTPStatus

import pytest
from django.db import OperationalError, connection

from publication.models import Publication
from tests.factories import make_section


@pytest.mark.django_db
def test_health_is_good_while_the_database_answers(client):
    response = client.get("/healthz")

    assert response.status_code == HTTPStatus.OK
    assert "no-store" in response["Cache-Control"]


def test_health_is_bad_when_the_database_is_gone(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", fail)

    response = client.get("/healthz")

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "gone" not in response.content.decode()


@pytest.mark.django_db
def test_crawlers_are_kept_from_pages_for_staff(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert "Disallow: /admin/" in response.content.decode()
    assert "Disallow: /preview/" in response.content.decode()


@pytest.mark.django_db
def test_machines_are_told_what_stories_may_be_used_for(client):
    before = client.get("/robots.txt").content.decode().splitlines()
    Publication.objects.create(allows_ai_answers=False, allows_ai_training=True)
    after = client.get("/robots.txt").content.decode().splitlines()

    assert "Content-Signal: search=yes, ai-input=yes, ai-train=no" in before
    assert "Content-Signal: search=yes, ai-input=no, ai-train=yes" in after


@pytest.mark.django_db
def test_site_that_wants_no_search_engine_closes_everything(client):
    Publication.objects.create(allows_search=False)

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /" in lines
    assert "Content-Signal: search=no, ai-input=yes, ai-train=no" in lines


@pytest.mark.django_db
@pytest.mark.parametrize(("allows", "reservation"), [(False, 1), (True, 0)])
def test_mining_is_reserved_unless_training_is_allowed(client, allows, reservation):
    Publication.objects.create(allows_ai_training=allows)

    rules = client.get("/.well-known/tdmrep.json").json()

    assert rules == [{"location": "/", "tdm-reservation": reservation}]


@pytest.mark.django_db
def test_language_models_are_told_where_things_stand(client, settings):
    settings.SITE_ADDRESS = "https://news.example"
    make_section(name="World", slug="world", description="Far and near.")
    Publication.objects.update_or_create(
        pk=Publication.THE_ONE, defaults={"name": "The Tide", "about": "A paper\nby the sea."}
    )

    text = client.get("/llms.txt").content.decode()

    assert text.startswith("# The Tide\n\n> A paper by the sea.\n")
    assert "- [World](https://news.example/world/): Far and near." in text
    assert "You may not train models on our stories." in text


@pytest.mark.django_db
def test_crawlers_are_told_where_the_sitemaps_are(client, settings):
    settings.SITE_ADDRESS = "https://news.example"

    lines = client.get("/robots.txt", headers={"Host": "localhost"}).content.decode().splitlines()

    assert "Sitemap: https://news.example/sitemap.xml" in lines
    assert "Sitemap: https://news.example/sitemap-news.xml" in lines


def test_favicon_is_found_where_browsers_guess_it(client):
    response = client.get("/favicon.ico")

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/static/favicon")
