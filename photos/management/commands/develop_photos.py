from django.core.management.base import BaseCommand, CommandError

from photos.models import Photo
from photos.renditions import LostOriginal


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

    def handle(self, *, dry_run, **options):
        photos = self._to_develop(everything=options["all"])
        if dry_run:
            self.stdout.write(f"{len(photos)} photos would be developed anew.")
            return
        lost = []
        for number, pk in enumerate(photos, start=1):
            if not self._develop(pk):
                lost.append(pk)
            self._show_progress(number, len(photos))
        self.stdout.write(f"{len(photos) - len(lost)} photos are developed anew.")
        if lost:
            raise CommandError(
                "The originals of these photos are damaged or missing, so they stay as they are: "
                + ", ".join(str(pk) for pk in lost)
            )

    def _to_develop(self, *, everything):
        photos = Photo.objects.order_by("pk").only("width", "height", "renditions")
        return [
            photo.pk
            for photo in photos.iterator(chunk_size=500)
            if everything or photo.lacks_renditions()
        ]

    def _develop(self, pk):
        """Make and describe the renditions of a photo; say whether its original could be read."""
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            return True
        try:
            photo.remake()
        except LostOriginal:
            return False
        # When somebody changed the photo meanwhile, their renditions are the right ones.
        unchanged = {name: getattr(photo, name) for name in ("original", *Photo.SHAPED_BY)}
        Photo.objects.filter(pk=pk, **unchanged).update(renditions=photo.renditions)
        return True

    def _show_progress(self, number, total):
        if self.stdout.isatty():
            bar = "█" * (24 * number // total)
            self.stdout.write(f"\r{bar:░<24} {number}/{total} ", ending="")
        elif number % 10 == 0:
            self.stdout.write(f"{number} of {total} photos")
        self.stdout.flush()
