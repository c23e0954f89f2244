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
# Comments, but no licences, which begin with an exclamation mark; what sets lines in; their ends.
_for_developers = re.compile(r"/\*(?!!).*?\*/\s*|(?<=\n)\s+|(?<=[{};,])\n\s*", re.DOTALL)
_address = re.compile(r'url\("([^":#]+)"\)')

# Readers' pages load this script alone. The desk's stay many: its staff comes with a full cache.
READERS_SCRIPT = "js/reader.js"
# `import "./reader/views.js";` or `import { recall } from "./memory.js";`, on lines of their own.
_module = re.compile(r'^import (?:\{[^}]*\} from )?"(\./[^"]+)";\n', re.MULTILINE)
# Comments that have lines to themselves, and what sets lines in: no text of ours has two lines.
_comment = re.compile(r"^[ \t]*(?:/\*(?!!).*?\*/|//[^\n]*)\n|^[ \t]+", re.MULTILINE | re.DOTALL)
_export = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # ES modules import each other by relative path; these imports get hashed names as well.
    support_js_module_import_aggregation = True

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.addresses = {}

    def url(self, name, force=False):
        # As Django's, which takes each address apart and puts it together again.
        key = name, force or not settings.DEBUG
        if key not in self.addresses:
            self.addresses[key] = super().url(name, force)
        return self.addresses[key]

    def post_process(self, paths, dry_run=False, **options):
        """Set what a style sheet or the readers' script imports into it: readers fetch one file."""
        self.addresses.clear()
        whole_files = InMemoryStorage()
        for name, (storage, path) in paths.items():
            if whole := _whole(name, storage, path):
                whole_files.save(name, ContentFile(whole))
                paths = paths | {name: (whole_files, name)}
        yield from super().post_process(paths, dry_run, **options)


def _whole(name, storage, path):
    """Return the file with its imports set into it, or None if it stays as it is."""
    if name == READERS_SCRIPT:
        return _comment.sub("", _joined(storage, path, set()))
    if name.endswith(".css") and _import.search(sheet := _read(storage, path)):
        return _for_developers.sub("", _with_imports(sheet, storage, path))
    return None


def _joined(storage, path, joined):
    """Return the script at that path after all that it imports and is not yet `joined`.

    A module that exports nothing becomes a block, with names of its own. What others export is
    shared by all under its one name.
    """
    joined.add(path)
    script = _read(storage, path)
    imports = [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), found))
        for found in _module.findall(script)
    ]
    before = [_joined(storage, each, joined) for each in imports if each not in joined]
    own = _module.sub("", script)
    own = _export.sub("", own) if _export.search(own) else f"{{\n{own}}}\n"
    return "".join([*before, own])


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
