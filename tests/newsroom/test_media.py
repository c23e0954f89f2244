from http import HTTPStatus
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.factories import make_photo, picture_file

pytestmark = pytest.mark.django_db


def paths(photo):
    return [rendition["path"] for rendition in photo.renditions]


def test_every_rendition_is_served_as_what_it_is(client):
    mime_types = set()

    for path in paths(make_photo(file=picture_file(size=(700, 500)))):
        response = client.get(f"/media/{path}")
        mime_types.add(response["Content-Type"])

        assert response.status_code == HTTPStatus.OK
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response
        with Image.open(BytesIO(response.getvalue())) as picture:
            assert picture.get_format_mimetype() == response["Content-Type"]

    assert mime_types == {"image/avif", "image/webp", "image/jpeg"}


def test_original_is_never_served(client):
    photo = make_photo()

    assert client.get(f"/media/{photo.original.name}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "path",
    [
        "",
        "renditions/",
        "renditions/00/",
        "renditions/00/" + "0" * 32 + "-720.jpg",
        "renditions/00/" + "0" * 32 + ".jpg",
        "renditions/00/" + "0" * 32 + "-a.jpg",
        "renditions/secret.txt",
        "renditions/../secret.txt",
        "renditions/00/../../secret.txt",
        "renditions/%2e%2e/secret.txt",
        "renditions/..%2fsecret.txt",
        "renditions/..%5csecret.txt",
        "renditions//etc/passwd",
        "renditions/00/" + "0" * 32 + "-720.svg",
        "renditions/00/" + "0" * 32 + "-720.jpg%00",
        "secret.txt",
    ],
)
def test_nothing_else_is_served(client, settings, path):
    root = Path(settings.MEDIA_ROOT)
    (root / "renditions").mkdir(parents=True)
    for folder in (root, root / "renditions"):
        (folder / "secret.txt").write_text("the secret")

    response = client.get(f"/media/{path}")

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_rendition_cannot_be_written(client):
    path = paths(make_photo())[0]

    assert client.post(f"/media/{path}").status_code == HTTPStatus.METHOD_NOT_ALLOWED
