from contextlib import contextmanager
from tempfile import TemporaryFile
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from newsroom import environment, static_files


class Command(BaseCommand):
    help = "Brings database, demo, static files and first account up to date, before `make run`."

    def handle(self, **options):
        try:
            self._prepare()
        except KeyboardInterrupt:
            raise SystemExit("\nStopped. Nothing is lost: `make run` goes on from here.") from None

    def _prepare(self):
        _make_media_folder()
        with self._step("Database"):
            _migrate()
        if environment.flag("DEMO", default=True):
            with self._step("Demo", ending="\n"):
                call_command("load_demo", once=True, stdout=self.stdout)
        with self._step("Static files"):
            if not static_files.are_collected():
                static_files.collect()
        call_command("create_first_editor", stdout=self.stdout)

    @contextmanager
    def _step(self, name, ending=""):
        """Announce a step and then its time; `ending` parts it from what it prints itself."""
        began = monotonic()
        self.stdout.write(f"{name} … ", ending=ending)
        self.stdout.flush()
        yield
        self.stdout.write(f"ready in {monotonic() - began:.1f} s")


def _make_media_folder():
    folder = settings.MEDIA_ROOT
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CommandError(
            f"MEDIA_ROOT: pictures cannot be kept in {folder} ({error.strerror})."
        ) from None


def _migrate():
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        raise CommandError(f"DATABASE_URL: the database cannot be used: {error}") from None
