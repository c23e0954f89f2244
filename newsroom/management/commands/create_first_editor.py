import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

NAME = "editor"
# Without letters and digits that look alike in print.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_SIZE = 4, 4  # sixteen characters, about 79 bits


class Command(BaseCommand):
    help = "Makes the account “editor” and prints its password, if nobody can sign in yet."

    def handle(self, **options):
        users = get_user_model().objects
        if users.filter(is_staff=True).exists():
            return
        if users.filter(username=NAME).exists():
            raise CommandError(
                f"“{NAME}” is there, but may not sign in. Make it staff, or remove it."
            )
        password = _password()
        # The account is kept only if its password was printed, wherever we are stopped.
        with transaction.atomic():
            users.create_superuser(NAME, password=password)
            self.stdout.write(_slip(password))
            self.stdout.flush()


def _password():
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_SIZE)) for _ in range(GROUPS))
    return "-".join(groups)


def _slip(password):
    lines = [
        "Sign in at /admin/ and write the first story.",
        "",
        f"Name:      {NAME}",
        f"Password:  {password}",
        "",
        "The password is shown this once. To set another:",
        f".venv/bin/python manage.py changepassword {NAME}",
    ]
    width = max(map(len, lines))
    rows = [f"│  {line:{width}}  │" for line in lines]
    edge = "─" * (width + 4)
    return "\n".join(["", f"┌{edge}┐", *rows, f"└{edge}┘", ""])
