"""The addresses that the writing screen asks: splitting, tags, the picture library, uploads."""

import json
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from photos import darkroom
from photos.models import Photo
from sources.models import Source
from tests.factories import make_article, make_photo, make_source, picture_file

pytestmark = pytest.mark.django_db
SPLIT = "/admin/articles/article/split/"
TAGS = "/admin/articles/article/tags/"
UPLOAD = "/admin/photos/photo/upload/"
CHOICES = "/admin/photos/photo/choices/"
ADD_SOURCE = "/admin/sources/source/add-named/"
TEXT = "<h2>One</h2><p>First.</p><h2>Two</h2><p>Second.</p>"


@pytest.fixture
def staff_client(client, django_user_model):
    """Signed in, and permitted nothing."""
    client.force_login(django_user_model.objects.create_user("intern", is_staff=True))
    return client


def send(client, **fields):
    fields = {"original": picture_file(), "alt": "A teal rectangle"} | fields
    return client.post(UPLOAD, {name: value for name, value in fields.items() if value is not None})


# --- Splitting ---


@pytest.mark.parametrize("as_json", [True, False])
def test_text_is_split(editor_client, as_json):
    if as_json:
        response = editor_client.post(SPLIT, json.dumps({"text": TEXT}), "application/json")
    else:
        response = editor_client.post(SPLIT, {"text": TEXT})

    assert response.json() == {
        "headline": "",
        "parts": [
            {"subhead": "One", "prose": "<p>First.</p>"},
            {"subhead": "Two", "prose": "<p>Second.</p>"},
        ],
        "left_out": [],
    }


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '{"text": 3}', "{}", "\xff", "[" * 100_000]
)
def test_what_is_no_text_is_a_bad_request(editor_client, body):
    response = editor_client.post(SPLIT, body, "application/json")

    assert response.status_code == 400
    assert response.json()["message"]


def test_form_without_text_is_a_bad_request(editor_client):
    assert editor_client.post(SPLIT, {}).status_code == 400


def test_text_above_a_megabyte_is_too_large(editor_client):
    response = editor_client.post(SPLIT, json.dumps({"text": "x" * 2_000_000}), "application/json")

    assert response.status_code == 413
    assert "1 MB" in response.json()["message"]


def test_splitting_is_asked_by_post_only(editor_client):
    assert editor_client.get(SPLIT).status_code == 405
    assert editor_client.get(UPLOAD).status_code == 405


def test_splitting_needs_a_token(editor):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(SPLIT, {"text": TEXT}).status_code == 403
    assert send(client).status_code == 403


@pytest.mark.parametrize("path", [SPLIT, UPLOAD, ADD_SOURCE])
def test_strangers_are_sent_to_sign_in(client, path):
    response = client.post(path, {"text": TEXT})

    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize("path", [TAGS, CHOICES])
def test_strangers_see_no_suggestions(client, path):
    assert client.get(path).status_code == 302


def test_staff_without_permission_can_use_none_of_them(staff_client):
    assert staff_client.post(SPLIT, {"text": TEXT}).status_code == 403
    assert send(staff_client).status_code == 403
    assert staff_client.post(ADD_SOURCE, {"name": "The Ledger"}).status_code == 403
    assert staff_client.get(TAGS).status_code == 403
    assert staff_client.get(CHOICES).status_code == 403


# --- Tags and pictures ---


def test_tags_that_begin_so_are_suggested_most_used_first(editor_client):
    make_article(tags=["Storm", "stove"])
    make_article(tags=["stove", "harbour"])

    response = editor_client.get(TAGS, {"term": "ST"})

    assert response.json()["results"] == [
        {"name": "stove", "stories": 2},
        {"name": "Storm", "stories": 1},
    ]


def test_library_finds_photos_by_their_words(editor_client):
    quay = make_photo(alt="The quay at dawn")
    make_photo(alt="A map")

    (found,) = editor_client.get(CHOICES, {"term": "quay"}).json()["results"]

    assert found["id"] == quay.pk
    assert found["thumbnail"] == quay.thumbnail_url


@pytest.mark.parametrize("term", ["\x00", "%", "'", "x" * 5_000])
def test_odd_terms_find_nothing_and_break_nothing(editor_client, term):
    assert editor_client.get(TAGS, {"term": term}).status_code in (200, 400)
    assert editor_client.get(CHOICES, {"term": term}).status_code in (200, 400)


# --- Sources ---


def test_source_is_made_of_its_name_once(editor_client):
    first = editor_client.post(ADD_SOURCE, {"name": "  The   Ledger "}).json()
    again = editor_client.post(ADD_SOURCE, {"name": "the ledger"}).json()

    assert first == again == {"id": Source.objects.get().pk, "text": "The Ledger"}
    assert Source.objects.get().slug == "the-ledger"


@pytest.mark.parametrize("name", ["", "   ", "\x00", "x" * 201])
def test_name_that_no_source_can_have_is_refused(editor_client, name):
    response = editor_client.post(ADD_SOURCE, {"name": name})

    assert response.status_code == 400
    assert response.json()["message"]
    assert not Source.objects.exists()


# --- Uploads ---


def test_photo_is_uploaded_with_its_source(editor_client, editor):
    politico = make_source(name="Politico")

    response = send(editor_client, caption="At dawn", source=" politico ", used_for="Ref image")

    photo = Photo.objects.get()
    attribution = photo.attributions.get()
    assert response.json() == {
        "id": photo.pk,
        "text": "At dawn",
        "alt": "A teal rectangle",
        "credit": "",
        "thumbnail": photo.thumbnail_url,
        "states": ["Being developed"],
        "uses": [],
        "twins": [],
    }
    assert (attribution.source, attribution.used_for) == (politico, "Ref image")
    assert photo.uploaded_by == editor


def test_source_that_is_new_is_made(editor_client):
    send(editor_client, source="The Ledger")

    assert Photo.objects.get().attributions.get().source.slug == "the-ledger"


def test_photo_without_alt_text_is_refused_beside_it(editor_client):
    response = send(editor_client, alt="")

    assert response.status_code == 400
    assert response.json()["errors"] == {"alt": ["Say in the alt text what the picture shows."]}
    assert not Photo.objects.exists()


def wide_png():
    """A PNG that says that it is 50,000 pixels wide, in a few hundred bytes."""

    def chunk(kind, content):
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", 50_000, 100, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (50_000 // 8 + 1) * 100)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


BAD_PICTURES = {
    "no file": (None, "Choose a picture."),
    "empty": (("a.jpg", b""), "This file is empty."),
    "no picture": (("a.jpg", b"hello"), "not a picture"),
    "SVG": (("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a picture"),
    "script": (("a.jpg", b"<script>alert(1)</script>"), "not a picture"),
    "too wide": (("a.png", wide_png()), "50,000 × 100 pixels"),
    "lying name": (("a.png", picture_file().read()), "holds a JPEG"),
    "cut off": (("a.jpg", picture_file(size=(900, 900)).read()[:900]), "damaged"),
    "too small": (("a.png", picture_file(size=(3, 3), format="PNG").read()), "3 × 3 pixels"),
}


@pytest.mark.parametrize("case", BAD_PICTURES)
def test_bad_picture_is_refused_with_the_reason(editor_client, case):
    file, reason = BAD_PICTURES[case]

    response = send(editor_client, original=file and SimpleUploadedFile(*file))

    assert response.status_code == 400
    assert reason in response.json()["errors"]["original"][0]
    assert not Photo.objects.exists()


def test_file_that_is_too_large_is_413(editor_client, monkeypatch):
    monkeypatch.setattr(darkroom, "LARGEST_FILE", 1_000)

    response = send(
        editor_client, original=SimpleUploadedFile("a.jpg", BytesIO(b"x" * 2_000).read())
    )

    assert response.status_code == 413
    assert "at most" in response.json()["errors"]["original"][0]
