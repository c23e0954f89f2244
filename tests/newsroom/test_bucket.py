"""Pictures in an S3 bucket: Amazon's own library speaks to a server that keeps what it is sent."""

import os
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from newsroom import environment
from photos.models import Photo
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            sent = b"".join(_chunks(sent))
        self.server.kept[self.path] = (sent, self.headers)
        self.answer(HTTPStatus.OK)

    def do_GET(self):
        if kept := self.server.kept.get(self.path):
            self.answer(HTTPStatus.OK, kept[0])
        else:
            self.answer(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self):
        self.server.kept.pop(self.path, None)
        self.answer(HTTPStatus.NO_CONTENT)

    def answer(self, status, content=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *arguments):
        pass


def _chunks(sent):
    """Yield the parts of a body that is sent with its checksum after it."""
    while sent:
        size, _, sent = sent.partition(b"\r\n")
        length = int(size.partition(b";")[0], 16)
        if not length:
            return
        yield sent[:length]
        sent = sent[length + 2 :]


@pytest.fixture
def bucket(settings, monkeypatch):
    if not find_spec("storages"):
        if os.environ.get("REQUIRE_SERVERS") == "1":
            pytest.fail("django-storages is not installed.")
        pytest.skip("django-storages is not installed.")
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.kept = {}
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("MEDIA_BUCKET", "news-media")
        monkeypatch.setenv("MEDIA_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        default = environment.bucket("MEDIA_BUCKET", "https://cdn.example/pictures/")
        settings.STORAGES = settings.STORAGES | {"default": default}
        yield server
        server.shutdown()


def test_picture_is_kept_in_the_bucket_and_shown_from_its_address(bucket, client):
    photo = make_photo()
    article = make_article(lead_photo=photo)

    page = client.get(article.get_absolute_url()).content.decode()

    paths = {entry["path"] for entry in photo.renditions}
    shown = set(re.findall(r"https://cdn\.example/pictures/([\w/.]+)", page))
    assert {f"/news-media/{path}" for path in paths} < bucket.kept.keys()
    assert shown
    assert shown <= paths
    content, headers = bucket.kept[f"/news-media/{shown.pop()}"]
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(content) > 100


def test_lost_renditions_are_made_of_the_original_in_the_bucket(bucket):
    photo = make_photo()
    lost = {path: kept for path, kept in bucket.kept.items() if "/renditions/" in path}
    for path in lost:
        del bucket.kept[path]

    call_command("develop_photos", verbosity=0)

    assert {path: bucket.kept[path][0] for path in lost} == {
        path: content for path, (content, _) in lost.items()
    }
    assert Photo.objects.get().renditions == photo.renditions


@pytest.mark.parametrize(
    ("name", "media_url", "told"),
    [
        ("News Media", "https://cdn.example/", "MEDIA_BUCKET must be a bucket's name"),
        ("news-media", "media/", "MEDIA_URL must be the address of the bucket"),
    ],
)
def test_bucket_that_cannot_be_used_stops_the_start(monkeypatch, name, media_url, told):
    monkeypatch.setenv("MEDIA_BUCKET", name)

    with pytest.raises(ImproperlyConfigured, match=told):
        environment.bucket("MEDIA_BUCKET", media_url)
