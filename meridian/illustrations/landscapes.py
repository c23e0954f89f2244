"""Motifs of land and water under the sky: waves, mountains, sun."""

from math import cos, exp, pi, sin

from .figures import bird, cloud_bank, long_shadow, person, rowing_boat
from .geometry import BOTTOM, LEFT, RIGHT, TOP, box, down_to, ring, rugged, smooth, strides
from .press import ACCENT, BLACK, KEY, PAPER, TINT, Ink, accent_tone, shadow


def waves(sheet, rng):
    """Rows of swell with narrow boats among them."""
    night = rng.random() < 0.4
    sheet.fill(ACCENT if night else PAPER)
    _disc_in_the_sky(sheet, rng, night)
    horizon = rng.uniform(400, 470)
    rows = 6
    boats = sorted(rng.sample(range(1, 5), rng.choice((2, 3))))
    middle = rng.uniform(560, 940)
    for row in range(rows):
        near = row / (rows - 1)
        crest = horizon + 480 * near**1.25
        _boats_in_row(sheet, rng, row, boats, middle, crest, near)
        _swell(sheet, rng, crest, near, night, row)
    if rng.random() < 0.6:
        for _ in range(3):
            bird(sheet, middle + rng.uniform(-350, 350), rng.uniform(150, 330), rng.uniform(36, 70),
                 PAPER if night else KEY)  # fmt: skip


def _disc_in_the_sky(sheet, rng, night):
    x, y, radius = rng.choice((450, 1050)) + rng.uniform(-60, 60), rng.uniform(270, 360), 165
    if night:
        sheet.circle(x, y, radius * 0.6, PAPER)
    else:
        sheet.grade(ring(x, y, radius), accent_tone(0.95), accent_tone(0.35))


def _boats_in_row(sheet, rng, row, boats, middle, crest, near):
    if row in boats:
        side = (-1, 0.9, -0.5)[boats.index(row)]
        length = 150 + 230 * near
        x = middle + side * (170 + 90 * near)
        rowing_boat(sheet, x, crest - 6, length, BLACK, ticked=True)
        person(sheet, x - length * 0.2, crest - 8, length * 0.5, BLACK, facing=1)


def _swell(sheet, rng, crest, near, night, row):
    """One row of water: a scalloped edge, then finer lines that follow it."""
    length, height = 150 + 240 * near, 16 + 34 * near
    start = rng.uniform(-length, 0)
    edge = []
    for step in range(int((RIGHT - LEFT + 2 * length) / 8)):
        x = LEFT + start + step * 8
        phase = ((x - LEFT - start) / length) % 1
        edge.append((x, crest + height * (1 - abs(sin(pi * phase)) ** 0.8)))
    ink = [TINT, ACCENT][row % 2] if not night else [TINT, Ink(0, 1, 0.3)][row % 2]
    sheet.polygon(down_to(edge), ink)
    for echo in range(1, 4):
        lower = [(x, y + echo * (12 + 12 * near)) for x, y in edge]
        sheet.line(lower, PAPER if ink != TINT else ACCENT, 5 - echo + 1.5 * near)


def lighthouse(sheet, rng):
    """A headland with an unlit lighthouse above dark water, and lit windows below."""
    sheet.fill(TINT)
    sheet.grade(box(LEFT, TOP, RIGHT, 640), accent_tone(0.85), accent_tone(0.0))
    x = rng.uniform(860, 980)
    cliff = rugged(rng, (x - 330, 760), (x - 120, 470), roughness=0.12, rounds=4)
    top = rugged(rng, (x - 120, 470), (RIGHT, 400), roughness=0.03, rounds=4)
    sheet.polygon(down_to([*cliff, *top[1:]]), BLACK)
    sheet.polygon([(x - 44, 462), (x + 44, 462), (x + 29, 170), (x - 29, 170)], PAPER)
    sheet.polygon([(x + 8, 462), (x + 44, 462), (x + 29, 170), (x + 5, 170)], shadow(0.4))
    for y in (235, 345):
        sheet.polygon([(x - 34, y + 42), (x + 34, y + 42), (x + 32, y), (x - 32, y)], ACCENT)
    sheet.rectangle(x - 42, 158, x + 42, 172, KEY)
    sheet.rectangle(x - 22, 108, x + 22, 160, KEY)
    sheet.polygon([(x - 30, 108), (x, 70), (x + 30, 108)], KEY)
    for house in range(5):
        left = x - 40 + house * 92
        sheet.rectangle(left, 600 - 8 * house, left + 22, 630 - 8 * house, PAPER)
    for row in range(4):
        near = row / 3
        _swell(sheet, rng, 690 + 230 * near, near, night=row % 2 == 0, row=row)
    if rng.random() < 0.5:
        sheet.mirror()


def mountains(sheet, rng):
    """One great peak, its lit side and its dark side, over mist and foothills."""
    night = rng.random() < 0.35
    sheet.fill(ACCENT if night else TINT)
    x, y = rng.uniform(600, 900), rng.uniform(150, 220)
    disc = x - rng.uniform(300, 380), rng.uniform(240, 310), rng.uniform(80, 140)
    sheet.circle(*disc, PAPER if night else ACCENT)
    far = rugged(rng, (LEFT, rng.uniform(520, 580)), (RIGHT, rng.uniform(480, 560)), roughness=0.07)
    if night:
        sheet.polygon(down_to(far), Ink(0, 1, 0.35))
    else:
        sheet.grade(down_to(far), accent_tone(0.6), accent_tone(0.0))
    for smaller in rng.sample(
        [(-420, 330, 0.55), (430, 270, 0.6), (250, 210, 0.66)], rng.choice((1, 2))
    ):
        across, down, scale = smaller
        _peak(sheet, rng, x + across, y + down, scale)
    _peak(sheet, rng, x, y, 1.0)
    hills = rugged(
        rng, (LEFT, rng.uniform(760, 820)), (RIGHT, rng.uniform(740, 800)), roughness=0.05
    )
    sheet.polygon(down_to(hills), Ink(0, 1, 0.45) if night else ACCENT)
    dip = rng.uniform(-40, 40)
    front = smooth(
        [(LEFT, 920 - dip), (300, 870 + dip), (820, 935), (1200, 880 - dip), (RIGHT, 930)]
    )
    sheet.polygon(down_to(front), BLACK)
    if rng.random() < 0.5:
        sheet.mirror()


def _peak(sheet, rng, x, y, scale):
    base = y + 760 * scale
    left = rugged(rng, (x - 620 * scale, base), (x, y), roughness=0.06, rounds=5)
    right = rugged(rng, (x, y), (x + 600 * scale, base), roughness=0.06, rounds=5)
    spine = [(x, y)]
    for step in range(1, 9):
        swing = (-1) ** step * rng.uniform(20, 60) * scale
        spine.append((x + swing + 8 * step * scale, y + step * 95 * scale))
    sheet.polygon([*left, *right], PAPER)
    sheet.polygon([*right, *spine[::-1]], Ink(0, 1, 0.0))
    sheet.grade([*right, *spine[::-1]], shadow(0.85), shadow(0.05))
    for _ in range(5):
        start = rng.choice(left[6:-5])
        gully = rugged(
            rng, start, (start[0] + 60 * scale, start[1] + 190 * scale), roughness=0.1, rounds=3
        )
        sheet.line(gully, KEY, 3 * scale)


def sun(sheet, rng):
    """A great sun half behind banks of cloud, rain to one side and kites to the other."""
    ground, disc, cloud = rng.choice(
        [(PAPER, ACCENT, TINT), (TINT, ACCENT, PAPER), (ACCENT, PAPER, TINT)]
    )
    sheet.fill(ground)
    x, y, radius = rng.uniform(660, 840), rng.uniform(370, 430), rng.uniform(240, 300)
    sheet.circle(x, y, radius, disc)
    reach = rng.uniform(0.8, 1.1)
    cloud_bank(sheet, rng, x + 330, y - 20, 520 * reach, cloud, depth=54)
    cloud_bank(sheet, rng, x - 240, y + 110, 640 * reach, Ink(0, 0, 0.3), depth=58)
    cloud_bank(sheet, rng, x + 210, y + 230, 720, BLACK, depth=56)
    line = PAPER if ground == ACCENT else KEY
    _rain(sheet, rng, x + 210, y + 240, line)
    land = [(LEFT, 890), (500, 870 + rng.uniform(-20, 20)), (1000, 895), (RIGHT, 870)]
    sheet.polygon(down_to(smooth(land)), BLACK if ground == ACCENT else ACCENT)
    kites = [(-330, 240, 34), (-450, 320, 29), (-250, 350, 24)]
    for across, down, half in kites[: rng.choice((2, 3))]:
        _kite(sheet, x + across, y + down + rng.uniform(-20, 20), half, line)
    if rng.random() < 0.5:
        sheet.mirror()


def _rain(sheet, rng, x, top, ink):
    for step in range(20):
        left = x - 250 + step * 29
        fall = rng.uniform(60, 200)
        sheet.line([(left, top), (left - fall * 0.25, top + fall)], ink, 3)


def _kite(sheet, x, y, size, ink):
    sheet.polygon([(x, y - 1.4 * size), (x + size, y - 0.2 * size), (x, y + 1.5 * size),
                   (x - size, y - 0.2 * size)], ink)  # fmt: skip
    tail = smooth([(x, y + 1.5 * size), (x - 20, y + 80), (x + 14, y + 120), (x - 6, y + 165)])
    sheet.line(tail, ink, 2.5)


def two_clocks(sheet, rng):
    """A village street, one sun, and a clock tower that casts two shadows."""
    sheet.fill(PAPER)
    ground = 700
    x = rng.uniform(690, 810)
    sheet.circle(x - 330, 260, 130, ACCENT)
    sheet.rectangle(LEFT, ground, RIGHT, BOTTOM, TINT)
    for house in range(9):
        left = LEFT + house * 175 + rng.uniform(-10, 10)
        wall = ground - rng.uniform(90, 150)
        sheet.rectangle(left, wall, left + 150, ground, accent_tone(0.55) if house % 2 else ACCENT)
        sheet.polygon([(left - 12, wall), (left + 75, wall - 70), (left + 162, wall)], BLACK)
    sheet.polygon(
        [(x - 70, ground), (x + 70, ground), (x + 330, BOTTOM), (x + 120, BOTTOM)], shadow(0.5)
    )
    sheet.polygon(
        [(x - 70, ground), (x + 70, ground), (x + 660, 900), (x + 480, 920)], shadow(0.28)
    )
    sheet.rectangle(x - 78, 250, x + 78, ground, PAPER)
    sheet.rectangle(x - 70, 258, x + 70, ground, BLACK)
    sheet.polygon([(x - 92, 262), (x, 110), (x + 92, 262)], BLACK)
    for middle, hour in ((335, 0.5), (470, 2.2)):
        sheet.circle(x, middle, 52, PAPER)
        sheet.line(
            [(x, middle), (x + 38 * cos(hour), middle - 38 * sin(hour))], KEY, 6, round_ends=True
        )
        sheet.line([(x, middle), (x, middle - 26)], KEY, 7, round_ends=True)
    person(sheet, x - 240, 820, 105, BLACK)
    long_shadow(sheet, x - 240, 820, 150)


def terraces(sheet, rng):
    """A hill of terraced vines, walled row above row, up to a small house under the sun."""
    sheet.fill(rng.choice((PAPER, TINT)))
    peak = rng.choice((470, 1030)) + rng.uniform(-40, 40)
    sheet.circle(1500 - peak + rng.uniform(-60, 60), 250, rng.uniform(110, 140), ACCENT)
    sheet.polygon(down_to(_hillside(peak, 0)), BLACK)
    for level in range(7):
        edge = _hillside(peak, level / 7)
        sheet.polygon(down_to(edge), (ACCENT, accent_tone(0.62))[level % 2])
        sheet.line([(x, y + 6) for x, y in edge], BLACK, 12)
        _vines(sheet, edge, 26 + level * 7)
    _small_house(sheet, peak, min(y for _, y in _hillside(peak, 0)))


def _hillside(peak, share):
    """Return the edge of a terrace: share 0 is the crest of the hill, 1 lies below the board."""
    long = 420 + 900 * share
    top = 270 + 760 * share
    return [
        (x, top + (150 + 500 * (1 - share)) * (1 - exp(-(((x - peak) / long) ** 2))))
        for x in (LEFT + (RIGHT - LEFT) * step / 120 for step in range(121))
    ]


def _vines(sheet, edge, tall):
    for x, y, slope in strides(edge, tall * 1.7, start=tall):
        if abs(slope) > 0.62:  # too steep to plant
            continue
        sheet.line([(x, y), (x, y - tall)], BLACK, tall * 0.12)
        sheet.circle(x, y - tall * 0.9, tall * 0.34, BLACK)


def _small_house(sheet, x, y):
    y = y + 10
    sheet.rectangle(x - 52, y - 84, x + 52, y, PAPER)
    sheet.polygon([(x - 68, y - 80), (x, y - 134), (x + 68, y - 80)], BLACK)
    sheet.rectangle(x - 12, y - 44, x + 12, y, BLACK)
    sheet.rectangle(x + 20, y - 84, x + 52, y, shadow(0.5))
