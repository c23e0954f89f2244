"""What comes out of the darkroom is clean and upright."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from photos import darkroom, renditions
from tests.factories import make_photo, picture_file

EXIF_ORIENTATION, EXIF_ARTIST, EXIF_GPS = 0x0112, 0x013B, 0x8825


def picture_with_exif(tags, **look):
    picture = Image.open(picture_file(**look))
    exif = picture.getexif()
    for tag, value in tags.items():
        exif[tag] = value
    content = BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return ContentFile(content.getvalue(), name="camera.jpg")


def opened(content):
    return Image.open(BytesIO(content))


def test_place_is_forgotten_and_maker_is_remembered():
    upload = picture_with_exif(
        {EXIF_ARTIST: "Ana Example", EXIF_GPS: {1: "N", 2: (48.0, 12.0, 0.0)}}
    )

    developed = darkroom.develop(upload)

    content = developed.original.read()
    assert developed.particulars.credit == "Ana Example"
    assert b"Ana Example" in content
    for derived in [content, *(each.content for each in renditions.make(developed.original))]:
        assert EXIF_GPS not in opened(derived).getexif()


@pytest.mark.parametrize("octets", ["José Ñandú".encode(), "José Ñandú".encode("latin-1")])
def test_makers_name_keeps_its_letters_in_either_encoding(octets):
    developed = darkroom.develop(picture_with_exif({EXIF_ARTIST: octets}))

    assert developed.particulars.credit == "José Ñandú"


def test_picture_is_turned_upright():
    upload = picture_with_exif({EXIF_ORIENTATION: 6}, size=(400, 300))

    developed = darkroom.develop(upload)

    assert (developed.width, developed.height) == (300, 400)


def test_bytes_hidden_behind_the_picture_are_gone():
    upload = picture_file()
    upload = ContentFile(upload.read() + b"<script>alert(1)</script>", name="picture.jpg")

    developed = darkroom.develop(upload)

    assert b"<script>" not in developed.original.read()


def test_transparency_becomes_white():
    content = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(content, "PNG")

    developed = darkroom.develop(ContentFile(content.getvalue(), name="logo.png"))

    assert opened(developed.original.read()).getpixel((50, 50)) == (255, 255, 255)


def test_photo_of_a_phone_with_a_second_picture_behind_it_is_taken():
    content = BytesIO()
    first, second = (Image.new("RGB", (400, 300), colour) for colour in ("teal", "white"))
    first.save(content, "MPO", save_all=True, append_images=[second])

    developed = darkroom.develop(ContentFile(content.getvalue(), name="phone.jpg"))

    assert (developed.width, developed.height) == (400, 300)


def test_moving_picture_becomes_its_first_frame():
    content = BytesIO()
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue")]
    frames[0].save(content, "WEBP", save_all=True, append_images=frames[1:], lossless=True)

    developed = darkroom.develop(ContentFile(content.getvalue(), name="moving.webp"))

    red, _, blue = opened(developed.original.read()).getpixel((50, 50))
    assert red > 250
    assert blue < 5


def test_sixteen_bit_greys_keep_their_tones():
    content = BytesIO()
    Image.new("I;16", (100, 100), 128 * 256).save(content, "PNG")

    developed = darkroom.develop(ContentFile(content.getvalue(), name="scan.png"))

    assert opened(developed.original.read()).getpixel((50, 50))[0] in range(125, 132)


def test_picture_for_print_becomes_one_for_screens():
    content = BytesIO()
    Image.new("CMYK", (100, 100), (0, 255, 255, 0)).save(content, "JPEG")

    developed = darkroom.develop(ContentFile(content.getvalue(), name="print.jpg"))

    original = opened(developed.original.read())
    assert original.mode == "RGB"
    assert original.getpixel((50, 50))[0] > 200


def test_makers_name_is_cleared_of_control_characters():
    developed = darkroom.develop(picture_with_exif({EXIF_ARTIST: "Ana\0\x07  Example\n"}))

    assert developed.particulars.credit == "Ana Example"


def test_enormous_colour_profile_is_left_out():
    upload = picture_file()
    content = BytesIO()
    Image.open(upload).save(content, "JPEG", icc_profile=b"p" * (darkroom.LARGEST_PROFILE + 1))

    developed = darkroom.develop(ContentFile(content.getvalue(), name="picture.jpg"))

    assert "icc_profile" not in opened(developed.original.read()).info


def test_damaged_picture_of_any_format_raises_nothing_but_a_refusal():
    for format_, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")):
        whole = picture_file(format=format_).read()
        for start in range(0, len(whole), max(1, len(whole) // 40)):
            damaged = whole[:start] + b"\xff" * 8 + whole[start + 8 :]
            with suppress(darkroom.NotAPicture):
                darkroom.develop(ContentFile(damaged, name=f"damaged.{ending}"))


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a/*" + picture_file().read(),
        picture_file(format="GIF").read(),
        picture_file(format="TIFF").read(),
        picture_file(format="BMP").read(),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n",
    ],
)
def test_other_formats_are_refused_whatever_they_are_called(content):
    with pytest.raises(darkroom.NotAPicture, match="not a picture that we can read"):
        darkroom.develop(ContentFile(content, name="picture.jpg"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jpg", b"not a picture", "not a picture that we can read"),
        ("a.jpg", b"", "not a picture that we can read"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that we can read"),
        ("a.jpg", picture_file(format="PNG").read(), "holds a PNG picture"),
        ("a.exe", picture_file().read(), "holds a JPEG picture"),
        ("a.jpg", picture_file(size=(800, 800)).read()[:900], "damaged or incomplete"),
        ("a.png", picture_file(format="PNG", size=(30, 30)).read(), "30 × 30 pixels"),
        ("a.jpg", picture_file().read() + b"\0" * darkroom.LARGEST_FILE, "may have 25 MB at most"),
    ],
)
def test_what_is_no_good_picture_is_refused_with_the_reason(name, content, message):
    with pytest.raises(darkroom.NotAPicture, match=message):
        darkroom.develop(ContentFile(content, name=name))


def test_enormous_picture_is_refused_before_it_is_decoded():
    upload = picture_file("wide.png", size=(50_000, 50), format="PNG")

    with pytest.raises(darkroom.NotAPicture, match="50,000 × 50 pixels"):
        darkroom.develop(upload)


@pytest.mark.django_db
def test_original_has_a_name_that_nobody_can_guess():
    first, second = make_photo(), make_photo()

    assert first.original.name != second.original.name
    assert len(first.original.name.rsplit("/", 1)[1]) == len("0" * 32 + ".jpg")
