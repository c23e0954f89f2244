"""Index every story anew. The index keeps itself; this is for what no trigger saw."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from search import index


class Command(BaseCommand):
    help = (
        "Indexes every public story anew, while readers go on searching. Needed after the "
        "stories were changed with the triggers lifted, such as by a data migration."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what is out of step, and change nothing."
        )

        parser.add_argument(
            "--fast",
            action="store_true",
            help="Be done in half the time on PostgreSQL; until then searches are slow.",
        )

    def handle(self, *, dry_run, fast, **options):
        missing, surplus = index.out_of_step()
        self.stdout.write(
            f"{missing} published stories are not in the index; "
            f"{surplus} stories are in it that should not be."
        )
        if dry_run:
            return
        with tqdm(unit=" steps", disable=None) as bar:
            for done, total in index.rebuild_all(is_fast=fast):
                bar.total = total
                bar.update(done - bar.n)
        self.stdout.write(f"The index holds {index.size()} stories.")
