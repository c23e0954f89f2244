"""The command that makes what is missing, and nothing else."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from photos.models import Photo
from tests.factories import make_photo, picture_file

pytestmark = pytest.mark.django_db


def develop_photos(**options):
    output = StringIO()
    call_command("develop_photos", stdout=output, **options)
    return output.getvalue()


def photo_of_older_days():
    """Return a photo from before there were AVIF and crops."""
    photo = make_photo(file=picture_file(size=(700, 500)))
    photo.renditions = [
        entry for entry in photo.renditions if entry["format"] != "avif" and "shape" not in entry
    ]
    photo.save()
    return photo


def test_formats_and_crops_that_are_missing_are_made_once():
    whole, older = make_photo(), photo_of_older_days()

    first, second = develop_photos(), develop_photos()

    older.refresh_from_db()
    assert {entry["format"] for entry in older.renditions} == {"avif", "webp", "jpeg"}
    assert [entry["shape"] for entry in older.crops] == ["16:9", "4:3", "1:1"]
    assert Photo.objects.get(pk=whole.pk).renditions == whole.renditions
    assert "1 photos are developed anew" in first
    assert "0 photos are developed anew" in second


def test_lost_files_come_back_under_the_same_addresses(settings):
    photo = make_photo()
    files = {Path(settings.MEDIA_ROOT) / entry["path"] for entry in photo.renditions}
    for file in files:
        file.unlink()

    develop_photos()

    assert all(file.is_file() for file in files)
    assert Photo.objects.get().renditions == photo.renditions


def test_dry_run_counts_and_changes_nothing():
    older = photo_of_older_days()

    output = develop_photos(dry_run=True)

    assert "1 photos would be developed anew" in output
    assert Photo.objects.get().renditions == older.renditions


def test_damaged_and_missing_originals_are_named_and_the_others_developed(settings):
    damaged, missing, older = (photo_of_older_days() for _ in range(3))
    (Path(settings.MEDIA_ROOT) / damaged.original.name).write_bytes(b"damaged")
    (Path(settings.MEDIA_ROOT) / missing.original.name).unlink()

    with pytest.raises(CommandError, match=f"stay as they are: {damaged.pk}, {missing.pk}$"):
        develop_photos()

    assert Photo.objects.get(pk=damaged.pk).renditions == damaged.renditions
    assert Photo.objects.get(pk=older.pk).crops


def test_all_develops_every_photo():
    make_photo()

    assert "1 photos are developed anew" in develop_photos(all=True)
