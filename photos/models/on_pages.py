"""What pages ask of a picture's renditions. The row describes them, so none asks the storage."""

from collections import Counter
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import storages

from photos import renditions

SMALLEST_ON_PAGES = 400  # pixels; to offer smaller ones would weigh more than they save
LARGEST_PORTRAIT = 400  # pixels; portraits are 160 wide at most, on the finest screens


class OnPages:
    """For a row with `renditions`, `original`, `width`, and a focal point."""

    def srcsets(self, shape=""):
        """Yield `(MIME type, srcset)` for each modern format, the best one first.

        In a box of another shape ("3:2", "1:1") a style sheet crops the picture; each file is
        then announced as wide as the box that it fills.
        """
        address = storages["default"].url
        for format_ in renditions.MODERN:
            if candidates := self._candidates(format_, shape):
                srcset = [f"{address(entry['path'])} {width}w" for width, entry in candidates]
                yield format_.mime_type, ", ".join(srcset)

    def _candidates(self, format_, shape):
        """Return `(width, entry)` of what browsers may choose from; portraits have tiny ones."""
        across, down = (int(side) for side in shape.split(":")) if shape else (0, 0)
        candidates = {
            _filled_width(entry, across, down): entry for entry in self._whole_in(format_)
        }
        if shape == "1:1":
            return [each for each in candidates.items() if each[0] <= LARGEST_PORTRAIT]
        narrowest = min(SMALLEST_ON_PAGES, self.width)
        return [each for each in candidates.items() if each[1]["width"] >= narrowest]

    def url(self, width=960):
        """Return the address of the smallest JPEG at least `width` pixels wide, else the widest."""
        jpeg = self.jpeg(width)
        return self.address_of(jpeg) if jpeg else self.original.url

    def jpeg(self, width):
        """Return the smallest whole JPEG that wide, as the manifest describes it."""
        candidates = self._whole_in(renditions.JPEG)
        wide_enough = [entry for entry in candidates if entry["width"] >= width]
        return next(iter(wide_enough or candidates[-1:]), None)

    @staticmethod
    def address_of(entry):
        """Return the address of a rendition, as the manifest describes it."""
        return storages["default"].url(entry["path"])

    @property
    def address(self):
        """The absolute address of a wide JPEG, for whoever shows the picture elsewhere."""
        return urljoin(settings.SITE_ADDRESS, self.url(width=1280))

    @property
    def thumbnail_url(self):
        return self.url(width=320)

    @property
    def focal_step_x(self):
        """Return the focal point in tenths: style sheets know eleven places on each axis."""
        return round(self.focal_x * 10)

    @property
    def focal_step_y(self):
        return round(self.focal_y * 10)

    @property
    def crops(self):
        """The JPEGs that are cropped around the focal point, as the manifest describes them."""
        return [entry for entry in self.renditions if "shape" in entry]

    def counted_renditions(self):
        """Return how many files there are of each format, the best format first."""
        counted = Counter(entry["format"] for entry in self.renditions)
        names = [format_.name for format_ in renditions.FORMATS]
        return {name.upper(): counted[name] for name in names if counted[name]}

    def _whole_in(self, format_):
        name = format_.name
        return [
            entry for entry in self.renditions if entry["format"] == name and "shape" not in entry
        ]


def _filled_width(entry, across, down):
    """Return how wide a box of that shape, if it has any, is filled by a rendition, in pixels."""
    if not across:
        return entry["width"]
    return max(1, min(entry["width"], round(entry["height"] * across / down)))
