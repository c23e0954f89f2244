from http.client import HTTPException

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from syndication import indexnow, websub
from syndication.pings import tell_news, unheard


class Command(BaseCommand):
    help = (
        "Tells the WebSub hub of WEBSUB_HUB which feeds have something new, and search engines by "
        "INDEXNOW_ENDPOINT which stories appeared, changed or went. Run it every few minutes: a "
        "scheduled story appears by itself, without anybody pressing a button. Who could not be "
        "told is told at the next run."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say who would be told what; tell nobody."
        )

    def handle(self, *, dry_run, **options):
        services = [
            (settings.WEBSUB_HUB, websub, "feeds"),
            (settings.INDEXNOW_ENDPOINT, indexnow, "stories"),
        ]
        if not any(address for address, _, _ in services):
            raise CommandError(
                "Neither WEBSUB_HUB nor INDEXNOW_ENDPOINT is set, so there is nobody to be told."
            )
        failures = []
        for address, service, what in services:
            if address and dry_run:
                news = unheard(address, service)
                lines = [f"{address} would be told of {len(news)} {what}.", *news]
                self.stdout.write("\n  ".join(lines))
            elif address:
                try:
                    number = tell_news(address, service)
                except (OSError, HTTPException) as error:
                    failures.append(f"{address} was not told: {error}")
                else:
                    self.stdout.write(f"{address} was told of {number} {what}.")
        if failures:
            raise CommandError("\n".join(failures))
