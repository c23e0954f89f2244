"""Lines and outlines for the motifs: lists of (x, y) points in units of the board."""

from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from .press import BLEED, HEIGHT, WIDTH

LEFT, TOP, RIGHT, BOTTOM = -BLEED, -BLEED, WIDTH + BLEED, HEIGHT + BLEED


def smooth(points, steps=12):
    """Return a Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    curve = [
        _between(before, start, end, after, step / steps)
        for before, start, end, after in zip(
            padded, padded[1:], padded[2:], padded[3:], strict=False
        )
        for step in range(steps)
    ]
    return [*curve, points[-1]]


def _between(before, start, end, after, t):
    return tuple(
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
               + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(before, start, end, after, strict=True)
    )  # fmt: skip


def rugged(rng, start, end, *, roughness, rounds=6):
    """Return a line from start to end, broken by midpoint displacement.

    `roughness` is the largest first displacement, as a share of the line's length.
    """
    points = [start, end]
    for _ in range(rounds):
        broken = [points[0]]
        for (x0, y0), (x1, y1) in pairwise(points):
            push = rng.uniform(-roughness, roughness)
            broken += [((x0 + x1) / 2 - (y1 - y0) * push, (y0 + y1) / 2 + (x1 - x0) * push)]
            broken += [(x1, y1)]
        points = broken
    return points


def strides(points, spacing, start=0):
    """Walk along a line and return (x, y, heading in radians) every `spacing` units."""
    stops, due = [], start
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        while due <= length and length:
            share = due / length
            stops.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, atan2(y1 - y0, x1 - x0)))
            due += spacing
        due -= length
    return stops


def dashes(points, on, off, step=4):
    """Cut a line into pieces `on` units long with gaps of `off`."""
    walked = [(x, y) for x, y, _ in strides(points, step)]
    long, whole = round(on / step), round((on + off) / step)
    pieces = [walked[i : i + long + 1] for i in range(0, len(walked), whole)]
    return [piece for piece in pieces if len(piece) > 1]


def ring(x, y, radius_x, radius_y=None, *, start=0.0, end=2 * pi, steps=96, tilt=0.0):
    """Return points on an ellipse around (x, y), from one angle to another, in radians."""
    radius_y = radius_x if radius_y is None else radius_y
    angles = [start + (end - start) * step / steps for step in range(steps + 1)]
    points = [(x + radius_x * cos(a), y + radius_y * sin(a)) for a in angles]
    return turned(points, tilt, (x, y)) if tilt else points


def turned(points, angle, about):
    """Turn points by an angle in radians, clockwise as one sees it."""
    x0, y0 = about
    c, s = cos(angle), sin(angle)
    return [(x0 + (x - x0) * c - (y - y0) * s, y0 + (x - x0) * s + (y - y0) * c) for x, y in points]


def box(left, top, right, bottom):
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def bar(start, end, width):
    """Return a straight bar between two points as a polygon."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0) or 1
    across, down = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
    return [(x0 + across, y0 + down), (x1 + across, y1 + down),
            (x1 - across, y1 - down), (x0 - across, y0 - down)]  # fmt: skip


def down_to(points, bottom=BOTTOM):
    """Close a line that runs from left to right into the ground below it."""
    return [*points, (points[-1][0], bottom), (points[0][0], bottom)]


def scattered(rng, count, area, *, apart):
    """Return up to `count` points inside area (left, top, right, bottom), `apart` or more apart."""
    left, top, right, bottom = area
    points = []
    for _ in range(count * 8):
        x, y = rng.uniform(left, right), rng.uniform(top, bottom)
        if len(points) < count and all(hypot(x - a, y - b) >= apart for a, b in points):
            points.append((x, y))
    return points
