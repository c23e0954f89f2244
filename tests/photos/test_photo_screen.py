"""The screen of one photo: its words, what shows it, and another file in its place."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Status
from photos.models import Photo
from photos.models.photo import USES
from publication.models import Publication
from tests.factories import make_article, make_author, make_part, make_photo, picture_file
from tests.page import Page
from tests.photos.test_changes_at_the_desk import send

pytestmark = pytest.mark.django_db


def screen(photo, page="change"):
    return f"/admin/photos/photo/{photo.pk}/{page}/"


def uses_on(client, photo):
    page = Page(client.get(screen(photo)))
    return [line.text().strip() for line in page.select(".photo-sheet__uses li")]


def library(client, **question):
    html = unescape(client.get("/admin/photos/photo/", question).content.decode())
    return {photo.alt for photo in Photo.objects.all() if f">{photo.alt}</a>" in html}


def test_everything_that_shows_a_photo_is_listed(editor_client):
    photo = make_photo()
    make_part(make_article(headline="Storm"), order=1, subhead="Night", photo=photo)
    make_article(headline="Calm", lead_photo=photo, status=Status.DRAFT)
    make_author(name="Ana Lens", portrait=photo)

    uses = uses_on(editor_client, photo)

    assert uses[0] == "Chosen for: Calm"
    assert uses[1].startswith("Ran on ")
    assert uses[1].endswith(": Storm")
    assert uses[2:] == ["In use for: Ana Lens"]


def test_photo_that_nothing_shows_says_so(editor_client):
    assert uses_on(editor_client, make_photo()) == ["Nothing shows it yet."]


def test_every_way_to_show_a_photo_counts_as_use():
    own = {"attributions"}
    ways = {relation.get_accessor_name() for relation in Photo._meta.related_objects} - own

    assert ways == set(USES)


def test_alt_text_may_wait_until_the_photo_is_used(editor_client):
    photo = make_photo()

    send(editor_client, photo, alt="")

    assert photo.alt == ""
    assert list(Photo.objects.without_alt()) == [photo]


def test_alt_text_is_required_where_the_photo_is_used(editor_client):
    photo = make_photo()
    make_article(lead_photo=photo)

    response = editor_client.post(
        screen(photo),
        {
            "alt": "",
            "caption": "Kept",
            "licence": "own",
            "focal_x": 0.5,
            "focal_y": 0.5,
            "attributions-TOTAL_FORMS": 0,
            "attributions-INITIAL_FORMS": 0,
        },
    )

    html = unescape(response.content.decode())
    assert "This picture is in use: say in the alt text what it shows." in html
    assert "Kept" in html
    photo.refresh_from_db()
    assert photo.alt


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("no-alt", {"undescribed"}),
        ("unused", {"undescribed", "unused"}),
        ("nonsense", {"undescribed", "unused", "used"}),
    ],
)
def test_library_is_narrowed_by_state(editor_client, state, found):
    make_photo(alt="", caption="undescribed")
    make_photo(alt="unused")
    make_article(lead_photo=make_photo(alt="used"))

    html = editor_client.get("/admin/photos/photo/", {"state": state}).content.decode()

    assert {word for word in ("undescribed", "unused", "used") if f">{word}</a>" in html} == found


@pytest.mark.parametrize("words", ["quay", "dawn", "lens", "lisbon", "dsc00423"])
def test_library_is_searched_by_all_that_is_said_of_a_photo(editor_client, words):
    make_photo(alt="The quay", caption="At dawn", credit="Ana Lens", place="Lisbon")
    Photo.objects.update(file_name="DSC00423.jpg")
    make_photo(alt="A map")

    html = editor_client.get("/admin/photos/photo/", {"q": words}).content.decode()

    assert "At dawn" in html
    assert "A map" not in html


def test_new_file_stands_at_once_wherever_the_photo_does(editor_client, client):
    photo = make_photo(alt="The quay", credit="Ana Lens", focal_x=0.2)
    story = make_article(lead_photo=photo)
    before = photo.url()

    response = editor_client.post(
        screen(photo, "replace"),
        {"original": SimpleUploadedFile("new.jpg", picture_file(size=(1000, 500)).read())},
    )

    photo.refresh_from_db()
    assert response.status_code == 302
    assert (photo.width, photo.file_name) == (1000, "new.jpg")
    assert (photo.alt, photo.credit, photo.focal_x) == ("The quay", "Ana Lens", 0.2)
    page = client.get(story.get_absolute_url()).content.decode()
    assert photo.url() in page
    assert before not in page
    # A page that was kept somewhere still names the former file.
    assert client.get(before).getvalue()
    assert "Replaced the file." in editor_client.get(screen(photo, "history")).content.decode()


def test_file_that_is_no_picture_replaces_nothing(editor_client):
    photo = make_photo()

    response = editor_client.post(
        screen(photo, "replace"), {"original": SimpleUploadedFile("a.jpg", b"no picture")}
    )

    assert response.status_code == 400
    assert Page(response).select("#id_original_error")
    assert Photo.objects.get().original == photo.original


def test_replacing_a_photo_that_is_gone_leads_back_to_the_library(editor_client):
    response = editor_client.get("/admin/photos/photo/999/replace/", follow=True)

    assert response.redirect_chain
    assert "Perhaps it was deleted?" in unescape(response.content.decode())


def test_logo_counts_as_use(editor_client):
    photo = make_photo()
    Publication.stored()
    Publication.objects.update(logo=photo)

    assert uses_on(editor_client, photo) == ["In use for: Newsroom"]
