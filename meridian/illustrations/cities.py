"""Motifs of what people build: narrow streets, stadiums."""

from math import radians

from .figures import person
from .geometry import BOTTOM, LEFT, RIGHT, TOP, box, ring, smooth, turned
from .press import ACCENT, BLACK, PAPER, TINT, accent_tone, shadow


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


def narrow_street(sheet, rng):
    """An old street between high walls, one in the sun and one in shadow, and who walks there."""
    sheet.fill(PAPER)
    x = 750 + rng.uniform(-40, 40)
    sky = [(x - 330, TOP), (x + 330, TOP), (x + 70, 640), (x - 70, 640)]
    sheet.polygon(sky, TINT)
    sheet.circle(x - 30, 170, 100, ACCENT)
    walls = {
        -1: ([(LEFT, TOP), (x - 330, TOP), (x - 70, 640), (x - 70, 720), (LEFT, BOTTOM)], ACCENT),
        1: ([(RIGHT, TOP), (x + 330, TOP), (x + 70, 640), (x + 70, 720), (RIGHT, BOTTOM)], PAPER),
    }
    sheet.rectangle(x - 72, 560, x + 72, 722, accent_tone(0.7))
    sheet.polygon([(x - 72, 562), (x, 500), (x + 72, 562)], BLACK)
    sheet.rectangle(x - 16, 660, x + 16, 722, BLACK)
    pavement = [(x - 70, 720), (x + 70, 720), (RIGHT, BOTTOM), (LEFT, BOTTOM)]
    sheet.polygon(pavement, accent_tone(0.45))
    for outline, ink in walls.values():
        sheet.polygon(outline, ink)
    sheet.polygon(walls[-1][0], shadow(0.4))
    for side in (-1, 1):
        for storey in range(3):
            for bay in range(3):
                _window_in_wall(sheet, rng, x, side, bay, storey)
    sheet.polygon([(x + 70, 640), (x + 70, 720), (RIGHT, BOTTOM), (RIGHT, 700)], shadow(0.55))
    sheet.polygon(pavement, shadow(0.5))
    _washing(sheet, rng, x)
    person(sheet, x + rng.choice((-1, 1)) * rng.uniform(90, 130), 930, 250, BLACK)
    if rng.random() < 0.5:
        sheet.mirror()


def _on_wall(x, side, along, height):
    """Return a place on a wall: along 0 at the far end to 1 near by, height 0 at the ground."""
    near, far = 820, 70
    across = far + (near - far) * along**1.5
    ground = 720 + (BOTTOM - 720) * along**1.5
    eaves = 640 - (640 + 900) * along**1.5
    return (x + side * across, ground + (eaves - ground) * height)


def _window_in_wall(sheet, rng, x, side, bay, storey):
    left, right = 0.24 + bay * 0.22, 0.33 + bay * 0.22
    low, high = 0.3 + storey * 0.23, 0.43 + storey * 0.23
    corners = [(left, low), (right, low), (right, high), (left, high)]
    frame = [_on_wall(x, side, *corner) for corner in corners]
    sheet.polygon(frame, BLACK)
    if rng.random() < 0.5:
        middle = (low + high) / 2
        shutter = [(left, middle), (right, middle), (right, high), (left, high)]
        sheet.polygon([_on_wall(x, side, *corner) for corner in shutter], PAPER)
        sheet.line([*frame, frame[0]], BLACK, 4)


def _washing(sheet, rng, x):
    """Hang a line of washing across the street."""
    start, end = _on_wall(x, -1, 0.42, 0.8), _on_wall(x, 1, 0.42, 0.84)
    middle = (x, max(start[1], end[1]) + 40)
    line = smooth([start, middle, end], 12)
    sheet.line(line, BLACK, 5)
    for place in (4, 8, 13, 19):
        cx, cy = line[place]
        wide, long = rng.uniform(22, 36), rng.uniform(60, 105)
        ink = rng.choice((PAPER, ACCENT, BLACK))
        sheet.rectangle(cx - wide - 4, cy, cx + wide + 4, cy + long + 4, BLACK)
        sheet.rectangle(cx - wide, cy, cx + wide, cy + long, ink)
