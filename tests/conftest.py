import fcntl
from contextlib import contextmanager
from functools import partial

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connections
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from meridian.management.commands import load_demo
from newsroom import static_files
from tests import browser
from tests.drawings import studio_that_keeps

# How fast a busy machine thinks of examples, and goes through them, says nothing about us.
hypothesis_settings.register_profile(
    "newsroom", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("newsroom")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep SQLite in a file: in memory all threads of the live server share one connection.

    Then a page's second request stumbles over the transaction of its first.
    """
    database = connections["default"]
    if database.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        database.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_quick():
    """A real one takes half a second, for each of the editors that a thousand tests make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _pictures_are_developed_within_the_request(settings):
    """Leave no thread behind a test. Where nothing is committed, pictures stay pending."""
    settings.PICTURES_DEVELOPED_BY = "request"


@pytest.fixture(autouse=True)
def _pages_are_made_for_each_request(settings):
    """Let tests see what they changed within a transaction, and count the queries of each page.

    tests/edition turns the page cache on.
    """
    settings.PAGE_CACHE = False


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Tests need no collected static files; the browser tests serve the sources."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def shared_folder(request, tmp_path_factory):
    """Give folders for what takes long to make, by name: all processes of this run share them.

    `with shared_folder("drawings") as folder:` waits as long as another process has it.
    """
    is_one_of_many = hasattr(request.config, "workerinput")
    temporary = tmp_path_factory.getbasetemp()
    above = temporary.parent if is_one_of_many else temporary

    @contextmanager
    def open_folder(name):
        folder = above / name
        folder.mkdir(exist_ok=True)
        with (above / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder

    return open_folder


@pytest.fixture(scope="session")
def collected_once(shared_folder):
    with (
        shared_folder("staticfiles") as folder,
        override_settings(STATIC_ROOT=folder, STORAGES=settings.STORAGES),
    ):
        if not static_files.are_collected():
            static_files.collect()
    return folder


@pytest.fixture
def collected(settings, collected_once):
    """The folder of static files as readers get them: joined, and named by their content."""
    settings.STATIC_ROOT = collected_once
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsroom.static_files.HashedStaticFiles"}
    }
    return collected_once


@pytest.fixture(scope="session")
def drawn_once(shared_folder):
    """Let `load_demo` draw no picture that it drew before in this run, in whichever process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load_demo, "studio", partial(studio_that_keeps, shared_folder))
        yield


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("editor", password="correct horse")


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture(scope="session")
def chromium():
    with browser.launched() as running:
        yield running


@pytest.fixture
def browser_page(chromium, live_server):
    """A page in a real Chromium; `browser_page.complaints` is what its console said."""
    page = browser.open_page(chromium, viewport={"width": 1440, "height": 1000})
    yield page
    page.context.close()
