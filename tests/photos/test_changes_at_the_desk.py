"""A new focal point, credit or licence reaches the files; a damaged original loses nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from photos.developing import develop_due
from photos.models import Photo
from tests.factories import make_photo, picture_file

pytestmark = pytest.mark.django_db


def send(client, photo, **changes):
    """Send the form as a browser does: with what it showed beside what is in it now."""
    words = {
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
        "licence": photo.licence,
        "focal_x": photo.focal_x,
        "focal_y": photo.focal_y,
    }
    shown = {f"initial-{name}": value for name, value in words.items()}
    rows = {
        "attributions-TOTAL_FORMS": 0,
        "attributions-INITIAL_FORMS": 0,
    }
    address = f"/admin/photos/photo/{photo.pk}/change/"
    response = client.post(address, words | shown | rows | changes)
    assert response.status_code == 302
    develop_due()
    photo.refresh_from_db()
    return client.get(address).content.decode()


def two_colours(size=(1500, 500)):
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    content = BytesIO()
    picture.save(content, "JPEG")
    content.name, content.size = "flag.jpg", len(content.getvalue())
    return content


def whole(photo):
    return [entry for entry in photo.renditions if "shape" not in entry]


def read(settings, entry):
    return Image.open(BytesIO((Path(settings.MEDIA_ROOT) / entry["path"]).read_bytes()))


def test_new_focal_point_moves_the_crops_and_leaves_the_rest(editor_client, settings):
    photo = make_photo(file=two_colours(), focal_x=0.1)
    before = photo.renditions

    send(editor_client, photo, focal_x=0.9)

    red, _, blue = read(settings, photo.crops[2]).getpixel((250, 250))
    assert blue > 240 > 20 > red
    assert whole(photo) == [entry for entry in before if "shape" not in entry]


def test_new_credit_and_licence_are_written_into_every_file(editor_client, settings):
    photo = make_photo(credit="Wrong")

    send(editor_client, photo, credit="Ana Lens", licence="cc-by-4.0")

    for entry in photo.renditions:
        xmp = read(settings, entry).info["xmp"].decode()
        assert "Ana Lens" in xmp
        assert "https://creativecommons.org/licenses/by/4.0/" in xmp
        assert "Wrong" not in xmp


def test_new_caption_leaves_the_files_alone(editor_client, settings):
    photo = make_photo()
    before = photo.renditions
    (Path(settings.MEDIA_ROOT) / photo.original.name).unlink()

    html = send(editor_client, photo, caption="The quay")

    assert photo.caption == "The quay"
    assert photo.renditions == before
    assert "kept original" not in html
    assert "Being developed" not in html


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"damaged")])
def test_words_are_saved_and_old_files_stay_when_the_original_is_lost(
    editor_client, settings, harm
):
    photo = make_photo()
    before = photo.renditions
    harm(Path(settings.MEDIA_ROOT) / photo.original.name)

    html = send(editor_client, photo, credit="Ana Lens", focal_x=0)

    assert (photo.credit, photo.focal_x) == ("Ana Lens", 0)
    assert photo.renditions == before
    assert "The kept original is damaged or missing" in html


def test_new_file_mends_a_lost_original(editor_client, settings):
    photo = make_photo()
    (Path(settings.MEDIA_ROOT) / photo.original.name).unlink()
    html = send(editor_client, photo, credit="Ana Lens")
    assert "The kept original is damaged or missing" in html

    editor_client.post(
        f"/admin/photos/photo/{photo.pk}/replace/", {"original": picture_file(size=(900, 600))}
    )
    develop_due()

    photo.refresh_from_db()
    assert (photo.width, photo.has_lost_original) == (900, False)
    assert b"Ana Lens" in read(settings, photo.crops[0]).info["xmp"]
    assert Photo.objects.count() == 1
