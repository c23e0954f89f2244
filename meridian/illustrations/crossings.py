"""Motifs of getting across: harbours, locks, bridges, trains."""

from math import pi, radians

from .figures import person, ripples
from .geometry import BOTTOM, LEFT, RIGHT, bar, box, down_to, ring, rugged, smooth, turned
from .press import ACCENT, BLACK, KEY, PAPER, TINT, Ink, accent_tone, shadow


def harbour(sheet, rng):
    """A laden ship at the quay, and what it throws on the water."""
    ground = rng.choice((PAPER, TINT))
    sheet.fill(ground)
    water = rng.uniform(670, 720)
    x, long = rng.uniform(650, 800), rng.uniform(760, 860)
    sheet.circle(x + rng.choice((-1, 1)) * 250, water - 330, rng.uniform(150, 190),
                 TINT if ground == PAPER else PAPER)  # fmt: skip
    sheet.rectangle(LEFT, water, RIGHT, BOTTOM, ACCENT)
    for gantry in rng.choice(((60,), (-50, 170))):
        _gantry(sheet, x + gantry, water - 30)
    _containers(sheet, rng, x - long * 0.36, water - 74, round(long * 0.62 / 78))
    _hull(sheet, x, water, long)
    ripples(sheet, rng, (LEFT, water + 70, RIGHT, BOTTOM - 20), PAPER, count=26, width=5)
    if rng.random() < 0.5:
        sheet.mirror()


def _hull(sheet, x, water, long):
    left, right = x - long / 2, x + long / 2
    sheet.polygon([(left, water - 80), (right - 40, water - 80), (right + 30, water - 128),
                   (right - 30, water + 34), (left + 34, water + 34)], BLACK)  # fmt: skip
    sheet.rectangle(left + 30, water - 230, left + 118, water - 78, PAPER)
    sheet.rectangle(left + 30, water - 230, left + 118, water - 78, shadow(0.12))
    sheet.rectangle(left + 18, water - 250, left + 132, water - 222, BLACK)
    for deck in range(3):
        sheet.rectangle(
            left + 44, water - 204 + deck * 42, left + 104, water - 190 + deck * 42, BLACK
        )
    sheet.rectangle(left + 62, water - 318, left + 92, water - 248, BLACK)
    sheet.line([(left + 20, water + 6), (right - 16, water + 6)], PAPER, 4)


def _containers(sheet, rng, left, floor, columns):
    inks = [ACCENT, TINT, PAPER, accent_tone(0.55), Ink(0, 0, 0.75), ACCENT]
    height = 2
    for column in range(columns):
        height = max(1, min(5, height + rng.choice((-1, 0, 1, 1))))
        for row in range(height):
            x, y = left + 70 + column * 78, floor - row * 44
            sheet.rectangle(x, y - 42, x + 74, y, BLACK)
            sheet.rectangle(x + 3, y - 39, x + 71, y - 3, rng.choice(inks))
            for rib in range(1, 6):
                sheet.line([(x + rib * 12.3, y - 36), (x + rib * 12.3, y - 6)], KEY, 1.6)


def _gantry(sheet, x, foot):
    """A quayside crane with its boom out over the ship."""
    top = foot - 430
    for leg in (x, x + 150):
        sheet.rectangle(leg, top, leg + 14, foot, BLACK)
    sheet.rectangle(x, top + 150, x + 164, top + 162, BLACK)
    sheet.line([(x + 7, foot - 20), (x + 157, top + 160)], BLACK, 7)
    sheet.rectangle(x - 330, top, x + 230, top + 16, BLACK)
    sheet.polygon([(x + 60, top), (x + 104, top), (x + 86, top - 110), (x + 78, top - 110)], BLACK)
    for end in (x - 300, x - 120, x + 220):
        sheet.line([(x + 82, top - 106), (end, top + 6)], BLACK, 4)
    sheet.line([(x - 190, top), (x - 190, top + 120)], BLACK, 4)
    sheet.rectangle(x - 227, top + 120, x - 153, top + 160, ACCENT)


def lock(sheet, rng):
    """A ship seen from above between two harbour walls, with lock gates half open ahead of it."""
    sheet.fill(PAPER)
    tilt, about = radians(rng.uniform(-24, -14)), (750, 500)

    def place(points):
        return turned(points, tilt, about)

    sheet.polygon(place(box(-400, 320, 1900, 680)), ACCENT)
    for wall in ((280, 330), (670, 720)):
        sheet.polygon(place(box(-400, wall[0], 1900, wall[1])), BLACK)
        for bollard in range(-300, 1900, 120):
            spot = place([(bollard, sum(wall) / 2)])[0]
            sheet.circle(*spot, 9, PAPER)
    for step in range(9):
        y = 360 + step * 35
        start = -200 + rng.uniform(0, 260)
        sheet.line(place([(start, y), (start + rng.uniform(120, 320), y)]), TINT, 4)
        start = 1250 + rng.uniform(0, 160)
        sheet.line(place([(start, y), (start + rng.uniform(120, 320), y)]), TINT, 4)
    for hinge, turn in ((330, 0.62), (670, -0.62)):
        gate = bar((1130, hinge), (1130, 500), 26)
        sheet.polygon(place(turned(gate, turn, (1130, hinge))), BLACK)
    bow = ring(820, 500, 150, 96, start=-pi / 2, end=pi / 2, steps=30)
    deck = [(420, 404), *bow, (420, 596), (396, 560), (396, 440)]
    sheet.polygon([(x + 14, y + 26) for x, y in place(deck)], shadow(0.6))
    sheet.polygon(place(deck), PAPER)
    for hatch in range(4):
        left = 530 + hatch * 88
        sheet.polygon(place(box(left, 440, left + 72, 560)), BLACK if hatch % 2 else TINT)
    sheet.polygon(place(box(420, 430, 500, 570)), BLACK)
    sheet.polygon(place(box(440, 450, 470, 550)), PAPER)
    if rng.random() < 0.5:
        sheet.mirror()


def bridge(sheet, rng):
    """A stone bridge of three arches with a measuring staff on one of its middle piers."""
    ground = rng.choice((PAPER, TINT))
    sheet.fill(ground)
    deck, water = rng.uniform(380, 430), 745
    x = rng.uniform(710, 790)
    sheet.circle(
        x + rng.choice((-1, 1)) * rng.uniform(280, 360), deck - 130, rng.uniform(90, 130), ACCENT
    )
    rise = [
        (x - 900, deck + 130),
        (x - 450, deck + 40),
        (x, deck),
        (x + 450, deck + 40),
        (x + 900, deck + 130),
    ]
    road = smooth(rise)
    sheet.polygon(down_to(road, water), ACCENT)
    for middle, half in ((x - 400, 140), (x, 172), (x + 400, 140)):
        _arch(sheet, middle, half, water, ground)
    sheet.line([(a, b - 10) for a, b in road], BLACK, 20)
    ripples(
        sheet, rng, (LEFT, water + 16, RIGHT, BOTTOM - 20), ACCENT, count=52, width=6, longest=260
    )
    for pier in (-216, 216):
        sheet.rectangle(x + pier - 64, water - 22, x + pier + 64, water + 26, BLACK)
    _staff(sheet, x + 216, deck + 110, water + 26)
    person(sheet, x - rng.uniform(60, 220), deck - 16, 88, BLACK)
    if rng.random() < 0.5:
        sheet.mirror()


def _arch(sheet, middle, half, water, ground):
    """Open an arch in the stone, with the joints of its voussoirs around it."""
    spring = water - 90
    curve = ring(middle, spring, half, start=pi, end=2 * pi)
    for x, y in ring(middle, spring, half + 34, start=pi, end=2 * pi, steps=14):
        sheet.line([(middle, spring), (x, y)], ground, 3)
    sheet.line(ring(middle, spring, half + 34, start=pi, end=2 * pi), ground, 3)
    sheet.polygon([(middle - half, water), *curve, (middle + half, water)], ground)


def _staff(sheet, x, top, bottom):
    sheet.rectangle(x - 20, top, x + 20, bottom, BLACK)
    sheet.rectangle(x - 15, top + 5, x + 15, bottom - 5, PAPER)
    for step in range(int((bottom - top) // 22)):
        wide = 15 if step % 5 else 30
        sheet.rectangle(x - 15, top + 8 + step * 22, x - 15 + wide, top + 14 + step * 22, KEY)


def train(sheet, rng):
    """A short night train with lit windows between mountains, under a thin moon."""
    sheet.fill(ACCENT)
    x, y, radius = rng.uniform(540, 900), rng.uniform(160, 230), rng.uniform(62, 96)
    for _ in range(26):
        star = rng.uniform(LEFT, RIGHT), rng.uniform(40, 420)
        sheet.circle(*star, rng.choice((2, 3, 4)), PAPER)
    sheet.circle(x, y, radius, PAPER)
    sheet.circle(x + radius * 0.44, y - radius * 0.18, radius * 0.92, ACCENT)
    valley = rng.uniform(600, 900)
    left = rugged(rng, (LEFT, rng.uniform(180, 420)), (valley + 140, 810), roughness=0.06)
    right = rugged(rng, (valley - 180, 820), (RIGHT, rng.uniform(140, 380)), roughness=0.06)
    sheet.polygon(down_to(right), accent_tone(0.55))
    sheet.polygon(down_to(left), Ink(0, 1, 0.5))
    rise = radians(rng.uniform(-10, -3))
    line = turned([(LEFT - 300, 700), (RIGHT + 300, 700)], rise, (750, 700))
    sheet.polygon(down_to(line), BLACK)
    _carriages(sheet, 694, rise, cars=rng.choice((2, 3, 3)))
    for step in range(1, 5):
        sheet.line([(x, y + 30 + 44 * step) for x, y in line], ACCENT, 7 - step)
    if rng.random() < 0.5:
        sheet.mirror()


def _carriages(sheet, rail, rise, *, cars):
    """Draw the cars and, at their right-hand end, the engine and its beam of light."""
    about = (750, 700)
    first = 750 - (232 * cars + 226) / 2
    for car in range(cars):
        left = first + car * 232
        sheet.polygon(turned(box(left, rail - 112, left + 220, rail - 16), rise, about), BLACK)
        sheet.polygon(turned(box(left + 8, rail - 122, left + 212, rail - 104), rise, about), BLACK)
        for window in range(5):
            edge = left + 18 + window * 39
            sheet.polygon(turned(box(edge, rail - 90, edge + 27, rail - 52), rise, about), PAPER)
    nose = first + 232 * cars
    engine = [(nose, rail - 16), (nose, rail - 118), (nose + 130, rail - 118),
              (nose + 220, rail - 60), (nose + 226, rail - 16)]  # fmt: skip
    sheet.polygon(turned(engine, rise, about), BLACK)
    cab = [
        (nose + 112, rail - 102),
        (nose + 130, rail - 102),
        (nose + 176, rail - 68),
        (nose + 112, rail - 68),
    ]
    sheet.polygon(turned(cab, rise, about), PAPER)
    for wheel in range(cars * 4 + 3):
        sheet.circle(*turned([(first + 24 + wheel * 62, rail - 12)], rise, about)[0], 15, BLACK)
    beam = [
        (nose + 224, rail - 40),
        (nose + 700, rail - 150),
        (nose + 700, rail - 16),
        (nose + 224, rail - 26),
    ]
    sheet.polygon(turned(beam, rise, about), Ink(0, 0.35, 0))


def regatta(sheet, rng):
    """Two rowing eights from above, level with each other, at the line of the finish."""
    sheet.fill(ACCENT)
    tilt, about = radians(rng.uniform(9, 15)), (750, 500)

    def place(points):
        return turned(points, tilt, about)

    for _ in range(46):
        x, y = rng.uniform(LEFT - 100, RIGHT), rng.uniform(-150, BOTTOM + 150)
        sheet.line(place([(x, y), (x + rng.uniform(70, 260), y)]), TINT, 4)
    finish = rng.uniform(1090, 1150)
    for square in range(-6, 32):
        for column in range(2):
            left, top = finish + column * 34, square * 34 + (column * 34 - 34)
            if square % 2 == column:
                sheet.polygon(place(box(left, top, left + 34, top + 34)), PAPER)
    for y, hull, blade in ((330, PAPER, BLACK), (680, BLACK, PAPER)):
        _eight(sheet, place, finish + 4, y, hull, blade)
    if rng.random() < 0.5:
        sheet.mirror()


def _eight(sheet, place, bow, y, hull, blade):
    """Draw a boat that points right, its bow at `bow`: eight rowers, their oars and a cox."""
    seat = BLACK if hull == PAPER else PAPER
    for rower in range(8):
        x, side = bow - 190 - rower * 92, 1 if rower % 2 else -1
        tip = (x - 74, y + side * 176)
        sheet.line(place([(x, y), tip]), BLACK if hull == PAPER else PAPER, 8)
        sheet.line(place([(tip[0] + 13, tip[1] - side * 34), tip]), blade, 24)
        sheet.circle(*place([(tip[0] - 46, tip[1])])[0], 15, PAPER, outline=4)
    half = smooth([(0, 0), (-200, 25), (-560, 34), (-900, 25), (-1060, 0)])
    outline = [(bow + dx, y + dy) for dx, dy in half]
    outline += [(bow + dx, y - dy) for dx, dy in reversed(half)]
    sheet.polygon([(px + 10, py + 22) for px, py in place(outline)], shadow(0.6))
    sheet.polygon(place(outline), hull)
    for rower in range(8):
        middle = place([(bow - 190 - rower * 92, y)])[0]
        sheet.circle(*middle, 27, seat)
        sheet.circle(*middle, 13, hull)
    sheet.circle(*place([(bow - 950, y)])[0], 20, seat)
