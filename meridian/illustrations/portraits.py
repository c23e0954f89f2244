"""Authors' portraits: a monogram in two inks, never a face."""

from math import pi

from photos.lettering import DISPLAY_CUT, TEXT_CUT, newsreader

from .geometry import BOTTOM, LEFT, RIGHT, TOP, box, ring
from .press import ACCENT, BLACK, KEY, PAPER, TINT

WIDEST, TALLEST = 660, 500  # units; the letters stay inside a round crop of the square
TRIAL_SIZE = 400  # units; letters are measured at this size and then scaled to fit


def initials(name):
    """Return the first letters of the first and the last word of a name, in capitals."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        raise ValueError(f"No letter to make a monogram of in {name!r}")
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def draw_monogram(sheet, rng, letters):
    """Set the letters twice, once in each ink, a little apart, over one plain shape."""
    ground, figure = rng.choice([(TINT, PAPER), (TINT, ACCENT), (PAPER, TINT)])
    sheet.fill(ground)
    rng.choice((_sun, _half, _arch, _band))(sheet, rng, figure)
    behind, front = (BLACK, PAPER) if figure == ACCENT else (ACCENT, KEY)
    font, baseline = _fitted(
        sheet,
        letters,
        weight=rng.choice((350, 500, 700)),
        italic=rng.random() < 0.4,
        optical_size=rng.choice((TEXT_CUT, DISPLAY_CUT)),
    )
    across, down = (rng.choice((-1, 1)) * rng.uniform(10, 18) for _ in range(2))
    sheet.glyphs(letters, 750 + across, baseline + down, font, behind, anchor="ms")
    sheet.glyphs(letters, 750, baseline, font, front, anchor="ms")


def _fitted(sheet, letters, **cut):
    """Return a font that fills the letters' space, and the baseline, in units, to set them on."""
    unit = sheet.points(1)
    trial = newsreader(TRIAL_SIZE * unit, **cut)
    left, top, right, bottom = trial.getbbox(letters, anchor="ms")
    growth = min(WIDEST * unit / (right - left), TALLEST * unit / (bottom - top))
    font = newsreader(TRIAL_SIZE * unit * growth, **cut)
    return font, 500 - (top + bottom) * growth / 2 / unit


def _sun(sheet, rng, ink):
    sheet.circle(
        750 + rng.uniform(-110, 110), 500 + rng.uniform(-90, 90), rng.uniform(300, 370), ink
    )


def _half(sheet, rng, ink):
    edge = rng.uniform(430, 600)
    sheet.polygon(
        box(LEFT, edge, RIGHT, BOTTOM) if rng.random() < 0.5 else box(LEFT, TOP, RIGHT, edge), ink
    )


def _arch(sheet, rng, ink):
    x, half = 750 + rng.uniform(-70, 70), rng.uniform(260, 330)
    sheet.polygon(
        [(x - half, BOTTOM), *ring(x, 470, half, start=pi, end=2 * pi), (x + half, BOTTOM)], ink
    )


def _band(sheet, rng, ink):
    slope, half = rng.choice((-1, 1)) * rng.uniform(180, 320), rng.uniform(170, 230)
    sheet.polygon([(LEFT, 500 - slope - half), (RIGHT, 500 + slope - half),
                   (RIGHT, 500 + slope + half), (LEFT, 500 - slope + half)], ink)  # fmt: skip
