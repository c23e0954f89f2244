"""Files that no photo needs any more: of deleted photos, and former ones of those that changed.

Pages that are kept somewhere may still name them, so they stay for a while. Of a file alone nobody
can tell since when it is a stray: it is noted at first sight, and goes at a later one. A file of an
upload that is not stored yet is noted as well, and forgotten when a photo names it.
"""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from photos.models import Photo, StrayFile

KEPT_FOR = timedelta(days=90)
FOLDERS = ("originals", "renditions")


def former_of(photo, *, before):
    """Return the paths of the files that a photo has not had since before a day."""
    return {path for path, day in photo.former_paths.items() if day < before.isoformat()}


def forget(photo, paths):
    """Remove former files of a photo, unless it was changed meanwhile."""
    kept = {path: day for path, day in photo.former_paths.items() if path not in paths}
    if Photo.objects.filter(pk=photo.pk, former_paths=photo.former_paths).update(former_paths=kept):
        for path in paths:
            default_storage.delete(path)


def named_hashes():
    """Return the hashes of all paths that photos name; of three million they fit into memory.

    Two paths with one hash would keep a stray, and remove nothing that is needed.
    """
    photos = Photo.objects.only("original", "renditions", "former_paths").order_by()
    return {
        hash(path)
        for photo in photos.iterator(chunk_size=500)
        for path in (photo.original.name, *photo.public_paths())
    }


def folders():
    """Return the folders that hold pictures, as paths below the media root."""
    found = []
    for top in FOLDERS:
        try:
            below, _files = default_storage.listdir(top)
        except FileNotFoundError:
            continue
        found += [top, *(f"{top}/{name}" for name in sorted(below))]
    return found


def strays_in(folder, named):
    """Return the paths of the files in a folder whose hashes are not among the named."""
    _folders, files = default_storage.listdir(folder)
    paths = (f"{folder}/{name}" for name in files)
    return [path for path in paths if hash(path) not in named]


def known_before(paths, *, moment):
    """Return which of the paths were strays already at a moment."""
    known = set(StrayFile.objects.filter(found_at__lt=moment).values_list("path", flat=True))
    return sorted(known.intersection(paths))


def note(paths):
    """Note all strays that there are now, each since when it was first seen."""
    noted = set(StrayFile.objects.values_list("path", flat=True))
    for path in noted.difference(paths):
        StrayFile.objects.filter(path=path).delete()
    rows = [StrayFile(path=path, found_at=timezone.now()) for path in paths if path not in noted]
    StrayFile.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
