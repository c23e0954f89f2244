"""No half-written file ever has a name that a page could list."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class Interrupted(ContentFile):
    """A file whose writer is stopped half-way."""

    def chunks(self, chunk_size=None):
        yield b"half of "
        raise KeyboardInterrupt


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_interrupted_file_leaves_nothing_behind(settings):
    with pytest.raises(KeyboardInterrupt):
        default_storage.save("renditions/00/picture.jpg", Interrupted(b"half of it"))

    assert not default_storage.exists("renditions/00/picture.jpg")
    assert files_in(settings.MEDIA_ROOT) == []


def test_whole_file_stands_under_its_name_alone(settings):
    name = default_storage.save("renditions/00/picture.jpg", ContentFile(b"all of it"))

    assert name == "renditions/00/picture.jpg"
    assert [path.read_bytes() for path in files_in(settings.MEDIA_ROOT)] == [b"all of it"]
