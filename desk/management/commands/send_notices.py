from django.core.management.base import BaseCommand, CommandError

from desk import notices
from desk.models import DueNotice
from staff import post


class Command(BaseCommand):
    help = (
        "Tells writers by e-mail that a story of theirs has appeared by its schedule, which it "
        "does without anybody pressing a button, and sends whatever other mail of the desk could "
        "not be sent at once. Run it every minute, on as many machines as you like. While the "
        "mail server does not answer, all waits for the next run, for a day."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Name the stories; tell nobody of them."
        )

    def handle(self, *, dry_run, **options):
        told = 0
        for due_notice in DueNotice.objects.due().select_related("article__section"):
            if dry_run or notices.write_of_appearance(due_notice):
                told += 1
                self.stdout.write(f"“{due_notice}” has appeared.")
        if not dry_run:
            self._send()
        would_be = "would be" if dry_run else "were"
        self.stdout.write(f"The writers of {told} stories {would_be} told.")

    def _send(self):
        try:
            post.send_waiting()
        except OSError as error:
            raise CommandError(f"The mail server does not answer: {error}") from error
