"""Copies of a picture are found, whatever was done to their files; other pictures are not."""

import random
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from photos import likeness
from photos.models import Photo
from tests.factories import make_photo

pytestmark = pytest.mark.django_db


def scene(seed, size=(600, 400)):
    """Return a picture of random shapes, always the same for a number."""
    chance = random.Random(seed)
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for _ in range(14):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        grey = chance.randrange(256)
        pen.ellipse([left, top, left + 200, top + 160], fill=(grey, grey, 255 - grey))
    return picture


def file_of(picture, format="JPEG", **options):
    content = BytesIO()
    picture.save(content, format, **options)
    return ContentFile(content.getvalue(), name=f"scene.{format.lower()}")


COPIES = {
    "smaller": lambda picture: file_of(picture.resize((240, 160))),
    "compressed": lambda picture: file_of(picture, quality=20),
    "of another format": lambda picture: file_of(picture, "WEBP"),
    "in grey": lambda picture: file_of(picture.convert("L")),
    "brighter": lambda picture: file_of(picture.point(lambda value: min(255, value * 1.05))),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_copy_of_a_picture_is_found(copy):
    first = make_photo(file=file_of(scene(1)))
    for other in range(2, 12):
        make_photo(file=file_of(scene(other)))

    second = make_photo(file=copy(scene(1)))

    assert second.twins() == [first]


def test_pictures_too_plain_to_be_told_apart_are_no_twins():
    for colour in ("teal", "white"):
        make_photo(file=file_of(Image.new("RGB", (400, 300), colour)))

    assert [photo.twins() for photo in Photo.objects.all()] == [[], []]


@pytest.mark.parametrize("bits", range(8))
def test_every_fingerprint_up_to_six_bits_away_is_found_and_none_farther(bits):
    first = make_photo(file=file_of(scene(1)))
    second = make_photo(file=file_of(scene(2)))
    chance = random.Random(bits)

    for _ in range(20):
        flips = sum(1 << bit for bit in chance.sample(range(64), bits))
        near = f"{int(first.fingerprint, 16) ^ flips:016x}"
        found = Photo.objects.exclude(pk=second.pk).looking_like(near)
        assert found == ([first] if bits <= likeness.NEAR else [])
