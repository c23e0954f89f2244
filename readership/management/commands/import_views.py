from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from readership import older_totals


class Command(BaseCommand):
    help = (
        "Takes over the totals of views that an older site had counted, from a CSV file with the "
        "columns “address” and “views”. They are added to what is counted here; the same file read "
        "twice counts once."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The path of the CSV file, in UTF-8.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be taken over; change nothing."
        )

    def handle(self, *, file, dry_run, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                totals, refusals = older_totals.read(tqdm(lines, unit=" lines", disable=None))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except older_totals.Unreadable as error:
            raise CommandError(str(error)) from error
        if not dry_run:
            older_totals.keep(totals)
        would_be = "would be" if dry_run else "are"
        self.stdout.write(
            f"{sum(totals.values()):,} views of {len(totals):,} stories {would_be} taken over."
        )
        if refusals:
            raise CommandError("These lines were left out:\n" + "\n".join(refusals))
