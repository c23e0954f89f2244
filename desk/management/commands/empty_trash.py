from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from desk.trash import KEPT_FOR, overdue


class Command(BaseCommand):
    help = (
        f"Deletes for good the stories that have been in the trash for {KEPT_FOR.days} days. "
        "Run it once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Name the stories; delete none of them."
        )

    def handle(self, *, dry_run, **options):
        stories = list(overdue().order_by("trashed_at", "pk"))
        for story in tqdm(stories, unit=" stories", disable=None):
            since = timezone.localdate(story.trashed_at)
            # A bar that stands in the last line would be torn by what is written past it.
            tqdm.write(f"“{story}”, in the trash since {since:%Y-%m-%d}", self.stdout, end="")
            if not dry_run:
                story.delete()
        would_be = "would be" if dry_run else "were"
        self.stdout.write(f"{len(stories)} stories {would_be} deleted.")
