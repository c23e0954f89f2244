import pytest


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
