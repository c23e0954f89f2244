import pytest

from tests import browser


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Tests need no collected static files; the browser tests serve the sources."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


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
