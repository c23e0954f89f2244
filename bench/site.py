"""A newsroom to measure: its settings, its demo publication, and nothing of anybody else's."""

import os
import secrets

import django
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from newsroom import static_files

SLUG = "kim-putin-meeting"
CHIEF = "bench"


def environment(folder):
    """Return the settings of a newsroom that keeps everything in a folder."""
    return {
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_ADDRESS": "http://127.0.0.1:8000",
        "DEBUG": "0",
        "PAGE_CACHE": "0",
        # The load stands for many readers behind a proxy.
        "PROXIES_IN_FRONT": "1",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def prepare():
    """Set Django up by the environment."""
    django.setup()
    if not static_files.are_collected():
        static_files.collect()


def load_stories():
    """Fill the newsroom with the demo publication if it is empty; return the story to measure."""
    prepare()
    call_command("migrate", verbosity=0)
    published = apps.get_model("articles.Article").objects.published()
    if not published.exists():
        call_command("load_demo")
    return published.get(slug=SLUG)


def chief():
    """Return a client who is signed in as a chief editor."""
    accounts = apps.get_model("auth.User").objects
    user = accounts.filter(username=CHIEF).first() or accounts.create_superuser(CHIEF)
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(user)
    return client


def cores():
    """Return the core that servers have, and the core that the load has."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        print("There is one core only: load and server share it, and the figures are rough.")
    return cores[0], cores[-1]
