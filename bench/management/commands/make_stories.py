"""Fill a benchmark's database with invented stories, to see what a large archive does to speed."""

import random
from pathlib import Path
from time import monotonic

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from articles.models import Article, Part
from bench.archive import ROWS, Archive
from bench.bulk import go_on_counting
from edition import watched
from search import index

BATCH = 5_000  # stories in one transaction
# A paper that brings out so many has a million stories after twenty years.
STORIES_A_DAY = 140
MARK = "bench"


class Command(BaseCommand):
    help = (
        "Fills the database with invented stories: three parts and 150 words each, with bylines, "
        "tags, sources, views, and the photos that are there already. Only for a database whose "
        f"name has “{MARK}” in it."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, metavar="NUMBER", help="How many stories to make.")
        parser.add_argument(
            "--seed", type=int, default=1, help="The same seed makes the same stories (default 1)."
        )
        parser.add_argument(
            "--a-day",
            type=int,
            default=STORIES_A_DAY,
            metavar="NUMBER",
            help=f"How many came out each day until now (default {STORIES_A_DAY}).",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be made, and change nothing."
        )
        parser.add_argument(
            "--yes", action="store_true", help="Fill this database, whatever its name is."
        )

    def handle(self, *, number, seed, a_day, dry_run, yes, **options):
        if number < 1 or a_day < 1:
            raise CommandError("NUMBER and --a-day must be at least 1.")
        name = Path(str(connection.settings_dict["NAME"])).name
        if not (yes or MARK in name):
            raise CommandError(
                f"The database {name} is not a benchmark's: its name has no “{MARK}” in it. "
                "Nobody could tell the invented stories from real ones afterwards. Name another "
                f"by DATABASE_URL, such as sqlite:////tmp/{MARK}.sqlite3, and migrate it; or say "
                "--yes to fill this one."
            )
        plan = f"{number:,} stories of {-(-number // a_day):,} days in {name}"
        if dry_run:
            self.stdout.write(f"Would make {plan}; it has {Article.objects.count():,} now.")
            return
        began = monotonic()
        self.stdout.write(f"Makes {plan}.")
        self._make(number, seed, a_day)
        self.stdout.write(f"All is done after {monotonic() - began:,.0f} s.")

    def _make(self, number, seed, a_day):
        archive = Archive(random.Random(seed))
        with transaction.atomic():
            cast = archive.gather_cast(number)
        if not cast.photos:
            self.stdout.write("There are no photos: load the demo first for stories with photos.")
        with index.lifted(), watched.lifted():
            batch = []
            stories = archive.stories(number, cast=cast, now=timezone.now(), a_day=a_day)
            rows = tqdm(stories, total=number, unit=" stories", disable=None)
            for made, story in enumerate(rows, start=1):
                batch.append(story)
                if len(batch) == BATCH or made == number:
                    _insert(batch)
                    batch = []
        call_command("rebuild_search", fast=True)


@transaction.atomic
def _insert(stories):
    for model, table in ROWS.items():
        table.insert([row for story in stories for row in story[model]])
    go_on_counting([Article, Part])
