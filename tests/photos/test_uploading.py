"""Many pictures come in at once: the good ones are kept, each bad one is named with its reason."""

import socket
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from photos import darkroom
from photos.models import Photo
from tests.factories import make_photo, picture_file
from tests.page import Page
from tests.photos.test_likeness import file_of, scene

SCREEN = "/admin/photos/photo/add/"
JSON = {"Accept": "application/json"}


def good(name="quay.jpg", **look):
    return SimpleUploadedFile(name, picture_file(**look).read())


def send_one(client, file):
    return client.post(SCREEN, {"original": file} if file else {}, headers=JSON)


@pytest.mark.django_db
def test_two_hundred_files_of_which_twenty_are_bad(editor_client, editor):
    bad = [SimpleUploadedFile(f"bad-{number}.jpg", b"no picture") for number in range(20)]
    files = [good(f"quay-{number}.jpg", size=(60, 40)) for number in range(180)]

    response = editor_client.post(SCREEN, {"original": [*bad, *files]}, follow=True)

    told = unescape(response.content.decode())
    assert Photo.objects.filter(uploaded_by=editor).count() == 180
    for number in range(20):
        assert f"“bad-{number}.jpg”: This file is not a picture that we can read." in told
    assert "180 pictures are kept." in told
    assert len(Page(response).select("[data-line]")) == 180


@pytest.mark.django_db
def test_nothing_good_leaves_the_screen_with_the_reasons(editor_client):
    response = editor_client.post(SCREEN, {"original": [SimpleUploadedFile("a.svg", b"<svg/>")]})

    assert response.status_code == 400
    assert "“a.svg”: This file is not a picture" in unescape(response.content.decode())
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_no_file_at_all_is_told_beside_the_field(editor_client):
    response = editor_client.post(SCREEN)

    assert response.status_code == 400
    [error] = Page(response).select("#uploading-errors li")
    assert error.text() == "Choose a picture."


@pytest.mark.django_db
def test_script_is_answered_with_the_photo(editor_client):
    response = send_one(editor_client, good("Quay at dawn.jpg"))

    photo = Photo.objects.get()
    assert response.status_code == 201
    assert response.json()["id"] == photo.pk
    assert response.json()["thumbnail"] == photo.thumbnail_url
    assert photo.file_name == "Quay at dawn.jpg"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (None, "Choose a picture."),
        (SimpleUploadedFile("a.jpg", b""), "This file is empty."),
        (SimpleUploadedFile("a.png", picture_file().read()), "holds a JPEG picture"),
        (good(size=(900, 900)), None),
    ],
)
def test_script_is_told_why_a_file_is_refused(editor_client, file, reason):
    if reason is None:
        file = SimpleUploadedFile("half.jpg", file.read()[:900])
        reason = "damaged or incomplete"

    response = send_one(editor_client, file)

    assert response.status_code == 400
    assert reason in response.json()["errors"]["original"][0]
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_file_that_is_too_large_is_413(editor_client, monkeypatch):
    monkeypatch.setattr(darkroom, "LARGEST_FILE", 100)

    assert send_one(editor_client, good()).status_code == 413


@pytest.mark.django_db
def test_copy_of_a_picture_is_kept_and_told(editor_client):
    make_photo(file=file_of(scene(1)), caption="The quay")

    answer = send_one(editor_client, file_of(scene(1).resize((300, 200)))).json()

    assert answer["twins"] == ["Looks like “The quay”, uploaded before."]
    assert Photo.objects.count() == 2


@pytest.mark.django_db
def test_name_of_a_file_cannot_break_the_page(editor_client):
    send_one(editor_client, good("<img src=x onerror=alert(1)>\u202e.jpg"))
    send_one(editor_client, good(f"{'n' * 400}.jpg"))

    html = editor_client.get("/admin/photos/photo/").content.decode()

    assert "<img src=x" not in html
    assert max(len(photo.file_name) for photo in Photo.objects.all()) <= 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["add/", "describe/"])
def test_who_may_not_add_or_change_pictures_is_refused(client, django_user_model, path):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(reader)

    assert client.get(f"/admin/photos/photo/{path}").status_code == 403
    assert client.post(f"/admin/photos/photo/{path}", {"original": good()}).status_code == 403
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_file_that_stops_half_way_leaves_nothing_and_stops_nobody(live_server, editor_client):
    content = picture_file(size=(900, 900)).read()
    body = (
        b'--b\r\nContent-Disposition: form-data; name="original"; filename="quay.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n" + content + b"\r\n--b--\r\n"
    )
    cookie = editor_client.cookies["sessionid"].value
    token = "t" * 32
    head = (
        f"POST {SCREEN} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
        f"Cookie: sessionid={cookie}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    host, port = live_server.thread.host, live_server.thread.port

    with socket.create_connection((host, port), timeout=10) as line:
        line.sendall(head.encode() + body[: len(body) // 2])
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(100)

    assert b" 400 " in answer or answer == b""
    assert not Photo.objects.exists()
    with socket.create_connection((host, port), timeout=10) as line:
        line.sendall(head.encode() + body)
        assert b" 201 " in line.recv(100)
