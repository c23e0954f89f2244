"""What is made of a clean original: every width in every format, and crops for search engines.

The same original, focal point and rights give the same bytes from the same version of Pillow, so
that a picture made anew keeps its addresses. All widths and formats of one share a name, which
tells them from those of any other: a page has a dozen addresses of each picture, and what is
random in them cannot be packed.
"""

from hashlib import blake2b
from io import BytesIO
from typing import NamedTuple

import PIL
from PIL import Image

from photos.rights import NO_RIGHTS

# Telephones of 360 to 412 pixels show a picture 663 to 1077 wide, by how fine their screens are;
# a width just above what is needed is the fewest bytes that still look sharp.
SCREEN_WIDTHS = (160, 400, 720, 1080, 1440, 1920)
# For what knows no better: thumbnails of the desk, old browsers, feeds and search engines.
JPEG_WIDTHS = (320, 960, 1280)
# What Google asks for, beside the whole picture (Article structured data, November 2026).
CROP_RATIOS = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1)}
CROP_WIDTH = 1200  # pixels; what Google asks for in large previews
SMALLEST_CROP = 50_000  # pixels in all; Google takes none that is smaller


class Format(NamedTuple):
    name: str
    mime_type: str
    ending: str
    widths: tuple
    options: dict


# The best first: a browser takes the first that it knows. AVIF on one thread, because the number
# of threads changes its bytes.
FORMATS = (
    Format(
        "avif",
        "image/avif",
        "avif",
        SCREEN_WIDTHS,
        {"quality": 42, "speed": 8, "max_threads": 1},
    ),
    Format("webp", "image/webp", "webp", SCREEN_WIDTHS, {"quality": 78, "method": 3}),
    Format(
        "jpeg",
        "image/jpeg",
        "jpg",
        JPEG_WIDTHS,
        {"quality": 80, "progressive": True, "optimize": True},
    ),
)
*MODERN, JPEG = FORMATS


class LostOriginal(Exception):
    """The kept original cannot be read any more, so nothing can be made of it."""


class Frame(NamedTuple):
    """One view of a picture, in pixels; `shape` is a crop's ratio and "" for the whole."""

    shape: str
    width: int
    height: int
    formats: tuple

    @property
    def name(self):
        return self.shape.replace(":", "x") or str(self.width)


class Rendition(NamedTuple):
    """One derived file: what it shows, in which format, its bytes, and a hash of their origin."""

    frame: Frame
    format: Format
    content: bytes
    origin: bytes

    def path(self, secret):
        """Return its place below the media root, which only those who know `secret` can tell.

        Without a secret, whoever has the agency's picture could reckon out its address and ask
        whether we are about to publish it.
        """
        key = secret.encode()[: blake2b.MAX_KEY_SIZE]
        token = blake2b(self.origin, digest_size=16, key=key).hexdigest()
        return f"renditions/{token[:2]}/{token}-{self.frame.name}.{self.format.ending}"


def planned(width, height):
    """Return the `Frame`s to be made of a picture of this size; none is wider than it is."""
    return [*_whole(width, height), *_crops(width, height)]


def planned_at_once(width, height):
    """Return the few `Frame`s that no page can do without, quickly made: the whole as JPEG."""
    whole = _whole(width, height)
    return [frame._replace(formats=(JPEG,)) for frame in whole if JPEG in frame.formats]


def make(original, *, plan=planned, focal_point=(0.5, 0.5), rights=NO_RIGHTS):
    """Return the `Rendition`s of an original, a file; raise `LostOriginal` if it is damaged."""
    picture, size = _decoded(original)
    metadata = rights.as_metadata() | {"icc_profile": picture.info.get("icc_profile")}
    of_whole = _origin(picture, size, rights)
    of_crops = _origin(picture, size, rights, focal_point)
    renditions = []
    for frame in plan(*size):
        view = _view(picture, frame, focal_point)
        origin = of_crops if frame.shape else of_whole
        renditions += [
            Rendition(frame, format_, _encoded(view, format_, metadata), origin)
            for format_ in frame.formats
        ]
    return renditions


def _whole(width, height):
    formats_of = {}
    for format_ in FORMATS:
        widest = min(width, format_.widths[-1])
        for shown in [*(each for each in format_.widths if each < widest), widest]:
            formats_of.setdefault(shown, []).append(format_)
    for shown, formats in sorted(formats_of.items()):
        yield Frame("", shown, max(1, round(height * shown / width)), tuple(formats))


def _crops(width, height):
    for shape, (across, down) in CROP_RATIOS.items():
        unit = min(width // across, height // down, CROP_WIDTH // across)
        if across * unit * down * unit >= SMALLEST_CROP:
            yield Frame(shape, across * unit, down * unit, (JPEG,))


def _decoded(original):
    """Return the picture, perhaps already scaled down by the decoder, and its real size."""
    try:
        with Image.open(original, formats=["JPEG"]) as picture:
            size = picture.size
            picture.draft("RGB", (SCREEN_WIDTHS[-1], CROP_WIDTH))
            picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise LostOriginal(f"The original cannot be read: {error}") from error
    return picture, size


def _origin(picture, *makings):
    """Return a hash of all that decides what becomes of a picture."""
    makings = (picture.info.get("icc_profile"), *makings, FORMATS, PIL.__version__)
    return blake2b(picture.tobytes() + repr(makings).encode()).digest()


def _view(picture, frame, focal_point):
    box = _box(picture.size, CROP_RATIOS[frame.shape], focal_point) if frame.shape else None
    size = (frame.width, frame.height)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)


def _box(size, ratio, focal_point):
    """Return the largest box of a ratio that is inside, as near to the focal point as can be."""
    across = min(size[0], size[1] * ratio[0] / ratio[1])
    sides = (across, across * ratio[1] / ratio[0])
    left, top = (
        min(max(whole * focal - side / 2, 0), whole - side)
        for whole, focal, side in zip(size, focal_point, sides, strict=True)
    )
    return left, top, min(left + sides[0], size[0]), min(top + sides[1], size[1])


def _encoded(view, format_, metadata):
    target = BytesIO()
    view.save(target, format_.name, **metadata, **format_.options)
    return target.getvalue()
