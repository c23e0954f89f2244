"""Motifs of things on a table: leaves, books, ballots."""

from math import cos, pi, radians, sin, tan

from .geometry import BOTTOM, LEFT, RIGHT, box, smooth, turned
from .press import ACCENT, BLACK, PAPER, TINT, Ink, accent_tone, shadow

PALE = accent_tone(0.5)


def leaf(sheet, rng):
    """One large leaf, half in the light, or a branch of small ones."""
    ground = rng.choice((PAPER, TINT, ACCENT))
    sheet.fill(ground)
    bright = PAPER if ground == ACCENT else ACCENT
    dark = BLACK if ground == ACCENT else Ink(0, 1, 0.5)
    lean = radians(rng.choice((-1, 1)) * rng.uniform(22, 48))
    if rng.random() < 0.5:
        long = rng.uniform(840, 900)
        foot = (750 - long / 2 * sin(lean), 500 + long / 2 * cos(lean))
        stem = smooth([(foot[0] - 150 * sin(lean * 1.4), foot[1] + 150 * cos(lean)), foot,
                       (foot[0] + 90 * sin(lean), foot[1] - 90 * cos(lean))])  # fmt: skip
        sheet.line(stem, bright, 15)
        _blade(
            sheet, foot, long, long * rng.uniform(0.24, 0.34), lean, bright, dark, ground, veins=9
        )
    else:
        _branch(sheet, rng, lean, bright, dark, ground)


def _branch(sheet, rng, lean, bright, dark, ground):
    foot = (750 - 420 * sin(lean), 960)
    stem = smooth([(foot[0] + t * 900 * sin(lean) + 26 * sin(t * 5), foot[1] - t * 800 * cos(lean))
                   for t in (0, 0.25, 0.5, 0.75, 1)], 24)  # fmt: skip
    sheet.line(stem, BLACK, 9)
    for pair in range(5):
        root = stem[12 + pair * 17]
        for side in (-1, 1):
            long = (330 - pair * 34) * rng.uniform(0.92, 1.05)
            _blade(
                sheet, root, long, long * 0.19, lean + side * 0.95, bright, dark, ground, veins=4
            )
    _blade(sheet, stem[-1], 230, 46, lean, bright, dark, ground, veins=4)


def _blade(sheet, foot, long, half, lean, bright, dark, ground, *, veins):
    """Draw a leaf that grows from its foot, `long` units at `lean` radians from upright."""
    x, y = foot
    profile = [(0, 0), (0.06, 0.4), (0.2, 0.86), (0.38, 1), (0.6, 0.78), (0.82, 0.3), (1, 0)]
    for side, ink in ((-1, bright), (1, dark)):
        edge = smooth([(x + side * w * half, y - t * long) for t, w in profile])
        sheet.polygon(turned(edge, lean, foot), ink)
        for vein in range(1, veins + 1):
            t = 0.1 + 0.72 * vein / (veins + 1)
            reach = 0.8 * half * sin(pi * min(1, t + 0.16)) ** 0.8
            start, end = (x, y - t * long), (x + side * reach, y - (t + 0.13) * long)
            sheet.line(turned([start, end], lean, foot), ground, max(2.5, half * 0.022))
    sheet.line(
        turned([(x, y + long * 0.08), (x, y - long * 0.97)], lean, foot),
        ground,
        max(4, half * 0.04),
    )


def books(sheet, rng):
    """A shelf of spines with one that leans, a stack with one pulled half out, or one open book."""
    ground, main = rng.choice([(PAPER, ACCENT), (TINT, ACCENT), (ACCENT, TINT)])
    sheet.fill(ground)
    rng.choice((_shelf, _stack, _open_book))(sheet, rng, main)
    if rng.random() < 0.5:
        sheet.mirror()


def _open_book(sheet, rng, main):
    """An open book seen from its foot, its lines set in ink and one of them marked."""
    x, y = rng.uniform(730, 770), rng.uniform(690, 720)
    for side in (-1, 1):
        _cover(sheet, x, y, side)
        _page(sheet, rng, x, y, side, main)
    sheet.line([(x, y - 410), (x, y + 30)], BLACK, 7)


def _cover(sheet, x, y, side):
    board = [(0, -380), (520, -440), (520, 60), (0, 60)]
    sheet.polygon([(x + side * dx, y + dy) for dx, dy in board], BLACK)


def _page(sheet, rng, x, y, side, main):
    """Draw one page: its edges bend like paper, so every line of text follows the same curve."""

    def place(across, down):
        bend = -70 * sin(pi * min(1, across * 1.15)) - 30 * across
        return (x + side * 490 * across, y + bend - 400 + 430 * down)

    steps = [step / 20 for step in range(21)]
    edge = [*(place(t, 0) for t in steps), *(place(t, 1) for t in reversed(steps))]
    sheet.polygon(edge, PAPER)
    sheet.polygon(
        [place(t, down) for down, row in ((0, steps[:4]), (1, steps[3::-1])) for t in row],
        shadow(0.3),
    )
    marked = rng.randrange(2, 7)
    for row in range(8):
        stop = rng.uniform(0.6, 0.9) if row in (3, 7) else 0.9
        line = [place(t, 0.13 + row * 0.1) for t in steps if 0.14 <= t <= stop]
        if row == marked and side == 1:
            sheet.line(line, main, 36)
        sheet.line(line, BLACK, 9)


def _shelf(sheet, rng, main):
    floor, x, lean = 790, rng.uniform(290, 350), radians(rng.uniform(12, 17))
    while x < 960:
        across, tall = rng.uniform(56, 120), rng.uniform(380, 570)
        _spine(sheet, x, floor, across, tall, rng=rng, ink=rng.choice(_bindings(main)))
        x += across + 5
    touching = min(tall, 500 * cos(lean))
    _spine(sheet, x + touching * tan(lean), floor, 96, 500, rng=rng, lean=lean, ink=main)
    sheet.rectangle(LEFT, floor, RIGHT, floor + 30, BLACK)
    sheet.grade(box(LEFT, floor + 30, RIGHT, floor + 140), shadow(0.6), shadow(0))


def _bindings(main):
    """Return the inks of books whose best colour is `main`."""
    return [main, BLACK, PALE, BLACK, main, PAPER]


def _spine(sheet, x, floor, across, tall, *, rng, ink, lean=0.0):
    foot = (x, floor)
    mark = BLACK if ink in (PAPER, PALE, TINT) else PAPER

    def place(left, top, right, bottom):
        outline = box(foot[0] + left, floor - top, foot[0] + right, floor - bottom)
        return turned(outline, -lean, foot) if lean else outline

    sheet.polygon(place(0, tall, across, 0), ink)
    if ink == PAPER:
        sheet.line([*place(0, tall, across, 0), place(0, tall, across, 0)[0]], BLACK, 4)
    for band in rng.choice(((0.9, 0.87), (0.84, 0.8, 0.16, 0.12), (0.2, 0.17))):
        sheet.polygon(place(0, tall * band + 4, across, tall * band - 3), mark)
    if rng.random() < 0.6:
        sheet.polygon(place(across * 0.3, tall * 0.7, across * 0.7, tall * 0.42), mark)
    sheet.polygon(place(across * 0.8, tall, across, 0), shadow(0.35))


def _stack(sheet, rng, main):
    floor, middle = 830, 750
    y = floor
    inks = [*_bindings(main), main]
    rng.shuffle(inks)
    out = rng.randrange(2, 5)
    for level, ink in enumerate(inks):
        deep, wide = rng.uniform(66, 104), rng.uniform(520, 680)
        x = middle + rng.uniform(-34, 34) + (150 if level == out else 0)
        _lying(sheet, x - wide / 2, y - deep, x + wide / 2, y - 4, ink)
        y -= deep
    sheet.rectangle(LEFT, floor, RIGHT, floor + 8, BLACK)
    sheet.polygon(
        [(470, floor + 8), (1030, floor + 8), (1220, floor + 84), (640, floor + 84)], shadow(0.28)
    )


def _lying(sheet, left, top, right, bottom, ink):
    mark = BLACK if ink in (PAPER, PALE, TINT) else PAPER
    sheet.rectangle(left, top, right, bottom, ink)
    if ink == PAPER:
        sheet.line([*box(left, top, right, bottom), (left, top)], BLACK, 4)
    for edge in (left + 40, left + 60, right - 66, right - 46):
        sheet.rectangle(edge, top, edge + 7, bottom, mark)
    middle = (top + bottom) / 2
    sheet.rectangle(left + 190, middle - 7, right - 200, middle + 7, mark)
    sheet.rectangle(left, bottom - (bottom - top) * 0.22, right, bottom, shadow(0.4))


def ballot(sheet, rng):
    """A paper with one cross on its way into a box."""
    sheet.fill(rng.choice((PAPER, TINT)))
    _paper_going_in(sheet, rng)
    if rng.random() < 0.5:
        sheet.mirror()


def long_ballot(sheet, rng):
    """A very long ballot paper that unrolls out of a box and across the floor."""
    sheet.fill(rng.choice((PAPER, TINT)))
    _paper_rolling_out(sheet, rng)
    if rng.random() < 0.5:
        sheet.mirror()


def _paper_going_in(sheet, rng):
    x, top = rng.uniform(700, 800), 560
    lean = radians(rng.choice((-1, 1)) * rng.uniform(6, 13))
    about = (x, top)
    sheet.polygon(turned(box(x - 176, top - 422, x + 176, top + 80), lean, about), BLACK)
    sheet.polygon(turned(box(x - 170, top - 416, x + 170, top + 80), lean, about), PAPER)
    chosen = rng.randrange(1, 4)
    for row in range(4):
        y = top - 370 + row * 92
        square = turned(box(x - 130, y, x - 74, y + 56), lean, about)
        sheet.line([*square, square[0]], BLACK, 5)
        sheet.polygon(turned(box(x - 44, y + 12, x + 124, y + 22), lean, about), BLACK)
        sheet.polygon(
            turned(box(x - 44, y + 34, x + rng.uniform(40, 100), y + 42), lean, about), BLACK
        )
        if row == chosen:
            for ends in (
                [(x - 146, y - 16), (x - 58, y + 72)],
                [(x - 58, y - 16), (x - 146, y + 72)],
            ):
                sheet.line(turned(ends, lean, about), ACCENT, 18, round_ends=True)
    _ballot_box(sheet, x, top)


def _ballot_box(sheet, x, top):
    sheet.polygon(
        [(x - 330, top + 40), (x + 330, top + 40), (x + 300, BOTTOM), (x - 300, BOTTOM)], ACCENT
    )
    sheet.polygon(
        [(x + 130, top + 40), (x + 330, top + 40), (x + 300, BOTTOM), (x + 150, BOTTOM)],
        shadow(0.45),
    )
    sheet.rectangle(x - 345, top + 20, x + 345, top + 62, BLACK)


def _paper_rolling_out(sheet, rng):
    """The paper hangs from a slot, turns at the floor and runs away to its rolled-up end."""
    x, floor, half = rng.uniform(560, 610), rng.uniform(545, 565), 92
    away = (rng.uniform(500, 560), rng.uniform(240, 270))
    sheet.rectangle(x - 270, floor - 390, x + 270, floor, ACCENT)
    sheet.rectangle(x + 170, floor - 390, x + 270, floor, shadow(0.45))
    sheet.rectangle(x - 294, floor - 430, x + 294, floor - 380, BLACK)
    sheet.polygon(
        [(x - 40, floor), (x + 270, floor), (x + 450, floor + 80), (x + 130, floor + 80)],
        shadow(0.3),
    )
    sheet.rectangle(x - half - 60, floor - 294, x + half + 60, floor - 274, BLACK)

    def place(u, v):
        """Map u, 0 to 1 across, and v: -1 at the slot, 0 at the fold, 1 at the roll."""
        across = x - half + 2 * half * u
        return (across, floor + 285 * v) if v < 0 else (across + away[0] * v, floor + away[1] * v)

    edges = [place(0, -1), place(1, -1), place(1, 0), place(1, 1), place(0, 1), place(0, 0)]
    sheet.polygon(edges, PAPER)
    sheet.polygon([place(0, 0), place(1, 0), place(1, 0.3), place(0, 0.3)], shadow(0.22))
    sheet.line([*edges, edges[0]], BLACK, 5)
    for row in range(11):
        _ballot_row(sheet, rng, place, -0.9 + row * 0.17)
    _rolled_end(sheet, place)


def _ballot_row(sheet, rng, place, v):
    square = [place(0.12, v), place(0.28, v), place(0.28, v + 0.1), place(0.12, v + 0.1)]
    sheet.line([*square, square[0]], BLACK, 4)
    long = rng.uniform(0.6, 0.88)
    sheet.line([place(0.4, v + 0.05), place(long, v + 0.05)], BLACK, 8)


def _rolled_end(sheet, place):
    (left, y), (right, _) = place(0, 1), place(1, 1)
    for grow, ink in ((5, BLACK), (0, PAPER)):
        sheet.rectangle(left, y - 44 - grow, right, y + 44 + grow, ink)
        sheet.ellipse(left, y, 26 + grow, 44 + grow, ink)
    sheet.ellipse(right, y, 31, 49, BLACK)
    sheet.ellipse(right, y, 26, 44, PAPER)
    sheet.ellipse(right, y, 15, 27, BLACK, outline=5)
    sheet.rectangle(left, y + 12, right - 20, y + 44, shadow(0.3))
