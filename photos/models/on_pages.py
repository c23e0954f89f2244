"""What pages ask of a picture's renditions. The row describes them, so none asks the storage."""

from collections import Counter

from django.conf import settings

from photos import renditions


class OnPages:
    """For a row with `renditions`, `original`, `width`, and a focal point."""

    def srcsets(self, shape=""):
        """Yield `(MIME type, srcset)` for each modern format, the best one first.

        In a box of another shape ("3:2", "1:1") a style sheet crops the picture; each file is
        then announced as wide as the box that it fills.
        """
        folder = settings.MEDIA_URL
        for mime_type, offered in self.renditions.offers(shape, self.width):
            yield mime_type, ", ".join([f"{folder}{path} {width}w" for width, path in offered])

    def url(self, width=960):
        """Return the address of the smallest JPEG at least `width` pixels wide, else the widest."""
        jpeg = self.jpeg(width)
        return self.address_of(jpeg) if jpeg else self.original.url

    def jpeg(self, width):
        """Return the smallest whole JPEG that wide, as the manifest describes it."""
        return self.renditions.jpeg(width)

    @staticmethod
    def address_of(entry):
        """Return the address of a rendition, as the manifest describes it.

        Nothing in its name has to be quoted, and every storage has it below that address.
        """
        return settings.MEDIA_URL + entry["path"]

    @property
    def address(self):
        """The absolute address of a wide JPEG, for whoever shows the picture elsewhere."""
        return _absolute(self.url(width=1280))

    def absolute_address_of(self, entry):
        return _absolute(self.address_of(entry))

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
        return self.renditions.crops

    def counted_renditions(self):
        """Return how many files there are of each format, the best format first."""
        counted = Counter(entry["format"] for entry in self.renditions)
        names = [format_.name for format_ in renditions.FORMATS]
        return {name.upper(): counted[name] for name in names if counted[name]}


def _absolute(address):
    # Those of an object storage are absolute already.
    return settings.SITE_ADDRESS + address if address.startswith("/") else address
