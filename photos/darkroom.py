"""From an uploaded file to a clean original: judge, decode, turn upright, encode anew.

Nothing of the uploaded bytes survives but the pixels, the colour profile and whose picture it is,
so neither a place hidden in EXIF nor a script hidden behind the picture reaches a reader.
"""

import secrets
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from photos import likeness, metadata
from photos.metadata import Particulars
from photos.rights import Rights

LARGEST_FILE = 25 * 1024 * 1024  # bytes; a 50-megapixel JPEG straight from a camera
LARGEST_SIDE = 16_383  # pixels; what WebP can hold
LARGEST_AREA = 60_000_000  # pixels; about 240 MB of memory while decoding
SMALLEST_SIDE = 40  # pixels; below that it is an icon or a tracking dot

# What we take, with the endings that a file of that format may honestly have.
ACCEPTED_FORMATS = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "AVIF": {".avif"},
}
# Phones put a second picture, of the depth, behind the JPEG; the first is the photo.
_REALLY = {"MPO": "JPEG"}
LARGEST_PROFILE = 100_000  # bytes; a larger colour profile would outweigh the small renditions
_ORIGINAL_OPTIONS = {"quality": 93, "subsampling": 0}


class NotAPicture(ValidationError):
    """The file cannot be taken; the message tells the person who uploaded it why."""


class Developed(NamedTuple):
    """What came out of the darkroom: the clean original, its size, what the file said of it.

    `fingerprint` tells whether it looks like another; see `likeness`.
    """

    original: ContentFile
    width: int
    height: int
    particulars: Particulars
    fingerprint: str


def unguessable_path(_photo, _filename):
    """Name an original by chance, so that nobody finds a picture before it is published."""
    token = secrets.token_hex(16)
    return f"originals/{token[:2]}/{token}.jpg"


def develop(file):
    """Return a `Developed` picture for an uploaded file; raise `NotAPicture` if there is none."""
    picture, particulars = _decode(file)
    rights = Rights(particulars.credit, copyright=particulars.copyright)
    content = BytesIO()
    picture.save(content, "JPEG", **picture.info, **rights.as_metadata(), **_ORIGINAL_OPTIONS)
    original = ContentFile(content.getvalue(), name="original.jpg")
    fingerprint = likeness.fingerprint(picture)
    return Developed(original, picture.width, picture.height, particulars, fingerprint)


def _decode(file):
    _refuse_large_file(file)
    try:
        with Image.open(file, formats=list(ACCEPTED_FORMATS)) as picture:
            _refuse_dishonest_name(file.name, _REALLY.get(picture.format, picture.format))
            _refuse_large_picture(*picture.size)
            particulars = metadata.read(picture)
            upright = ImageOps.exif_transpose(picture)
            upright.load()
    except UnidentifiedImageError:
        raise NotAPicture(
            _("This file is not a picture that we can read. Send a JPEG, PNG, WebP or AVIF.")
        ) from None
    except Image.DecompressionBombError:
        raise NotAPicture(_("This picture has far too many pixels to be opened safely.")) from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        raise NotAPicture(
            _("This picture is damaged or incomplete. Export it again and send the new file.")
        ) from None
    return _only_what_is_seen(upright), particulars


def _refuse_large_file(file):
    if file.size > LARGEST_FILE:
        raise NotAPicture(
            _("This file has %(size)d MB; a picture may have %(largest)d MB at most."),
            params={"size": file.size / 1_048_576, "largest": LARGEST_FILE // 1_048_576},
        )


def _refuse_large_picture(width, height):
    if max(width, height) > LARGEST_SIDE or width * height > LARGEST_AREA:
        raise NotAPicture(
            _(
                "This picture is %(width)s × %(height)s pixels; at most %(side)s a side and "
                "%(area)d megapixels can be taken. Scale it down first."
            ),
            params={
                "width": intcomma(width),
                "height": intcomma(height),
                "side": intcomma(LARGEST_SIDE),
                "area": LARGEST_AREA // 1_000_000,
            },
        )
    if min(width, height) < SMALLEST_SIDE:
        raise NotAPicture(
            _("This picture is %(width)d × %(height)d pixels; it needs %(side)d a side at least."),
            params={"width": width, "height": height, "side": SMALLEST_SIDE},
        )


def _refuse_dishonest_name(name, real_format):
    ending = PurePath(name or "").suffix.lower()
    if ending and ending not in ACCEPTED_FORMATS[real_format]:
        raise NotAPicture(
            _(
                "This file is called “%(ending)s” but holds a %(format)s picture. Give it its real "
                "ending and send it again."
            ),
            params={"ending": ending, "format": real_format},
        )


def _only_what_is_seen(picture):
    """Return the picture as RGB, transparent parts white, with its colour profile alone."""
    profile = picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA") else None
    if profile and len(profile) > LARGEST_PROFILE:
        profile = None
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: without this all but the darkest would become white.
        picture = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    flat = picture.convert("RGB")
    flat.info = {"icc_profile": profile}
    return flat
