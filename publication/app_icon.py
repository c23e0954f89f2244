"""The publication's sign on a home screen: the first letter of its name, drawn with Pillow."""

import logging
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from photos import lettering

INK, PAPER = "#16181d", "#ffffff"  # as in static/favicon.svg
ROUNDING = 5 / 32  # of a side
LETTER, SAFE_LETTER = 0.72, 0.5  # of a side
# File names: pixels a side, and whether phones may cut it into a shape of their own.
ICONS = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable.png": (512, True),
    "apple-touch-icon.png": (180, True),
}

log = logging.getLogger(__name__)


@lru_cache(maxsize=len(ICONS))
def draw(name, language, file_name):
    """Return one of the ICONS of a publication as the bytes of a PNG."""
    side, is_cut = ICONS[file_name]
    icon = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(icon)
    pen.rounded_rectangle([0, 0, side - 1, side - 1], 0 if is_cut else side * ROUNDING, fill=INK)
    try:
        letter = _letter(name, language, round(side * (SAFE_LETTER if is_cut else LETTER)))
        at = ((side - letter.width) // 2, (side - letter.height) // 2)
        icon.paste(PAPER, at, letter)
    except lettering.MissingFont as missing:
        log.warning("The icon of “%s” has no letter. %s", name, missing)
    content = BytesIO()
    icon.save(content, "PNG", optimize=True)
    return content.getvalue()


def _letter(name, language, size):
    """Return the first letter of a name as a mask without margins, so that it can be centred."""
    first = lettering.words(lettering.drawable(name)[:1].upper())
    mask = Image.new("L", (4 * size, 4 * size))
    pen = ImageDraw.Draw(mask)
    lettering.draw_line(pen, first, at=(size, 2 * size), size=size, language=language, fill=255)
    return mask.crop(mask.getbbox())
