"""Small figures that give a scene its scale: people, boats, birds, clouds."""

from math import cos, radians, sin

from .geometry import ring, smooth
from .press import KEY, PAPER, shadow


def person(sheet, x, foot, height, ink=KEY, *, facing=1):
    """Draw somebody in a long coat walking; `facing` is 1 for right and -1 for left."""
    h, f = height, facing
    coat = [
        (-0.05, -0.81),
        (0.05, -0.81),
        (0.12, -0.72),
        (0.17, -0.30),
        (-0.19, -0.27),
        (-0.12, -0.72),
    ]
    front_leg = [(0.02, -0.34), (0.15, -0.34), (0.22, 0), (0.13, 0)]
    back_leg = [(-0.14, -0.34), (0.0, -0.34), (-0.12, 0), (-0.21, 0)]
    for part in (coat, front_leg, back_leg):
        sheet.polygon([(x + f * dx * h, foot + dy * h) for dx, dy in part], ink)
    sheet.circle(x + f * 0.02 * h, foot - 0.875 * h, 0.092 * h, ink)


def long_shadow(sheet, x, foot, length, *, angle=24, width=14, tone=0.45):
    """Lay a shadow on the ground from a foot point, at an angle in degrees below level."""
    dx, dy = length * cos(radians(angle)), length * sin(radians(angle))
    outline = [(x - width / 2, foot), (x + width / 2, foot), (x + dx + width, foot + dy),
               (x + dx - width, foot + dy)]  # fmt: skip
    sheet.polygon(outline, shadow(tone))


def rowing_boat(sheet, x, y, length, ink=KEY, *, ticked=False):
    """Draw a narrow boat from the side, afloat at (x, y), perhaps with a chalk tick on its bow."""
    half, deep = length / 2, length * 0.13
    sheer = smooth([(-half, -deep * 1.5), (-half * 0.5, -deep * 0.35), (half * 0.5, -deep * 0.35),
                    (half, -deep * 1.5)])  # fmt: skip
    keel = smooth(
        [(half, -deep * 1.5), (half * 0.6, deep), (-half * 0.6, deep), (-half, -deep * 1.5)]
    )
    sheet.polygon([(x + dx, y + dy) for dx, dy in [*sheer, *keel]], ink)
    if ticked:
        tick = [(0.52, -0.1), (0.58, 0.35), (0.74, -0.75)]
        sheet.line([(x + dx * half, y + dy * deep) for dx, dy in tick], PAPER, length * 0.022)


def bird(sheet, x, y, span, ink=KEY):
    wings = smooth([(-1, -0.18), (-0.55, -0.32), (0, 0.06), (0.55, -0.36), (1, -0.1)], 8)
    under = smooth([(1, -0.1), (0.5, -0.18), (0, 0.22), (-0.5, -0.14), (-1, -0.18)], 8)
    sheet.polygon([(x + dx * span / 2, y + dy * span / 2) for dx, dy in [*wings, *under]], ink)


def cloud_bank(sheet, rng, x, y, width, ink, *, depth=46):
    """Draw a flat-bottomed bank of cloud whose lower edge is centred on (x, y)."""
    for row in range(3):
        span = width * (1 - 0.26 * row) / 2
        shift = rng.uniform(-0.12, 0.12) * width
        _pill(sheet, x + shift - span, x + shift + span, y - (row + 0.5) * depth * 0.98, depth, ink)


def _pill(sheet, left, right, middle, depth, ink):
    half = depth / 2
    outline = [*ring(left + half, middle, half, start=1.5708, end=4.7124, steps=24),
               *ring(right - half, middle, half, start=-1.5708, end=1.5708, steps=24)]  # fmt: skip
    sheet.polygon(outline, ink)


def ripples(sheet, rng, area, ink, *, count=24, width=4, longest=190):
    """Draw level strokes of light on water inside (left, top, right, bottom), longest near by."""
    left, top, right, bottom = area
    for _ in range(count):
        nearness = rng.random()
        y = top + (bottom - top) * nearness
        reach = longest * (0.25 + 0.75 * nearness) * rng.uniform(0.4, 1)
        x = rng.uniform(left, right - reach * 0.5)
        sheet.line([(x, y), (x + reach, y)], ink, width * (0.5 + nearness), round_ends=True)
