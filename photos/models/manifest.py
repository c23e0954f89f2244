"""What a picture's row says of its renditions; each page that shows the picture asks the same."""

import json
from functools import cached_property, lru_cache

from django.db import models

from photos import renditions

SMALLEST_ON_PAGES = 400  # pixels; to offer smaller ones would weigh more than they save
LARGEST_PORTRAIT = 400  # pixels; portraits are 160 wide at most, on the finest screens
REMEMBERED = 100  # manifests, of some ten kilobytes each; a front page shows forty pictures


class Manifest(list):
    """Renditions, each a dictionary of its `format`, its `width` and `height` in pixels, its `path`
    in the media folder, and its `shape` ("16:9") if it is cropped around the focal point.

    Rows that say the same share one, so that it is read once: nobody changes it.
    """

    def __init__(self, entries=()):
        super().__init__(entries)
        self._offers = {}

    @cached_property
    def crops(self):
        """The JPEGs that are cropped around the focal point."""
        return [entry for entry in self if "shape" in entry]

    @cached_property
    def _whole(self):
        whole = {format_.name: [] for format_ in renditions.FORMATS}
        for entry in self:
            if "shape" not in entry:
                whole[entry["format"]].append(entry)
        return whole

    def jpeg(self, width):
        """Return the smallest whole JPEG that wide, else the widest, or None if there is none."""
        candidates = self._whole[renditions.JPEG.name]
        wide_enough = [entry for entry in candidates if entry["width"] >= width]
        return next(iter(wide_enough or candidates[-1:]), None)

    def offers(self, shape, narrowest):
        """Return `(MIME type, [(width, path), …])` of each modern format, the best one first.

        Widths are those of the box of that shape ("3:2", "") that a file fills. To a square are
        offered those that are large enough for portraits, to others those from `narrowest` on.
        """
        key = shape, narrowest
        if key not in self._offers:
            self._offers[key] = list(self._offered(shape, narrowest))
        return self._offers[key]

    def _offered(self, shape, narrowest):
        across, down = (int(side) for side in shape.split(":")) if shape else (0, 0)
        for format_ in renditions.MODERN:
            whole = self._whole[format_.name]
            filled = {_filled_width(entry, across, down): entry for entry in whole}
            candidates = [
                (width, entry["path"])
                for width, entry in filled.items()
                if (
                    width <= LARGEST_PORTRAIT
                    if shape == "1:1"
                    else entry["width"] >= min(SMALLEST_ON_PAGES, narrowest)
                )
            ]
            if candidates:
                yield format_.mime_type, candidates


class ManifestField(models.JSONField):
    def from_db_value(self, value, expression, connection):
        # What a query joins may not be there.
        return None if value is None else _read(value)


@lru_cache(maxsize=REMEMBERED)
def _read(text):
    return Manifest(json.loads(text))


def _filled_width(entry, across, down):
    """Return how wide a box of that shape, if it has any, is filled by a rendition, in pixels."""
    if not across:
        return entry["width"]
    return max(1, min(entry["width"], round(entry["height"] * across / down)))
