"""Pictures in an S3 bucket: Amazon's own library speaks to a server that keeps what it is sent."""

import os
import re
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from io import StringIO
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from newsroom import environment
from photos.models import Photo
from tests.factories import make_article, make_photo, picture_file

pytestmark = pytest.mark.django_db
BUCKET = "/news-media/"
LONGEST_LIST = 2  # entries in one answer; Amazon's are a thousand


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            sent = b"".join(_chunks(sent))
        self.server.kept[self.path] = (sent, self.headers)
        self.answer(HTTPStatus.OK)

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path in (BUCKET, BUCKET.rstrip("/")):
            asked = {name: value for name, [value] in parse_qs(address.query).items()}
            self.answer(HTTPStatus.OK, self.list(**asked).encode())
        elif kept := self.server.kept.get(self.path):
            self.answer(HTTPStatus.OK, kept[0])
        else:
            self.answer(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self):
        self.server.kept.pop(self.path, None)
        self.answer(HTTPStatus.NO_CONTENT)

    def list(self, prefix="", delimiter="", marker="", **_others):
        """Return as much as one answer holds of what stands after the marker (ListObjects)."""
        keys = (path.removeprefix(BUCKET) for path in self.server.kept)
        entries = {}
        for key in sorted(key for key in keys if key.startswith(prefix)):
            head, separator, _ = key[len(prefix) :].partition(delimiter or "\0")
            entries[prefix + head + separator] = bool(separator)
        after = [(name, is_folder) for name, is_folder in entries.items() if name > marker]
        shown, is_more = after[:LONGEST_LIST], len(after) > LONGEST_LIST
        self.server.lists_cut += is_more
        return (
            '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<IsTruncated>{str(is_more).lower()}</IsTruncated>"
            + (f"<NextMarker>{escape(shown[-1][0])}</NextMarker>" if is_more else "")
            + "".join(
                f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>"
                if is_folder
                else f"<Contents><Key>{escape(name)}</Key></Contents>"
                for name, is_folder in shown
            )
            + "</ListBucketResult>"
        )

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
        server.kept, server.lists_cut = {}, 0
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("MEDIA_BUCKET", "news-media")
        monkeypatch.setenv("MEDIA_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        settings.MEDIA_URL = "https://cdn.example/pictures/"
        default = environment.bucket("MEDIA_BUCKET", settings.MEDIA_URL)
        settings.STORAGES = settings.STORAGES | {"default": default}
        yield server
        server.shutdown()


def test_picture_is_kept_in_the_bucket_and_shown_from_its_address(bucket, client):
    photo = make_photo()
    article = make_article(lead_photo=photo)

    page = client.get(article.get_absolute_url()).content.decode()

    paths = {entry["path"] for entry in photo.renditions}
    shown = set(re.findall(r"https://cdn\.example/pictures/([\w/.-]+)", page))
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


def remove_strays(*, after, **options):
    """Run the command some days from now, and return what it said."""
    output = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=after)):
        call_command("remove_strays", stdout=output, **options)
    return output.getvalue()


def paths_of(photo):
    return {f"{BUCKET}{path}" for path in (photo.original.name, *photo.public_paths())}


def test_files_that_no_photo_needs_are_removed_from_the_bucket(bucket):
    stays, goes = make_photo(), make_photo(file=picture_file(colour="navy"))
    theirs = paths_of(goes)
    goes.delete()

    noted = remove_strays(after=0)
    dry = remove_strays(after=91, dry_run=True)
    assert bucket.kept.keys() == paths_of(stays) | theirs
    done = remove_strays(after=91)

    assert f"0 strays were removed; {len(theirs)} strays are kept" in noted
    assert f"{len(theirs)} strays would be removed" in dry
    assert f"{len(theirs)} strays were removed; 0 strays are kept" in done
    assert bucket.kept.keys() == paths_of(stays)
    assert bucket.lists_cut


def test_bucket_without_a_picture_has_no_strays(bucket):
    assert "0 strays were removed; 0 strays are kept" in remove_strays(after=0)


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
