from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from desk import notices
from desk.models import DueNotice


class Command(BaseCommand):
    help = (
        "Tells writers by e-mail that a story of theirs has appeared by its schedule, which it "
        "does without anybody pressing a button. Run it every minute, on as many machines as you "
        "like. While the mail server does not answer, all waits for the next run."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Name the stories; tell nobody of them."
        )

    def handle(self, *, dry_run, **options):
        due_notices = list(DueNotice.objects.due().select_related("article__section"))
        if due_notices and not dry_run:
            _knock()
        told = 0
        for due_notice in due_notices:
            if dry_run or notices.tell_of_appearance(due_notice, warn=self.stderr.write):
                told += 1
                self.stdout.write(f"“{due_notice}” has appeared.")
        would_be = "would be" if dry_run else "were"
        self.stdout.write(f"The writers of {told} stories {would_be} told.")


def _knock():
    """Raise CommandError unless the mail server answers."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise CommandError(f"The mail server does not answer: {error}") from error
    finally:
        connection.close()
