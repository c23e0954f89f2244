"""Make the files of photos that lack some, once or as they are uploaded."""

import signal
from threading import Event

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from photos.developing import develop, try_to_develop_due
from photos.models import Photo

PAUSE = 2  # seconds between two looks at the queue


class Command(BaseCommand):
    help = (
        "Makes the files of photos anew where some are missing, as after an update that added a "
        "format, or with a backup of originals alone. It can be stopped and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="Make those of every photo anew, missing or not."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many photos lack files; make none."
        )
        parser.add_argument(
            "--watch",
            action="store_true",
            help="Stay, develop each photo soon after its upload, and remove the files of those "
            "whose licence is over. Set PICTURES_DEVELOPED_BY=worker for the web processes.",
        )

    def handle(self, *, dry_run, watch, **options):
        if watch:
            self._watch()
            return
        photos = self._to_develop(everything=options["all"])
        if dry_run:
            self.stdout.write(f"{len(photos)} photos would be developed anew.")
            return
        lost = []
        for pk in tqdm(photos, unit=" photos", disable=None):
            photo = Photo.objects.filter(pk=pk).first()
            if photo and not develop(photo):
                lost.append(pk)
        self.stdout.write(f"{len(photos) - len(lost)} photos are developed anew.")
        if lost:
            raise CommandError(
                "The originals of these photos are damaged or missing, so they stay as they are: "
                + ", ".join(str(pk) for pk in lost)
            )

    def _watch(self):
        """Work until a signal asks to stop, and then finish the photo that is being developed."""
        asked_to_stop = Event()
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: asked_to_stop.set())
        self.stdout.write("Waiting for photos.")
        while not asked_to_stop.is_set():
            if done := try_to_develop_due(stops=asked_to_stop.is_set):
                self.stdout.write(f"{done} photos are developed.")
            asked_to_stop.wait(PAUSE)

    def _to_develop(self, *, everything):
        photos = Photo.objects.order_by("pk").defer("alt", "caption", "credit")
        return [
            photo.pk
            for photo in photos.iterator(chunk_size=500)
            if everything or photo.develop_at or photo.lacks_renditions()
        ]
