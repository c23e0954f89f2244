"""The media folder on a disk. An object storage has the same manners by itself."""

import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.encoding import filepath_to_uri


class WholeFiles(FileSystemStorage):
    """A file has its name only when all of it is written, whatever kills the process meanwhile."""

    def url(self, name):
        # As Django's, which resolves each name against the base as if it might lead elsewhere: a
        # front page has a hundred of them.
        return self.base_url + filepath_to_uri(name).lstrip("/")

    def _save(self, name, content):
        partial = f"{name}.{secrets.token_hex(8)}.partial"
        try:
            super()._save(partial, content)
            Path(self.path(partial)).replace(self.path(name))
        except BaseException:
            Path(self.path(partial)).unlink(missing_ok=True)
            raise
        return name
