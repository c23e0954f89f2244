from contextlib import contextmanager
from time import monotonic

from django.core.management import call_command
from django.core.management.base import BaseCommand

from newsroom import environment, static_files


class Command(BaseCommand):
    help = "Brings database, demo, static files and first account up to date, before `make run`."

    def handle(self, **options):
        try:
            self._prepare()
        except KeyboardInterrupt:
            raise SystemExit("\nStopped. Nothing is lost: `make run` goes on from here.") from None

    def _prepare(self):
        with self._step("Database"):
            call_command("migrate", verbosity=0, interactive=False)
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
