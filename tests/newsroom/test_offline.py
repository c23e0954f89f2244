"""What browsers are given to read without a network, as they ask for it."""

import json
from io import BytesIO

import pytest
from PIL import Image

from publication.models import Publication
from tests.page import Page

pytestmark = pytest.mark.django_db


def test_worker_is_served_from_the_root_and_asked_for_again_after_an_hour(client):
    response = client.get("/service-worker.js")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies


def test_worker_changes_with_the_release(client, collected):
    first = client.get("/service-worker.js").content.decode().splitlines()[0]
    manifest = json.loads((collected / "staticfiles.json").read_text())

    assert manifest["hash"] in first
    assert manifest["paths"]["css/site.css"] in first


def test_worker_removes_itself_when_offline_reading_is_switched_off(client, settings):
    settings.OFFLINE_READING = False

    script = client.get("/service-worker.js").content.decode()

    assert "unregister()" in script
    assert "fetch" not in script


def test_manifest_names_the_publication_and_icons_of_the_size_that_it_says(client):
    Publication.objects.create(name="The Evening Tide", strapline="Twice a day")

    response = client.get("/site.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert (manifest["name"], manifest["description"]) == ("The Evening Tide", "Twice a day")
    assert manifest["start_url"] == "/"
    assert manifest["icons"]
    for icon in manifest["icons"]:
        with Image.open(BytesIO(client.get(icon["src"]).content)) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert Page(client.get("/")).attributes("link[rel=manifest]", "href") == ["/site.webmanifest"]


def test_icon_shows_the_letter_that_the_name_begins_with(client):
    publication = Publication.objects.create(name="The Evening Tide")
    drawn = {}

    for name in ("The Evening Tide", "Evening Tide", "晩の潮"):
        Publication.objects.filter(pk=publication.pk).update(name=name)
        drawn[name] = client.get("/icon-192.png").content

    assert len(set(drawn.values())) == len(drawn)
    assert all(content.startswith(b"\x89PNG") for content in drawn.values())
