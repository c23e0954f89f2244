from http import HTTPStatus

import pytest
from django.db import OperationalError, connection


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


def test_crawlers_are_kept_from_pages_for_staff(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert "Disallow: /admin/" in response.content.decode()
    assert "Disallow: /preview/" in response.content.decode()


def test_crawlers_are_told_where_the_sitemaps_are(client, settings):
    settings.SITE_ADDRESS = "https://news.example"

    lines = client.get("/robots.txt", headers={"Host": "localhost"}).content.decode().splitlines()

    assert "Sitemap: https://news.example/sitemap.xml" in lines
    assert "Sitemap: https://news.example/sitemap-news.xml" in lines


def test_favicon_is_found_where_browsers_guess_it(client):
    response = client.get("/favicon.ico")

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/static/favicon")
