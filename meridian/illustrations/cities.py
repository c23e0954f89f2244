"""Motifs of what people build: skylines, cranes, stadiums."""

from math import radians

from .figures import shaded_box
from .geometry import BOTTOM, LEFT, RIGHT, box, ring, turned
from .press import ACCENT, BLACK, PAPER, TINT, Ink, accent_tone


def skyline(sheet, rng):
    """Towers in three depths before a great disc."""
    night = rng.random() < 0.5
    sheet.fill(ACCENT if night else rng.choice((PAPER, TINT)))
    focus = rng.choice((540, 960)) + rng.uniform(-50, 50)
    x, y, radius = focus + rng.choice((-230, 230)), rng.uniform(300, 380), rng.uniform(170, 230)
    if night:
        sheet.circle(x, y, radius * 0.8, PAPER)
    else:
        sheet.circle(x, y, radius, ACCENT)
    far = accent_tone(0.62) if night else TINT
    _row_of_towers(sheet, rng, far, focus, floor=640, peak=330, width=(60, 110), windows=None)
    middle = Ink(0, 1, 0.4) if night else accent_tone(0.6)
    _row_of_towers(sheet, rng, middle, focus, floor=740, peak=420, width=(80, 130), windows=None)
    _row_of_towers(sheet, rng, BLACK, focus, floor=880, peak=640, width=(90, 150), windows=PAPER)
    sheet.rectangle(LEFT, 930, RIGHT, BOTTOM, BLACK)


def _row_of_towers(sheet, rng, ink, focus, *, floor, peak, width, windows):
    """Build from left to right; towers are tallest, by `peak` units, where the focus is."""
    x = LEFT - rng.uniform(0, 60)
    while x < RIGHT:
        across = rng.uniform(*width)
        nearness = max(0.0, 1 - abs(x + across / 2 - focus) / 620)
        top = floor - 60 - peak * nearness**1.6 * rng.uniform(0.55, 1.0) - rng.uniform(0, 60)
        sheet.rectangle(x, top, x + across, BOTTOM, ink)
        _roof(sheet, rng, x, top, across, ink)
        if windows:
            _lit_windows(sheet, rng, x, top, across, windows)
        x += across + rng.choice((6, 10, 30))


def _roof(sheet, rng, x, top, across, ink):
    kind = rng.choice(("flat", "step", "slant", "spire", "flat"))
    if kind == "step":
        sheet.rectangle(x + across * 0.2, top - 34, x + across * 0.8, top, ink)
        sheet.rectangle(x + across * 0.36, top - 60, x + across * 0.64, top, ink)
    elif kind == "slant":
        sheet.polygon([(x, top), (x + across, top), (x + across, top - across * 0.5)], ink)
    elif kind == "spire":
        middle = x + across / 2
        sheet.polygon([(middle - 5, top), (middle + 5, top), (middle, top - 110)], ink)


def _lit_windows(sheet, rng, x, top, across, ink):
    columns = int((across - 22) // 22)
    margin = (across - columns * 22 + 10) / 2
    lit = rng.uniform(0.12, 0.5)
    for row in range(int((920 - top) // 32)):
        for column in range(columns):
            if rng.random() < lit:
                left, upper = x + margin + column * 22, top + 22 + row * 32
                sheet.rectangle(left, upper, left + 11, upper + 17, ink)


def crane(sheet, rng):
    """A tower crane carrying one large shape over an unfinished building."""
    sheet.fill(rng.choice((PAPER, TINT)))
    mast, jib = rng.uniform(430, 500), rng.uniform(190, 230)
    hook = rng.uniform(880, 1010)
    load = rng.choice(("disc", "block", "house"))
    _frame(sheet, rng, 740, 815)
    _lattice(sheet, (mast, BOTTOM), (mast, jib), 46)
    _lattice(sheet, (mast - 240, jib), (mast + 780, jib), 34)
    sheet.polygon([(mast - 20, jib), (mast + 20, jib), (mast, jib - 120)], BLACK)
    for end in (mast - 220, mast + 420, mast + 700):
        sheet.line([(mast, jib - 114), (end, jib - 14)], BLACK, 4)
    sheet.rectangle(mast - 250, jib + 10, mast - 160, jib + 84, BLACK)
    sheet.rectangle(mast + 26, jib + 20, mast + 74, jib + 78, BLACK)
    drop = jib + rng.uniform(90, 140)
    sheet.line([(hook, jib + 10), (hook, drop)], BLACK, 5)
    _load(sheet, load, hook, drop)
    if rng.random() < 0.5:
        sheet.mirror()


def _load(sheet, load, x, y):
    if load == "disc":
        sheet.line([(x, y - 60), (x, y + 20)], BLACK, 5)
        sheet.circle(x, y + 140, 132, ACCENT)
        return
    for side in (-120, 120):
        sheet.line([(x, y), (x + side, y + 84)], BLACK, 4)
    if load == "block":
        shaded_box(sheet, x - 130, y + 80, x + 130, y + 270, ACCENT)
    else:
        sheet.polygon(
            [(x - 150, y + 150), (x - 110, y + 82), (x + 110, y + 82), (x + 150, y + 150)], BLACK
        )
        sheet.rectangle(x - 120, y + 148, x + 120, y + 280, ACCENT)
        sheet.rectangle(x - 26, y + 196, x + 26, y + 280, PAPER)
        sheet.rectangle(x + 60, y + 180, x + 96, y + 220, PAPER)


def _frame(sheet, rng, left, top):
    for floor in range(4):
        y = top + floor * 76
        sheet.rectangle(left, y, RIGHT, y + 14, ACCENT)
        for post in range(8):
            x = left + post * 112
            if floor == 0 and post > 2:
                continue
            sheet.rectangle(x, y - 62 if floor else y - 40, x + 12, y, ACCENT)
        for filled in range(7):
            if floor and rng.random() < 0.35:
                sheet.rectangle(left + filled * 112 + 12, y - 62, left + filled * 112 + 112, y,
                                accent_tone(0.4))  # fmt: skip


def _lattice(sheet, start, end, width):
    (x0, y0), (x1, y1) = start, end
    upright = x0 == x1
    count = round((abs(y1 - y0) if upright else abs(x1 - x0)) / width)
    half = width / 2
    for step in range(count):
        low, high = step / count, (step + 1) / count
        side = half if step % 2 else -half
        if upright:
            zigzag = [(x0 - side, y0 + (y1 - y0) * low), (x0 + side, y0 + (y1 - y0) * high)]
        else:
            zigzag = [(x0 + (x1 - x0) * low, y0 - side), (x0 + (x1 - x0) * high, y0 + side)]
        sheet.line(zigzag, BLACK, 4.5)
    for rail in (-half, half):
        shift = (rail, 0) if upright else (0, rail)
        sheet.line([(x0 + shift[0], y0 + shift[1]), (x1 + shift[0], y1 + shift[1])], BLACK, 7)


def stadium(sheet, rng):
    """A bowl seen from above, whole or from near by: the crowd as dots in rings about the pitch."""
    ground, stand, seats = rng.choice(
        [(PAPER, ACCENT, PAPER), (TINT, ACCENT, PAPER), (ACCENT, TINT, ACCENT)]
    )
    sheet.fill(ground)
    near, x, y = rng.choice(((1, 750, 510), (1.45, 560, 620), (1.45, 940, 400), (1.3, 960, 590)))
    x, y = x + rng.uniform(-40, 40), y + rng.uniform(-20, 20)
    tilt = radians(rng.choice((-1, 1)) * rng.uniform(5, 24))

    def oval(across, down):
        return ring(x, y, across * near, down * near, tilt=tilt)

    sheet.polygon(oval(660, 400), BLACK)
    sheet.polygon(oval(640, 382), stand)
    for tier in range(9):
        across, down = ((0.56 + tier * 0.049) * radius * near for radius in (640, 382))
        _crowd(sheet, rng, ring(x, y, across, down, tilt=tilt, steps=round(across / 4.3)), seats)
    sheet.polygon(oval(345, 200), BLACK)
    sheet.polygon(oval(330, 188), PAPER)
    _pitch(sheet, x, y, near, tilt)


def _pitch(sheet, x, y, near, tilt):
    def place(left, top, right, bottom):
        corners = box(x + left * near, y + top * near, x + right * near, y + bottom * near)
        return turned(corners, tilt, (x, y))

    sheet.polygon(place(-235, -105, 235, 105), TINT)
    for left in range(-235, 235, 94):
        sheet.polygon(place(left, -105, left + 47, 105), accent_tone(0.55))
    sheet.circle(x, y, 42 * near, PAPER)
    for mark in (
        (-235, -105, 235, 105),
        (-235, -50, -180, 50),
        (180, -50, 235, 50),
        (0, -105, 0, 105),
    ):
        outline = place(*mark)
        sheet.line([*outline, outline[0]], BLACK, 4 * near)
    sheet.circle(x, y, 42 * near, BLACK, outline=4 * near)
    sheet.circle(x, y, 9 * near, BLACK)


def _crowd(sheet, rng, places, ink):
    for x, y in places[:-1]:
        if rng.random() < 0.9:
            sheet.circle(x, y, rng.choice((6, 7, 8)), ink if rng.random() < 0.82 else BLACK)
