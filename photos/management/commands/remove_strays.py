"""Remove the files of pictures that no photo needs any more."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from photos import strays
from photos.models import Photo


class Command(BaseCommand):
    help = (
        "Removes the files of deleted photos, and those that photos had before they were replaced "
        f"or changed, {strays.KEPT_FOR.days} days after. Pages that are kept somewhere may name "
        "them until then. Run it once a day: what no photo names is noted by one run and removed "
        "by a later one."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=strays.KEPT_FOR.days,
            help="How long such files are kept; at least one day.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many files would go; remove none."
        )

    def handle(self, *, days, dry_run, **options):
        if days < 1:
            raise CommandError("Files are kept for one day at least: an upload may be under way.")
        moment = timezone.now() - timedelta(days=days)
        former = self._former(moment, dry_run)
        found = self._strays()
        over = strays.known_before(found, moment=moment)
        if not dry_run:
            for path in tqdm(over, unit=" files", disable=None):
                default_storage.delete(path)
            strays.note(found.difference(over))
        would_be = "would be" if dry_run else "were"
        self.stdout.write(
            f"{former} former files and {len(over)} strays {would_be} removed; "
            f"{len(found) - len(over)} strays are kept for now."
        )

    def _former(self, moment, dry_run):
        number = 0
        photos = Photo.objects.exclude(former_paths={}).only("former_paths").order_by("pk")
        for photo in tqdm(photos.iterator(chunk_size=500), unit=" photos", disable=None):
            paths = strays.former_of(photo, before=timezone.localdate(moment))
            number += len(paths)
            if paths and not dry_run:
                strays.forget(photo, paths)
        return number

    def _strays(self):
        named = strays.named_hashes()
        return {
            path
            for folder in tqdm(strays.folders(), unit=" folders", disable=None)
            for path in strays.strays_in(folder, named)
        }
