"""Motifs of maps: routes by land and by sea, and the plan of a city."""

from itertools import pairwise
from math import cos, radians, sin

from .geometry import (
    LEFT,
    RIGHT,
    bar,
    box,
    dashes,
    down_to,
    rugged,
    scattered,
    smooth,
    strides,
    turned,
)
from .press import ACCENT, BLACK, KEY, PAPER, TINT, accent_tone


def route_map(sheet, rng):
    """A railway along a coast that runs from the south-west to the north-east, or its mirror."""
    # The way round is drawn first, so that work on the rest cannot turn the lead story's map over.
    if rng.random() < 0.5:
        sheet.mirror()
    sea, land, line = rng.choice([(PAPER, TINT, KEY), (TINT, ACCENT, PAPER), (ACCENT, PAPER, KEY)])
    sheet.fill(sea)
    east = [(560, 1060), (640, 850), (600, 720), (740, 610), (930, 560), (1040, 440), (1190, 390),
            (1300, 270), (1560, 170)]  # fmt: skip
    west = [(-60, 430), (110, 500), (240, 560), (230, 700), (330, 820), (300, 1060)]
    east, west = (_coast(rng, _jittered(rng, anchors, 34)) for anchors in (east, west))
    for coast in (east, west):
        _sea_lines(sheet, coast, sea, ACCENT if sea != ACCENT else TINT)
    outline = [(-60, -60), *west, *east, (1600, -60)]
    sheet.polygon(outline, land)
    _ranges(sheet, rng, land)
    stops = [(390, 680), (500, 580), (640, 520), (780, 480), (900, 430), (990, 345), (1100, 290),
             (1195, 205)]  # fmt: skip
    track = smooth([stops[0], *_jittered(rng, stops[1:-1], 12), stops[-1]], 24)
    _railway(sheet, track, line, land, travelled=rng.uniform(0.5, 0.7))


def _jittered(rng, points, reach):
    return [(x + rng.uniform(-reach, reach), y + rng.uniform(-reach, reach)) for x, y in points]


def _coast(rng, anchors):
    points = [anchors[0]]
    for near, far in pairwise(anchors):
        points += rugged(rng, near, far, roughness=0.16, rounds=4)[1:]
    return points


def _sea_lines(sheet, coast, sea, ink):
    """Echo the coast out at sea, as engravers of charts did: each line finer than the last."""
    sea, ink = sea._replace(key=None), ink._replace(key=None)  # no black here yet to clear away
    for distance, width in ((116, 2.5), (76, 3.5), (44, 4.5), (19, 5.5)):
        # A far line keeps the large bays alone, and is quicker to draw.
        echo = [*coast[:: 1 + distance // 20], coast[-1]]
        sheet.line(echo, ink, 2 * (distance + width))
        sheet.line(echo, sea, 2 * distance)


def _ranges(sheet, rng, land):
    """Mark the high ground as old maps do: one slope drawn, the other hatched in its shade."""
    ink = TINT if land == ACCENT else ACCENT
    places = [*scattered(rng, 12, (380, 150, 860, 330), apart=80),
              *scattered(rng, 4, (60, 180, 290, 350), apart=84)]  # fmt: skip
    for x, y in sorted(places, key=lambda place: place[1]):
        half, tall = rng.uniform(42, 54), rng.uniform(46, 80)
        peak, left, right = (x, y - tall), (x - half, y), (x + half, y)
        sheet.polygon([left, peak, right], land)
        shade = [peak, (x + half * 0.16, y - tall * 0.5), (x - half * 0.08, y - tall * 0.18)]
        sheet.polygon([*shade, (x + half * 0.2, y - tall * 0.06), right], ink)
        sheet.line([left, (x - half * 0.42, y - tall * 0.5), peak, right], ink, 5)


def _railway(sheet, track, ink, ground, *, travelled):
    """Draw the track with its sleepers behind the train, and as dashes ahead of it."""
    there = int(len(track) * travelled)
    behind, ahead = track[: there + 1], track[there:]
    sheet.line(behind, ink, 7)
    for x, y, heading in strides(behind, 24):
        across, down = 16 * sin(heading), -16 * cos(heading)
        sheet.polygon(bar((x - across, y - down), (x + across, y + down), 5), ink)
    for dash in dashes(ahead, 28, 18)[1:]:
        sheet.line(dash, ink, 9)
    _train_on(sheet, behind[::-1], ground)
    for (x, y), radius in ((track[0], 27), (track[-1], 40)):
        sheet.circle(x, y, radius + 10, ground)
        sheet.circle(x, y, radius, BLACK)
        sheet.circle(x, y, radius * 0.62, PAPER)
        sheet.circle(x, y, radius * 0.3, BLACK)


def _train_on(sheet, track, ground):
    """Draw six cars from the start of the track on, the first of them a pointed engine."""
    for car, (x, y, heading) in enumerate(strides(track, 58, start=29)[:6]):
        along, down = 25 * cos(heading), 25 * sin(heading)
        front, rear = (x - along, y - down), (x + along, y + down)
        sheet.polygon(
            bar((x - 1.3 * along, y - 1.3 * down), (x + 1.3 * along, y + 1.3 * down), 44), ground
        )
        sheet.polygon(bar(front, rear, 30), BLACK)
        if car == 0:
            sheet.circle(*front, 15, BLACK)


def sea_route(sheet, rng):
    """A chart of a strait: two shores and a ferry's dashed line with a gap half way."""
    sea, land = rng.choice([(TINT, ACCENT), (ACCENT, PAPER)])
    sheet.fill(sea)
    upper = _coast(rng, [(-60, 430), (180, 350), (420, 400), (620, 270), (900, 250), (1130, 130),
                         (1300, 150), (1570, 40)])  # fmt: skip
    lower = _coast(rng, [(-60, 960), (240, 890), (480, 910), (680, 770), (960, 760), (1200, 590),
                         (1380, 600), (1570, 480)])  # fmt: skip
    for coast in (upper, lower):
        _sea_lines(sheet, coast, sea, ACCENT if sea != ACCENT else TINT)
    sheet.polygon([(-60, -60), *upper, (1570, -60)], land)
    sheet.polygon(down_to(lower), land)
    start, end = (rng.uniform(560, 640), 262), (rng.uniform(900, 980), 790)
    bend = ((start[0] + end[0]) / 2 + rng.uniform(-70, 70), 520)
    crossing = smooth([start, bend, end], 40)
    ink = BLACK if sea == TINT else PAPER
    for dash in dashes(crossing, 26, 16):
        if not 490 < dash[0][1] < 548:
            sheet.line(dash, ink, 8)
    for x, y in (start, end):
        sheet.circle(x, y, 36, PAPER)
        sheet.circle(x, y, 30, BLACK)
        sheet.circle(x, y, 13, PAPER)
    if rng.random() < 0.5:
        sheet.mirror()


def grid_city(sheet, rng):
    """A city plan from above, with a river through it and a few places joined by lines."""
    sheet.fill(PAPER)
    tilt, block, street = radians(rng.uniform(-28, 28)), 92, 20
    for column in range(-7, 24):
        for row in range(-7, 18):
            _city_block(sheet, rng, column * block, row * block, block - street, tilt)
    bend = [(LEFT - 40, rng.uniform(500, 800)), (420, rng.uniform(600, 700)),
            (820, rng.uniform(380, 520)), (1180, rng.uniform(420, 520)),
            (RIGHT + 40, rng.uniform(60, 260))]  # fmt: skip
    river = smooth(bend, 20)
    sheet.line(river, PAPER, 150)
    sheet.line(river, ACCENT, 112)
    for x in (470, 1000):
        near = min(river, key=lambda point: abs(point[0] - x))
        sheet.polygon(
            turned(box(near[0] - 14, near[1] - 95, near[0] + 14, near[1] + 95), tilt, near), PAPER
        )
    corners = [turned([(column * block - 10, row * block - 10)], tilt, (750, 500))[0]
               for column, row in ((5, 3), (9, 2), (11, 5), (7, 8), (4, 7))]  # fmt: skip
    sheet.line([*corners, corners[0]], KEY, 5)
    for x, y in corners:
        sheet.circle(x, y, 34, PAPER)
        sheet.circle(x, y, 34, KEY, outline=6)
        sheet.circle(x, y, 15, ACCENT)


def _city_block(sheet, rng, left, top, side, tilt):
    ink = rng.choices((TINT, accent_tone(0.5), ACCENT, BLACK, PAPER), (58, 18, 8, 4, 12))[0]
    halves = rng.choice((box(0, 0, 1, 1), box(0, 0, 1, 0.44), box(0, 0, 0.44, 1)))
    outline = [(left + x * side, top + y * side) for x, y in halves]
    sheet.polygon(turned(outline, tilt, (750, 500)), ink)
    if halves[2] != (1, 1):
        rest = [(left + side - x * side, top + side - y * side) for x, y in halves]
        sheet.polygon(turned(rest, tilt, (750, 500)), ink)
