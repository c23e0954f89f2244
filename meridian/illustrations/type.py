"""The publication's own type, for letters in pictures."""

from functools import cache
from importlib.resources import as_file, files

from PIL import ImageFont

DISPLAY_CUT, TEXT_CUT = 72, 14  # optical sizes: fine hairlines, or strokes that carry ink


@cache
def newsreader(size, *, weight=500, italic=False, optical_size=DISPLAY_CUT):
    """Return Newsreader at a size in pixels and a weight from 200 to 800."""
    name = "Newsreader-Italic[opsz,wght].ttf" if italic else "Newsreader[opsz,wght].ttf"
    with as_file(files("fontpkg_newsreader") / "files" / name) as path:
        font = ImageFont.truetype(str(path), round(size))
    font.set_variation_by_axes([weight, optical_size])
    return font
