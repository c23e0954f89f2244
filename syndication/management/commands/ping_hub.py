from datetime import timedelta
from http.client import HTTPException

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from syndication import websub


class Command(BaseCommand):
    help = (
        "Tells the WebSub hub of WEBSUB_HUB which feeds have something new. Run it every few "
        "minutes: a scheduled story appears by itself, without anybody pressing a button."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--minutes",
            type=int,
            default=10,
            help="How far to look back. Twice the time between two runs misses nothing; a hub "
            "that is told twice finds nothing new the second time. Default: 10.",
        )

    def handle(self, *, minutes, **options):
        hub = settings.WEBSUB_HUB
        if not hub:
            raise CommandError("WEBSUB_HUB is not set, so there is no hub to be told.")
        if minutes < 1:
            raise CommandError(f"--minutes must be at least 1, not {minutes}.")
        topics = websub.new_topics(timezone.now() - timedelta(minutes=minutes))
        if topics:
            self._ping(hub, topics)
        self.stdout.write(f"{len(topics)} feeds have something new.")

    def _ping(self, hub, topics):
        try:
            websub.ping(hub, topics)
        except (OSError, HTTPException) as error:
            raise CommandError(f"{hub} was not told: {error}") from None
