"""Motifs of ideas: paper shapes, charts, planets, letters."""

from math import pi, radians

from photos.lettering import TEXT_CUT, newsreader

from .figures import long_shadow, person
from .geometry import BOTTOM, LEFT, RIGHT, TOP, box, dashes, down_to, ring, turned
from .press import ACCENT, BLACK, KEY, PAPER, TINT, Ink, accent_tone, shadow


def paper_shapes(sheet, rng):
    """Cut paper: shapes in balance on a beam, piled up, or hung from the ceiling as a mobile."""
    sheet.fill(rng.choice((PAPER, TINT)))
    rng.choice((_balance, _tower, _mobile))(sheet, rng)
    if rng.random() < 0.5:
        sheet.mirror()


def _mobile(sheet, rng):
    """Three shapes and a second beam, hung by threads from a first."""
    x, y = rng.uniform(700, 760), rng.uniform(170, 220)
    lean, drop = rng.uniform(14, 34), rng.uniform(130, 170)
    sheet.line([(x, TOP), (x, y)], BLACK, 5)
    left, right = (x - 290, y + lean), (x + 240, y - lean)
    sheet.line([left, (x, y), right], BLACK, 13, round_ends=True)
    _hung(sheet, rng.choice((_disc, _half_disc)), left, drop * 1.5, 270, ACCENT)
    lower = (right[0], right[1] + drop)
    sheet.line([right, lower], BLACK, 5)
    ends = (lower[0] - 170, lower[1] - lean), (lower[0] + 200, lower[1] + lean)
    sheet.line([ends[0], lower, ends[1]], BLACK, 11, round_ends=True)
    shapes = rng.sample([_half_disc, _disc, _arch, _quarter], 2)
    _hung(sheet, shapes[0], ends[0], drop * 1.9, 165, BLACK)
    _hung(sheet, shapes[1], ends[1], drop * 0.9, 210, accent_tone(0.55))


def _hung(sheet, shape, hook, thread, size, ink):
    """Hang a shape by its middle from a thread of that many units."""
    x, y = hook
    outlines = list(shape(x, 0, size))
    points = [point for outline in outlines for point in outline]
    top, middle = min(down for _, down in points), sum(across for across, _ in points) / len(points)
    sheet.line([hook, (x, y + thread + size * 0.3)], BLACK, 4)
    for outline in outlines:
        sheet.polygon([(px + x - middle, py - top + y + thread) for px, py in outline], ink)


def _balance(sheet, rng):
    """A beam on a point, with shapes that weigh one another out."""
    x, floor = rng.uniform(690, 810), 850
    tilt = radians(rng.choice((-1, 1)) * rng.uniform(4, 9))
    apex = (x, floor - rng.uniform(210, 260))
    base = rng.uniform(120, 170)
    sheet.polygon([(x - base, floor), apex, (x + base, floor)], ACCENT)
    sheet.polygon([(x, floor), apex, (x + base, floor)], shadow(0.45))
    sheet.polygon(turned(box(x - 480, apex[1] - 28, x + 480, apex[1]), tilt, apex), BLACK)
    shapes = rng.sample([_half_disc, _disc, _arch, _stair, _quarter], 3)
    inks = rng.sample([ACCENT, BLACK, accent_tone(0.5), ACCENT], 3)
    for shape, ink, spot, size in zip(shapes, inks, (-310, 20, 320), (270, 170, 230), strict=True):
        for outline in shape(x + spot, apex[1] - 28, size * rng.uniform(0.85, 1.15)):
            sheet.polygon(turned(outline, tilt, apex), ink)
    sheet.rectangle(LEFT, floor, RIGHT, floor + 6, BLACK)
    long_shadow(sheet, x, floor + 6, 420, angle=14, width=260, tone=0.22)


def _tower(sheet, rng):
    """Shapes piled up as children pile bricks, each a little off the one below."""
    x, y = rng.uniform(690, 810), 880
    sheet.polygon(
        [(x - 190, y), (x + 210, y), (x + 560, y + 110), (x + 120, y + 110)], shadow(0.25)
    )
    inks = rng.choice(
        ([BLACK, ACCENT, BLACK, accent_tone(0.5)], [ACCENT, BLACK, ACCENT, accent_tone(0.5)])
    )
    lean = rng.choice((-1, 1)) * rng.uniform(16, 34)
    sheet.rectangle(x - 210, y - 130, x + 210, y, inks[0])
    sheet.rectangle(x + 120, y - 130, x + 210, y, shadow(0.45))
    for outline in _arch(x + lean, y - 130, 270):
        sheet.polygon(outline, inks[1])
    sheet.rectangle(x + 2 * lean - 250, y - 478, x + 2 * lean + 250, y - 450, inks[2])
    top = rng.choice((_half_disc, _quarter))
    for outline in top(x + lean - 70, y - 478, 190):
        sheet.polygon(outline, inks[3])
    for outline in _disc(x + lean + 150, y - 478, 120):
        sheet.polygon(outline, ACCENT)
    sheet.rectangle(LEFT, y, RIGHT, y + 6, BLACK)


def _half_disc(x, foot, size):
    yield ring(x, foot, size * 0.75, start=pi, end=2 * pi)


def _disc(x, foot, size):
    yield ring(x, foot - size * 0.62, size * 0.62)


def _arch(x, foot, size):
    outer = ring(x, foot - size * 0.65, size * 0.55, start=pi, end=2 * pi)
    inner = ring(x, foot - size * 0.65, size * 0.24, start=2 * pi, end=pi)
    yield [(x - size * 0.55, foot), *outer, (x + size * 0.55, foot),
           (x + size * 0.24, foot), *inner, (x - size * 0.24, foot)]  # fmt: skip


def _stair(x, foot, size):
    step = size * 0.36
    for level in range(3):
        yield box(x - 1.5 * step + level * step, foot - (3 - level) * step, x + 1.5 * step, foot)


def _quarter(x, foot, size):
    corner = (x - size * 0.55, foot)
    yield [corner, *ring(*corner, size * 1.15, start=1.5 * pi, end=2 * pi)]


def bar_chart(sheet, rng):
    """Uneven bars under a dashed line that none of them reaches, and somebody looking up."""
    sheet.fill(rng.choice((PAPER, TINT)))
    floor, line = 800, rng.uniform(190, 230)
    heights = rng.sample([520, 440, 350, 270, 180], 4)
    hero = heights.index(max(heights))
    inks = [BLACK, accent_tone(0.5), BLACK, accent_tone(0.5)]
    inks[hero] = ACCENT
    left, across = 330, 160
    for column, height in enumerate(heights):
        x = left + column * (across + 54)
        reach, depth = height * 0.8, height * 0.42
        shade = [(x, floor), (x + across, floor), (x + across + reach, floor + depth),
                 (x + reach, floor + depth)]  # fmt: skip
        sheet.polygon(shade, shadow(0.28))
    for column, (height, ink) in enumerate(zip(heights, inks, strict=True)):
        x = left + column * (across + 54)
        sheet.rectangle(x, floor - height, x + across, floor, ink)
    for dash in dashes([(LEFT, line), (RIGHT, line)], 40, 24):
        sheet.line(dash, KEY, 8)
    sheet.line([(LEFT, floor), (RIGHT, floor)], KEY, 6)
    column = rng.choice([c for c in range(4) if c != hero])
    person(sheet, left + column * (across + 54) + 80, floor - heights[column], 96, BLACK,
           facing=1 if column < hero else -1)  # fmt: skip
    if rng.random() < 0.5:
        sheet.mirror()


def line_chart(sheet, rng):
    """One line over a field of halftone, with a small figure at its turn."""
    sheet.fill(PAPER)
    for rule in range(6):
        sheet.line([(LEFT, 160 + rule * 140), (RIGHT, 160 + rule * 140)], shadow(0.35), 2.5)
    heights = [rng.uniform(600, 690), rng.uniform(560, 680)]
    heights += [rng.uniform(260, 330) if rng.random() < 0.5 else rng.uniform(430, 500)]
    heights += [rng.uniform(520, 640), rng.uniform(380, 480), rng.uniform(230, 300)]
    if rng.random() < 0.5:
        heights.reverse()
    points = [(LEFT + step * (RIGHT - LEFT) / 5, height) for step, height in enumerate(heights)]
    sheet.grade(down_to(points), Ink(0, 1, None), Ink(0, 0.12, None))
    sheet.line(points, BLACK, 17)
    peak = min(range(1, 5), key=lambda step: points[step][1])
    for step in range(1, 5):
        sheet.circle(*points[step], 24, BLACK)
        sheet.circle(*points[step], 13, PAPER if step != peak else ACCENT)
    x, y = points[peak]
    person(sheet, x, y - 26, 130, BLACK, facing=rng.choice((-1, 1)))


def orbit(sheet, rng):
    """A planet with light on one side, whole or as a horizon, and what goes around it."""
    night = rng.random() < 0.55
    ground = ACCENT if night else rng.choice((PAPER, TINT))
    sheet.fill(ground)
    if night:
        _stars(sheet, rng, 46)
    rng.choice((_whole_planet, _whole_planet, _horizon))(sheet, rng, ground)
    if rng.random() < 0.5:
        sheet.mirror()


def _whole_planet(sheet, rng, ground):
    x, y, radius = rng.uniform(650, 850), rng.uniform(460, 540), rng.uniform(180, 240)
    tilt = radians(rng.uniform(-34, 30))
    line = PAPER if ground == ACCENT else BLACK
    paths = [(radius * reach, radius * reach * 0.34) for reach in (1.55, 2.15, 2.85)]
    for across, down in paths:
        sheet.line(ring(x, y, across, down, tilt=tilt, start=pi, end=2 * pi), line, 5)
    _lit_disc(sheet, x, y, radius, PAPER if ground == ACCENT else ACCENT)
    angles = rng.uniform(0.3, 0.45), rng.uniform(0.72, 0.84), rng.choice((0.1, 0.9))
    for (across, down), size, angle in zip(paths, (22, 36, 28), angles, strict=True):
        front = ring(x, y, across, down, tilt=tilt, start=0, end=pi)
        sheet.line(front, line, 5)
        _moon(sheet, *front[round(angle * (len(front) - 1))], size, ground)


def _horizon(sheet, rng, ground):
    """A planet too large for the sheet, one path above it, one small moon on the path."""
    x, y, radius = rng.uniform(560, 700), rng.uniform(1010, 1080), rng.uniform(520, 590)
    line = PAPER if ground == ACCENT else BLACK
    path = ring(x, y, radius * 1.36, radius * 1.3, start=pi, end=2 * pi)
    sheet.line(path, line, 5)
    _lit_disc(sheet, x, y, radius, PAPER if ground == ACCENT else ACCENT)
    _moon(sheet, *path[round(rng.uniform(0.54, 0.68) * len(path))], rng.uniform(52, 66), ground)


def _lit_disc(sheet, x, y, radius, ink):
    disc = ring(x, y, radius)
    sheet.polygon(disc, ink)
    light = (x - radius * 0.5, y - radius * 0.5)
    sheet.glow(disc, shadow(0), shadow(0.92), centre=light, radius=radius * 1.7)


def _moon(sheet, x, y, size, ground):
    sheet.circle(x, y, size + 8, ground)
    sheet.circle(x, y, size, PAPER if ground == ACCENT else ACCENT)
    sheet.polygon(ring(x, y, size, start=-pi / 2, end=pi / 2), shadow(0.7))


def _stars(sheet, rng, count):
    for _ in range(count):
        x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
        sheet.circle(x, y, rng.choice((2, 2, 3, 5)), PAPER)


def letters(sheet, rng):
    """Two great letters of the publication's own type, printed over one another."""
    ground = rng.choice((PAPER, TINT))
    sheet.fill(ground)
    first, second = rng.choice(("ag", "Rk", "Qa", "&g", "Kt", "ae", "Gy", "fß", "Sq", "Ra"))
    size = rng.uniform(800, 860)
    upright = newsreader(sheet.points(size), weight=800, optical_size=TEXT_CUT)
    sloped = newsreader(sheet.points(size), weight=800, optical_size=TEXT_CUT, italic=True)
    fonts = rng.choice(((upright, upright), (upright, sloped), (sloped, upright)))
    middle, gap = 750, rng.uniform(175, 215)
    baseline = 500 - _optical_middle(fonts, (first, second)) / sheet.points(1)
    if rng.random() < 0.5:
        sheet.circle(
            middle + rng.choice((-1, 1)) * gap,
            500,
            rng.uniform(330, 380),
            PAPER if ground == TINT else TINT,
        )
    sheet.glyphs(first, middle - gap, baseline, fonts[0], Ink(None, 1, None), anchor="ms")
    sheet.glyphs(
        second, middle + gap, baseline, fonts[1], rng.choice((KEY, shadow(0.6))), anchor="ms"
    )


def _optical_middle(fonts, texts):
    """Return how far below the baseline the middle of the letters lies, in plate pixels."""
    boxes = [font.getbbox(text, anchor="ms") for font, text in zip(fonts, texts, strict=True)]
    return (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2
