"""The printing press: plates are drawn in black and grey, then printed in two inks on paper."""

from functools import cache
from math import cos, pi
from random import Random
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1500, 1000  # the drawing board, in units; every motif draws on it
BLEED = 16  # units drawn beyond the trim, so that a plate out of register leaves no bare edge
OVERSAMPLING = 2  # plates are drawn larger than they are printed, which smooths every edge

PAPER_COLOUR = (244, 238, 226)
KEY_COLOUR = (24, 25, 30)
ACCENT_COLOURS = {
    "red": (140, 29, 24),
    "blue": (29, 63, 114),
    "green": (13, 100, 80),
    "violet": (85, 55, 138),
    "amber": (154, 74, 18),
    "teal": (11, 102, 128),
}

TINT_COLOURS = {  # the accent thinned with white; cleaner than a plain mix, which goes grey
    "red": (250, 198, 182),
    "blue": (178, 207, 243),
    "green": (180, 226, 205),
    "violet": (215, 199, 248),
    "amber": (251, 212, 160),
    "teal": (174, 222, 236),
}

GRAIN_TILE = 512  # pixels; large enough that nobody sees it repeat
ACCENT_SCREEN = (
    13,
    1,
    1,
)  # dot spacing in plate pixels at 1500 x 1000, then the screen's slope: 45 degrees
KEY_SCREEN = (12, 3, 1)  # 18 degrees, far enough from the accent's to avoid moire
FINEST_DOTS = 5  # plate pixels; closer dots would only be grey
SCREEN_CONTRAST = 8  # how hard the edge of a dot is; needs screen values in 16..239 to hold
NOTHING, SOLID = 0, 255


class Ink(NamedTuple):
    """What to lay down on each plate, 0 to 1; None leaves that plate as it is."""

    tint: float | None = None
    accent: float | None = None
    key: float | None = None


PAPER = Ink(0, 0, 0)
TINT = Ink(1, 0, 0)
ACCENT = Ink(0, 1, 0)
BLACK = Ink(0, 0, 1)
KEY = Ink(None, None, 1)  # black over whatever lies there; BLACK clears its place first


def accent_tone(tone):
    """Return the accent screened to a tone between 0 (bare paper) and 1 (solid)."""
    return Ink(0, tone, 0)


def shadow(tone):
    """Return black dots of that tone, printed over whatever is there."""
    return Ink(None, None, tone)


class Sheet:
    """One picture in the making: three greyscale plates of the board and its bleed.

    Coordinates are units of the board: (0, 0) top left, (WIDTH, HEIGHT) bottom right.
    """

    def __init__(self, *, accent, rng, scale=1.0):
        self.accent = accent
        self.rng = rng
        self.scale = scale
        self.mirrored = False
        self.coarseness = 1  # how many times larger than usual the key's dots are
        self._ratio = scale * OVERSAMPLING
        side = [round((length + 2 * BLEED) * self._ratio) for length in (WIDTH, HEIGHT)]
        self._plates = [Image.new("L", side, NOTHING) for _ in Ink._fields]
        self._pens = [ImageDraw.Draw(plate) for plate in self._plates]

    def fill(self, ink):
        """Cover the whole sheet."""
        self.rectangle(-BLEED, -BLEED, WIDTH + BLEED, HEIGHT + BLEED, ink)

    def polygon(self, points, ink):
        pixels = self._pixels(points)
        for _, pen, tone in self._layers(ink):
            pen.polygon(pixels, fill=tone)

    def rectangle(self, left, top, right, bottom, ink):
        box = self._pixels([(left, top), (right, bottom)])
        for _, pen, tone in self._layers(ink):
            pen.rectangle(box, fill=tone)

    def ellipse(self, x, y, radius_x, radius_y, ink, *, outline=None):
        """Draw an ellipse around (x, y): filled, or a ring of `outline` units."""
        box = self._pixels([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])
        for _, pen, tone in self._layers(ink):
            if outline:
                pen.ellipse(box, outline=tone, width=max(1, round(outline * self._ratio)))
            else:
                pen.ellipse(box, fill=tone)

    def circle(self, x, y, radius, ink, *, outline=None):
        self.ellipse(x, y, radius, radius, ink, outline=outline)

    def line(self, points, ink, width, *, round_ends=False):
        pixels = self._pixels(points)
        for _, pen, tone in self._layers(ink):
            pen.line(pixels, fill=tone, width=max(1, round(width * self._ratio)), joint="curve")
        if round_ends:
            for x, y in (points[0], points[-1]):
                self.circle(x, y, width / 2, ink)

    def glyphs(self, text, x, y, font, ink, *, anchor="mm"):
        """Set text with its anchor at (x, y); the font's size is in plate pixels, see `points`."""
        [position] = self._pixels([(x, y)])
        for _, pen, tone in self._layers(ink):
            pen.text(position, text, font=font, fill=tone, anchor=anchor)

    def points(self, units):
        """Return the font size, in plate pixels, that is `units` high on the board."""
        return units * self._ratio

    def grade(self, points, start, end, *, direction="down"):
        """Fill a polygon with a tone that runs from one ink to another: "down" or "right"."""
        gradient = Image.linear_gradient("L")
        if direction == "right":
            gradient = gradient.transpose(Image.Transpose.ROTATE_90)
        self._paste_gradient(points, gradient, start, end)

    def glow(self, points, start, end, *, centre, radius):
        """Fill a polygon with a tone that runs outwards from `start` at the centre."""
        left, top, right, bottom = _bounds(points)
        x, y = centre
        # radial_gradient reaches full white at 128 of its 256 pixels: `radius` units from (x, y).
        window = [
            128 + (edge - middle) * 128 / radius
            for edge, middle in ((left, x), (top, y), (right, x), (bottom, y))
        ]
        canvas = Image.new("L", (256, 256), SOLID)
        canvas.paste(Image.radial_gradient("L"))
        gradient = canvas.transform((256, 256), Image.Transform.EXTENT, window, fillcolor=SOLID)
        self._paste_gradient(points, gradient, start, end)

    def mirror(self):
        """Turn the finished picture over, left to right."""
        self.mirrored = True

    def printed(self):
        """Print the plates and return the picture, an RGB image of the trimmed board."""
        tint, accent, key = self._plates
        second = _register(self.rng, self._ratio)
        size = (round(WIDTH * self.scale), round(HEIGHT * self.scale))
        picture = paper(size, self.rng)
        for colour, plate, offset in (
            (TINT_COLOURS[self.accent], tint, second),
            (ACCENT_COLOURS[self.accent], screened(accent, ACCENT_SCREEN, self.scale), second),
            (KEY_COLOUR, screened(key, KEY_SCREEN, self.scale * self.coarseness), (0, 0)),
        ):
            picture = overprint(picture, self._trimmed(plate, offset, size), colour, self.rng)
        return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self.mirrored else picture

    def _pixels(self, points):
        return [((x + BLEED) * self._ratio, (y + BLEED) * self._ratio) for x, y in points]

    def _layers(self, ink):
        for plate, pen, tone in zip(self._plates, self._pens, ink, strict=True):
            if tone is not None:
                yield plate, pen, round(tone * SOLID)

    def _paste_gradient(self, points, gradient, start, end):
        """Stretch a 256 x 256 gradient over the polygon, inside its outline alone."""
        pixels = self._pixels(points)
        left, top, right, bottom = (round(edge) for edge in _bounds(pixels))
        size = (max(1, right - left), max(1, bottom - top))
        mask = Image.new("1", size, 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in pixels], fill=1)
        stretched = gradient.resize(size, Image.Resampling.BILINEAR)
        for plate, first, last in zip(self._plates, start, end, strict=True):
            if first is not None:
                tones = [round(SOLID * (first + (last - first) * v / 255)) for v in range(256)]
                plate.paste(stretched.point(tones), (left, top), mask)

    def _trimmed(self, plate, offset, size):
        """Cut the bleed away around the plate as it lies, and bring it to printing size."""
        across, down = (round(BLEED * self._ratio) + shift for shift in offset)
        trimmed = plate.crop((across, down, across + size[0] * OVERSAMPLING,
                              down + size[1] * OVERSAMPLING))  # fmt: skip
        return trimmed.reduce(OVERSAMPLING)


def paper(size, rng):
    """Return a sheet of off-white paper with its grain, an RGB image."""
    grain = _moved(tiled(size, "paper"), rng)
    return ImageChops.multiply(
        Image.merge("RGB", [grain] * 3), Image.new("RGB", size, PAPER_COLOUR)
    )


def overprint(picture, coverage, colour, rng):
    """Print one ink over a picture; `coverage` is an L image, 255 where the ink is solid."""
    worn = ImageChops.multiply(coverage, _moved(tiled(picture.size, "ink"), rng))
    ink = Image.composite(
        Image.new("RGB", picture.size, colour), Image.new("RGB", picture.size, "white"), worn
    )
    return ImageChops.multiply(picture, ink)


def screened(plate, screen, scale):
    """Turn the greys of a plate into dots; solid and empty places stay as they are."""
    spacing, along, across = screen
    threshold = _screen(plate.size, max(FINEST_DOTS, round(spacing * scale)), along, across)
    return ImageChops.subtract(plate, threshold, scale=1 / SCREEN_CONTRAST, offset=128)


@cache
def tiled(size, surface):
    """Return an L image of the grain of "paper" or of "ink", repeated over `size`."""
    return _repeated({"paper": _paper_grain, "ink": _ink_grain}[surface](), size)


def _paper_grain():
    fibres = _noise("paper").filter(ImageFilter.BoxBlur(1))
    return fibres.point([248 + (value - 128) // 9 if value < 176 else 255 for value in range(256)])


def _ink_grain():
    """Slightly uneven ink, with the pin holes of a stencil."""
    mottle = _noise("mottle").resize((GRAIN_TILE // 2,) * 2).filter(ImageFilter.BoxBlur(2))
    mottle = mottle.resize((GRAIN_TILE,) * 2, Image.Resampling.BICUBIC)
    mottle = mottle.point([min(255, max(215, 250 + (value - 128) // 2)) for value in range(256)])
    holes = _noise("holes").filter(ImageFilter.GaussianBlur(0.8))
    holes = holes.point([min(255, max(90, 255 - (value - 182) * 9)) for value in range(256)])
    return ImageChops.multiply(mottle, holes)


def _noise(name):
    # Not Image.effect_noise: its generator has no seed, and pictures must come out the same.
    return Image.frombytes("L", (GRAIN_TILE,) * 2, Random(name).randbytes(GRAIN_TILE**2))


@cache
def _screen(size, spacing, along, across):
    return _repeated(_screen_tile(spacing, along, across), size)


@cache
def _screen_tile(spacing, along, across):
    """Return the thresholds of a dot screen with the slope across/along, evenly shared out."""
    side = round(spacing * (along**2 + across**2) ** 0.5)
    turn = 2 * pi / side
    height = {
        (x, y): cos(turn * (along * x + across * y)) + cos(turn * (along * y - across * x))
        for x in range(side)
        for y in range(side)
    }
    tile = Image.new("L", (side, side))
    for rank, spot in enumerate(sorted(height, key=height.get, reverse=True)):
        tile.putpixel(spot, 16 + 223 * rank // side**2)
    return tile


def _repeated(tile, size):
    """Lay a tile over `size` by doubling what has been laid so far."""
    sheet = Image.new("L", size)
    sheet.paste(tile)
    for axis in (0, 1):
        done = tile.size[axis]
        while done < size[axis]:
            sheet.paste(sheet.copy(), (done, 0) if axis == 0 else (0, done))
            done *= 2
    return sheet


def _moved(surface, rng):
    return ImageChops.offset(surface, rng.randrange(GRAIN_TILE), rng.randrange(GRAIN_TILE))


def _register(rng, ratio):
    """Return how far the second ink lies off the first, in plate pixels."""
    return tuple(round(rng.choice((-1, 1)) * rng.uniform(1.5, 3.5) * ratio) for _ in range(2))


def _bounds(points):
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)
