"""Renditions are made after the answer; until then a story shows what there is."""

import signal
import subprocess
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from photos import developing
from photos.models import Photo
from tests import servers
from tests.factories import make_article, picture_file
from tests.page import Page

WAIT = 30  # seconds; what takes longer has failed


def upload(client, **look):
    response = client.post(
        "/admin/photos/photo/add/",
        {"original": picture_file(size=(900, 600), **look)},
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 201
    return Photo.objects.latest("pk")


def is_marked_pending(client):
    return bool(Page(client.get("/admin/photos/photo/")).select(".state[data-state=pending]"))


def formats(photo):
    photo.refresh_from_db()
    return {entry["format"] for entry in photo.renditions}


def wait_until(is_so):
    end = time.monotonic() + WAIT
    while not is_so():
        assert time.monotonic() < end, "It never happened."
        time.sleep(0.05)


@pytest.mark.django_db
def test_uploaded_photo_is_pending_and_has_its_jpegs_at_once(editor_client):
    photo = upload(editor_client)

    assert formats(photo) == {"jpeg"}
    assert photo in Photo.objects.pending()
    assert is_marked_pending(editor_client)


@pytest.mark.django_db
def test_story_with_a_pending_photo_offers_what_there_is(editor_client, client):
    photo = upload(editor_client)
    Photo.objects.update(alt="The quay")

    page = Page(client.get(make_article(lead_photo=photo).get_absolute_url()))

    assert page.select(".story__lead source") == []
    [image] = page.select(".story__lead img")
    assert client.get(image.attributes["src"]).getvalue()


@pytest.mark.django_db
def test_what_is_due_is_developed_and_pending_no_more(editor_client):
    photo = upload(editor_client)

    developing.develop_due()

    assert formats(photo) == {"avif", "webp", "jpeg"}
    assert photo.crops
    assert not Photo.objects.pending().exists()
    assert not is_marked_pending(editor_client)


@pytest.mark.django_db
def test_photo_claimed_by_a_process_that_was_killed_is_due_again(editor_client):
    photo = upload(editor_client)
    Photo.objects.update(develop_at=timezone.now() + developing.CLAIMED_FOR)

    assert developing.develop_due() == 0

    Photo.objects.update(develop_at=timezone.now() - timedelta(seconds=1))
    assert developing.develop_due() == 1
    assert formats(photo) == {"avif", "webp", "jpeg"}


@pytest.mark.django_db
def test_change_while_a_photo_is_developed_is_not_undone(editor_client):
    upload(editor_client)
    as_a_worker_read_it = Photo.objects.get()
    Photo.objects.update(credit="Ana Lens", develop_at=timezone.now())

    developing.develop(as_a_worker_read_it)

    assert Photo.objects.get().credit == "Ana Lens"
    assert Photo.objects.pending().exists()


@pytest.mark.django_db(transaction=True)
def test_laptop_develops_beside_the_pages(editor_client, settings):
    settings.PICTURES_DEVELOPED_BY = "thread"

    photo = upload(editor_client)

    wait_until(lambda: formats(photo) == {"avif", "webp", "jpeg"})
    assert not Photo.objects.pending().exists()


@pytest.mark.django_db(transaction=True)
def test_worker_develops_what_web_processes_leave_to_it(editor_client, settings):
    settings.PICTURES_DEVELOPED_BY = "worker"
    photo = upload(editor_client)
    assert formats(photo) == {"jpeg"}

    with servers.running("manage.py", "develop_photos", "--watch") as worker:
        wait_until(lambda: formats(photo) == {"avif", "webp", "jpeg"})
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(WAIT) == 0


@pytest.fixture
def small_disk(tmp_path):
    """A folder with room for two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder])
    if mounted.returncode:
        pytest.skip("Only root may make a small disk.")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.django_db(transaction=True)
def test_full_disk_is_waited_out_and_leaves_no_broken_file(editor_client, settings, small_disk):
    settings.PICTURES_DEVELOPED_BY, settings.MEDIA_ROOT = "worker", small_disk
    photo = upload(editor_client)
    files = {path for path in small_disk.rglob("*") if path.is_file()}
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4_096)

    with servers.running("manage.py", "develop_photos", "--watch") as worker:
        wait_until(lambda: Photo.objects.get().develop_at > timezone.now())
        time.sleep(1)
        assert worker.poll() is None
        assert formats(photo) == {"jpeg"}
        assert {path for path in small_disk.rglob("*") if path.is_file()} == files | {filler}

        filler.unlink()
        Photo.objects.update(develop_at=timezone.now())
        wait_until(lambda: formats(photo) == {"avif", "webp", "jpeg"})
    assert not Photo.objects.pending().exists()
