"""Motifs of looking closely: a pinned beetle, cores of mud, a spider in its web."""

from itertools import pairwise
from math import cos, pi, radians, sin

from .figures import ripples
from .geometry import BOTTOM, LEFT, RIGHT, ring, smooth, turned
from .press import ACCENT, BLACK, PAPER, TINT, Ink, accent_tone, shadow


def beetle(sheet, rng):
    """A large beetle seen from above, pinned over its label."""
    sheet.fill(rng.choice((PAPER, TINT)))
    x, y = 750 + rng.uniform(-30, 30), 425
    lean = radians(rng.choice((-1, 1)) * rng.uniform(4, 9))

    def place(points, side=1):
        return turned([(x + side * dx * 0.84, y + dy * 0.84) for dx, dy in points], lean, (x, y))

    for side in (-1, 1):
        for leg in (
            [(110, -110), (260, -190), (330, -330), (365, -350)],
            [(130, 30), (310, 20), (420, 110), (460, 105)],
            [(110, 150), (270, 210), (330, 370), (370, 395)],
        ):
            sheet.line(place(leg, side), BLACK, 20, round_ends=True)
        feeler = smooth([(38, -300), (90, -370), (190, -400), (250, -370)])
        sheet.line(place(feeler, side), BLACK, 9, round_ends=True)
        for knot in feeler[::5]:
            sheet.circle(*place([knot], side)[0], 11, BLACK)
        jaw = smooth([(12, -312), (44, -350), (14, -372)])
        sheet.line(place(jaw, side), BLACK, 14, round_ends=True)
    sheet.polygon(place(ring(0, -270, 66, 58)), BLACK)
    sheet.polygon(place(ring(0, -180, 122, 92)), BLACK)
    wing = smooth([(0, -112), (86, -116), (166, -40), (176, 110), (110, 240), (0, 306)])
    for side, ink in ((-1, ACCENT), (1, ACCENT)):
        sheet.polygon(place(wing, side), ink)
        for groove in (0.3, 0.56, 0.8):
            sheet.line(place([(dx * groove, dy * 0.96) for dx, dy in wing[4:-4]], side), BLACK, 4)
    sheet.polygon(place([(0, -112), *wing]), shadow(0.45))
    sheet.line(place([(0, -110), (0, 300)]), BLACK, 9)
    _pin(sheet, *place([(52, -20)])[0])
    _label(sheet, rng, x, 876)


def _pin(sheet, x, y):
    sheet.polygon([(x, y), (x + 8, y + 8), (x + 118, y + 92)], shadow(0.6))
    sheet.circle(x, y, 21, BLACK)
    sheet.circle(x - 2, y - 2, 16, PAPER)


def _label(sheet, rng, x, y):
    """Lay a paper slip with a line of print, a crossed-out line and a new one."""
    sheet.rectangle(x - 196, y - 56, x + 204, y + 64, shadow(0.4))
    sheet.rectangle(x - 204, y - 64, x + 196, y + 56, BLACK)
    sheet.rectangle(x - 200, y - 60, x + 192, y + 52, PAPER)
    for row, right in ((-32, rng.uniform(90, 150)), (0, rng.uniform(40, 110)), (30, 150)):
        sheet.line([(x - 170, y + row), (x + right, y + row)], BLACK, 8 if row < 30 else 5)
    sheet.line([(x - 182, y + 8), (x + 120, y - 10)], ACCENT, 7)


def core(sheet, rng):
    """Cores of layered mud laid side by side along a scale, coarse bands among thin lines."""
    sheet.fill(ACCENT)
    top = 150
    for number, start in enumerate(rng.sample((-190, -60, -120), 3)):
        _one_core(sheet, rng, start, top + number * 240, 176)
    _scale(sheet, 905)


def _one_core(sheet, rng, left, top, thick):
    right, x = RIGHT - 130 + left, left
    end = thick * 0.2
    sheet.rectangle(left, top + 16, right + end, top + thick + 16, shadow(0.75))
    sheet.rectangle(left, top, right, top + thick, PAPER)
    while x < right - 20:
        kind = rng.choice(("pale", "pale", "dark", "dark", "tint", "flood"))
        wide = rng.uniform(26, 60) if kind == "flood" else rng.uniform(5, 22)
        band = _band(rng, x, min(x + wide, right), top, thick)
        sheet.polygon(band, {"pale": PAPER, "dark": BLACK, "tint": TINT}.get(kind, Ink(0, 0, 0.45)))
        x += wide
    sheet.polygon([(right, top), *ring(right, top + thick / 2, end, thick / 2, start=-pi / 2,
                                       end=pi / 2), (right, top + thick)], BLACK)  # fmt: skip
    sheet.ellipse(right, top + thick / 2, end - 7, thick / 2 - 7, accent_tone(0.4))
    sheet.rectangle(left, top + thick * 0.8, right, top + thick, shadow(0.45))
    sheet.rectangle(left, top, right, top + thick * 0.07, PAPER)


def _band(rng, left, right, top, thick):
    """Return the outline of a layer, whose two edges waver a little."""
    edges = []
    for x in (left, right):
        sway = rng.uniform(-7, 7)
        edges.append(smooth([(x, top), (x + sway, top + thick / 2), (x, top + thick)], 6))
    return [*edges[0], *reversed(edges[1])]


def _scale(sheet, y):
    sheet.rectangle(LEFT, y, RIGHT, y + 40, PAPER)
    for tick in range(-2, 64):
        x = tick * 25
        sheet.rectangle(x, y, x + 4, y + (30 if tick % 5 == 0 else 16), BLACK)


def web(sheet, rng):
    """A spider in its web between two reeds, before the sun over still water."""
    ground = rng.choice((PAPER, TINT))
    sheet.fill(ground)
    x, y = 750 + rng.uniform(-60, 60), 430
    sheet.circle(x + 40, y - 30, 300, ACCENT)
    sheet.rectangle(LEFT, 800, RIGHT, BOTTOM, accent_tone(0.6))
    ripples(sheet, rng, (LEFT, 820, RIGHT, BOTTOM - 10), PAPER, count=22, width=5)
    spokes = [radians(number * 360 / 14 + rng.uniform(-5, 5)) for number in range(14)]
    rim = [(x + 390 * cos(turn), y + 330 * sin(turn)) for turn in spokes]
    for end in rim:
        sheet.line([(x, y), end], BLACK, 3.5)
    for turn in range(1, 10):
        _round_of_web(sheet, (x, y), rim, turn / 9.4)
    for root, top, sway in ((x - 440, 60, 50), (x + 430, 20, -46), (x + 500, 330, 30)):
        _reed(sheet, root, top, sway)
    _spider(sheet, x, y + 8)


def _round_of_web(sheet, centre, rim, share):
    """Draw one round of threads, which sag towards the centre between the spokes."""
    x, y = centre
    stops = [(x + (ex - x) * share, y + (ey - y) * share) for ex, ey in [*rim, rim[0]]]
    for (ax, ay), (bx, by) in pairwise(stops):
        sag = ((ax + bx) / 2 * 0.91 + x * 0.09, (ay + by) / 2 * 0.91 + y * 0.09)
        sheet.line(smooth([(ax, ay), sag, (bx, by)], 6), BLACK, 3)


def _reed(sheet, x, top, sway):
    stem = smooth([(x, BOTTOM), (x + sway * 0.2, 600), (x + sway, top)])
    sheet.line(stem, BLACK, 13)
    sheet.line(stem[-9:-2], BLACK, 42, round_ends=True)
    for side, reach in ((-1, 150), (1, 110)):
        blade = smooth([(x, 900), (x + side * reach * 0.4, 640), (x + side * reach, 520)])
        back = smooth([(x + side * reach, 520), (x + side * reach * 0.3, 680), (x + 12, 900)])
        sheet.polygon([*blade, *back], BLACK)


def _spider(sheet, x, y):
    for side in (-1, 1):
        for foot in ((120, -150), (160, -50), (156, 70), (104, 170)):
            knee = (foot[0] * 0.62, foot[1] * 0.5 - 44)
            leg = [(x, y), (x + side * knee[0], y + knee[1]), (x + side * foot[0], y + foot[1])]
            sheet.line(leg, BLACK, 9)
    sheet.ellipse(x, y + 44, 50, 66, BLACK)
    sheet.circle(x, y - 32, 33, BLACK)
    sheet.ellipse(x, y + 44, 13, 34, PAPER)
