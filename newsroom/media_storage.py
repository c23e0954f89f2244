"""The media folder on a disk. An object storage has the same manners by itself."""

import re
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.encoding import filepath_to_uri

_is_plain = re.compile(r"[\w/.-]+", re.ASCII).fullmatch


class WholeFiles(FileSystemStorage):
    """A file has its name only when all of it is written, whatever kills the process meanwhile."""

    def url(self, name):
        # As Django's, which resolves each name against the base as if it might lead elsewhere, and
        # quotes what needs it not: a front page has a hundred of them.
        plain = name if _is_plain(name) else filepath_to_uri(name)
        return self.base_url + plain.lstrip("/")

    def _save(self, name, content):
        partial = f"{name}.{secrets.token_hex(8)}.partial"
        try:
            super()._save(partial, content)
            Path(self.path(partial)).replace(self.path(name))
        except BaseException:
            Path(self.path(partial)).unlink(missing_ok=True)
            raise
        return name
