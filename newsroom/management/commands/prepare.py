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
            with self._step("Demo"):
                call_command("load_demo", once=True, stdout=self.stdout)
        if not static_files.are_collected():
            with self._step("Static files"):
                static_files.collect()
        call_command("create_first_editor", stdout=self.stdout)

    @contextmanager
    def _step(self, name):
        began = monotonic()
        self.stdout.write(f"{name}: working")
        yield
        self.stdout.write(f"{name}: ready in {monotonic() - began:.1f} s")
