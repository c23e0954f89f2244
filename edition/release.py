"""What tells pages of one release of the site from those of another, in a cache that both share."""

from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

# These are written into pages, or decide how something in them is written.
SETTINGS = (
    "SITE_ADDRESS",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "MEDIA_URL",
    "STATIC_URL",
    "OFFLINE_READING",
    "WEBSUB_HUB",
)


@cache
def release():
    """Return 32 hexadecimal digits that change with code, templates, translations and settings."""
    digest = blake2b(digest_size=16)
    folders = [Path(app.path) for app in apps.get_app_configs() if _is_ours(app)]
    files = chain.from_iterable(
        folder.rglob(pattern)
        for folder in (*folders, settings.BASE_DIR / "templates")
        for pattern in ("*.py", "*.html", "*.mo")
    )
    for file in sorted(files):
        digest.update(file.read_bytes())
    static = getattr(staticfiles_storage, "manifest_hash", "")
    values = [getattr(settings, name) for name in SETTINGS]
    digest.update(repr((django.VERSION, static, values)).encode())
    return digest.hexdigest()


def _is_ours(app):
    return Path(app.path).parent == settings.BASE_DIR
