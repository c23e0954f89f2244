"""Static files under names that change with their content, so that browsers keep them for ever."""

import posixpath
import re
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

# `@import url("blocks/card.css") layer(blocks);`, as in static/css/site.css.
_import = re.compile(r'@import url\("(?P<path>[^":]+)"\) layer\((?P<layer>\w+)\);')
_address = re.compile(r'url\("([^":#]+)"\)')


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # ES modules import each other by relative path; these imports get hashed names as well.
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        """Set the sheets that a style sheet imports into it, so that readers fetch one file."""
        whole_sheets = InMemoryStorage()
        for name, (storage, path) in paths.items():
            if name.endswith(".css") and _import.search(sheet := _read(storage, path)):
                whole = _with_imports(sheet, storage, path)
                whole_sheets.save(name, ContentFile(whole))
                paths = paths | {name: (whole_sheets, name)}
        yield from super().post_process(paths, dry_run, **options)


def _with_imports(sheet, storage, path):
    """Return the sheet at that path with a `@layer` of rules in place of each import."""

    def layer(found):
        imported = posixpath.join(posixpath.dirname(path), found["path"])
        rules = _moved(_read(storage, imported), posixpath.dirname(found["path"]))
        return f"@layer {found['layer']} {{\n{rules}}}"

    return _import.sub(layer, sheet)


def _moved(sheet, folder):
    """Return a sheet of that folder as it must read one level above: relative addresses change."""
    return _address.sub(
        lambda found: f'url("{posixpath.normpath(posixpath.join(folder, found[1]))}")', sheet
    )


def _read(storage, path):
    with storage.open(path) as file:
        return file.read().decode()


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
    """Return a hash of the sources, and of this file, which makes something of them."""
    digest = blake2b(Path(__file__).read_bytes(), digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
