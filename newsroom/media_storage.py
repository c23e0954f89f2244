"""The media folder on a disk. An object storage has the same manners by itself."""

import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A file has its name only when all of it is written, whatever kills the process meanwhile."""

    def _save(self, name, content):
        partial = f"{name}.{secrets.token_hex(8)}.partial"
        try:
            super()._save(partial, content)
            Path(self.path(partial)).replace(self.path(name))
        except BaseException:
            Path(self.path(partial)).unlink(missing_ok=True)
            raise
        return name
