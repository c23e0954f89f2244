"""The command that removes what no photo needs any more, and nothing that a page may still name."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from photos import darkroom
from photos.models import Photo
from tests.factories import make_photo, picture_file

pytestmark = pytest.mark.django_db


def remove_strays(*, after=0, **options):
    """Run the command some days from now, and return what it said."""
    output = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=after)):
        call_command("remove_strays", stdout=output, **options)
    return output.getvalue()


def files():
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def named():
    return {
        path
        for photo in Photo.objects.all()
        for path in (photo.original.name, *photo.public_paths())
    }


def replace(photo):
    photo.keep(darkroom.develop(picture_file(colour="navy")))
    photo.save()


def test_files_of_a_deleted_photo_go_after_their_time():
    make_photo()
    gone = make_photo(file=picture_file(colour="navy"))
    theirs = {gone.original.name, *gone.public_paths()}
    gone.delete()

    remove_strays()
    early = remove_strays(after=89)
    assert theirs <= files()
    late = remove_strays(after=91)

    assert f"0 strays were removed; {len(theirs)} strays are kept" in early
    assert f"{len(theirs)} strays were removed; 0 strays are kept" in late
    assert files() == named()


def test_former_files_of_a_replaced_picture_go_after_their_time():
    photo = make_photo()
    before = {photo.original.name, *photo.public_paths()}
    replace(photo)

    remove_strays()
    remove_strays(after=89)
    assert before <= files()
    remove_strays(after=91)

    assert not before & files()
    photo.refresh_from_db()
    assert photo.former_paths == {}
    assert files() == named()


def test_file_is_kept_from_its_last_change_on():
    """What was replaced long after its upload may stand on a page of yesterday."""
    photo = make_photo()
    before = photo.public_paths()

    with time_machine.travel(timezone.now() + timedelta(days=200)):
        replace(photo)
    remove_strays(after=201)

    assert before <= files()


def test_file_of_an_upload_under_way_is_forgotten_once_a_photo_names_it():
    photo = make_photo()
    Photo.objects.filter(pk=photo.pk).update(former_paths={}, renditions=[], original="x")
    remove_strays()
    photo.save()

    remove_strays(after=50)
    Photo.objects.filter(pk=photo.pk).update(former_paths={}, renditions=[], original="x")
    remove_strays(after=100)

    assert photo.public_paths() <= files()


def test_dry_run_says_how_many_and_removes_none():
    photo = make_photo()
    theirs = {photo.original.name, *photo.public_paths()}
    photo.delete()
    remove_strays()

    said = remove_strays(after=91, dry_run=True)

    assert f"{len(theirs)} strays would be removed" in said
    assert files() == theirs


def test_days_may_be_fewer_but_never_none():
    make_photo().delete()
    remove_strays()

    remove_strays(after=3, days=2)

    assert files() == set()
    with pytest.raises(CommandError, match="one day at least"):
        remove_strays(days=0)
