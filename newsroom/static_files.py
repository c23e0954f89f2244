"""Static files under names that change with their content, so that browsers keep them for ever."""

from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # ES modules import each other by relative path; these imports get hashed names as well.
    support_js_module_import_aggregation = True


def are_collected():
    """Tell whether the collected files were made of exactly the sources that are there now."""
    return _stamp().exists() and _stamp().read_text() == _fingerprint()


def collect():
    """Collect all static files anew, so that one left half-written when we were stopped goes."""
    fingerprint = _fingerprint()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    _stamp().write_text(fingerprint)


def _stamp():
    return Path(settings.STATIC_ROOT) / ".sources"


def _fingerprint():
    digest = blake2b(digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
