"""Tell a CDN which pages are over."""

import json
import time
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from edition.present import READ_EVERY, present
from edition.replica import reading_from, sources

ALL = "page"
# Told at once, a CDN could fetch the former page from a process that has not looked yet.
ALL_HAVE_LOOKED = 2 * READ_EVERY  # seconds
LONGEST_WAIT = 10  # seconds


class Command(BaseCommand):
    help = (
        "Tells the CDN at CDN_PURGE_ADDRESS to forget pages: those with the given names, such as "
        "article-kim-putin-meeting or section-world, or all of them. With --watch it goes on, and "
        "tells it of each new Edition and of each scheduled change at its moment."
    )

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", help="none stand for all pages")
        parser.add_argument("--watch", action="store_true", help="go on until stopped")

    def handle(self, names, watch, **options):
        if not settings.CDN_PURGE_ADDRESS:
            raise CommandError("CDN_PURGE_ADDRESS is not set, so there is nobody to be told.")
        if not watch:
            self._purge(names or [ALL])
            return
        if names:
            raise CommandError("With --watch all pages are meant: leave the names away.")
        told = None
        while True:
            told = self._tell_if_new(told)
            time.sleep(READ_EVERY)

    def _tell_if_new(self, told):
        """Return which Edition the CDN knows of now."""
        try:
            with reading_from(sources()[0]):
                edition = present()
            if edition is None or (edition.number, edition.ends_at) == told:
                return told
            time.sleep(ALL_HAVE_LOOKED)
            self._purge([ALL])
        except (CommandError, DatabaseError) as error:
            # What could not be told is told at the next look.
            self.stderr.write(str(error))
            connections.close_all()
            return told
        return edition.number, edition.ends_at

    def _purge(self, names):
        request = Request(
            settings.CDN_PURGE_ADDRESS,
            json.dumps({"tags": names}).encode(),
            {
                "Content-Type": "application/json",
                "Surrogate-Key": " ".join(names),
                "Authorization": f"Bearer {settings.CDN_PURGE_KEY}",
                "Fastly-Key": settings.CDN_PURGE_KEY,
                "User-Agent": "newsroom",
            },
            method="POST",
        )
        try:
            with urlopen(request, timeout=LONGEST_WAIT):
                self.stdout.write(f"The CDN was told to forget {' '.join(names)}.")
        except (OSError, HTTPException) as error:
            raise CommandError(f"The CDN was not told: {error}") from None
