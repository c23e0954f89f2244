"""Take the views that wait in Redis into the database, once or every few seconds."""

import signal
from threading import Event

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections


class Command(BaseCommand):
    help = (
        "Adds the views that wait in the Redis of COUNTER_URL to the counts in the database, each "
        "exactly once. It can be killed at any moment, and several of it may run."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--watch", action="store_true", help="Stay, and drain every few seconds."
        )
        parser.add_argument(
            "--pause", type=float, default=5, help="Seconds between two drains; 5 by default."
        )

    def handle(self, *, watch, pause, **options):
        if not settings.COUNTER_URL:
            raise CommandError("COUNTER_URL is not set: views are counted in the database at once.")
        from readership import draining  # the driver of Redis is installed on servers alone

        if watch:
            self._watch(draining, pause)
        else:
            self.stdout.write(f"{draining.drain()} views are drained.")

    def _watch(self, draining, pause):
        """Drain until a signal asks to stop, and wait while Redis or the database is gone."""
        asked_to_stop = Event()
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: asked_to_stop.set())
        self.stdout.write("Waiting for views.")
        while not asked_to_stop.is_set():
            draining.try_to_drain()
            close_old_connections()
            asked_to_stop.wait(pause)
