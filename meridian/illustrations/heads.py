"""The halftone portrait: the head of nobody, in profile."""

from .geometry import ring, smooth
from .press import ACCENT, BLACK, PAPER, TINT, Ink, shadow

# A head in profile, facing right: (across, down) from the crown, in heads.
FACE = [(0.50, 0.00), (0.66, 0.045), (0.765, 0.15), (0.80, 0.28), (0.812, 0.36), (0.795, 0.42),
        (0.83, 0.50), (0.895, 0.60), (0.89, 0.635), (0.825, 0.655), (0.812, 0.69), (0.838, 0.725),
        (0.815, 0.75), (0.832, 0.785), (0.80, 0.815), (0.795, 0.85), (0.80, 0.90), (0.75, 0.945),
        (0.66, 0.945), (0.60, 0.965), (0.575, 1.03), (0.585, 1.14)]  # fmt: skip
BACK = [(0.20, 1.12), (0.21, 0.98), (0.17, 0.82), (0.085, 0.66), (0.05, 0.45), (0.09, 0.24),
        (0.22, 0.07), (0.38, 0.005), (0.50, 0.00)]  # fmt: skip
SHOULDERS = [(0.585, 1.10), (0.70, 1.22), (0.98, 1.31), (1.16, 1.52), (1.2, 2.0), (-0.55, 2.0),
             (-0.46, 1.50), (-0.26, 1.30), (0.08, 1.22), (0.20, 1.08)]  # fmt: skip
HAIR = {
    "short": [(0.79, 0.24), (0.72, 0.19), (0.60, 0.24), (0.52, 0.40), (0.44, 0.42), (0.40, 0.60),
              (0.26, 0.72), (0.12, 0.76), (0.02, 0.52), (0.05, 0.22), (0.22, 0.0), (0.46, -0.06),
              (0.68, 0.0), (0.79, 0.12), (0.79, 0.24)],
    "bob": [(0.80, 0.27), (0.70, 0.22), (0.60, 0.34), (0.56, 0.60), (0.50, 0.86), (0.28, 0.94),
            (0.02, 0.90), (-0.06, 0.56), (-0.01, 0.22), (0.2, -0.02), (0.46, -0.08), (0.70, 0.0),
            (0.81, 0.14), (0.80, 0.27)],
    "knot": [(0.79, 0.22), (0.70, 0.2), (0.58, 0.34), (0.46, 0.5), (0.32, 0.66), (0.16, 0.72),
             (0.04, 0.5), (0.05, 0.22), (0.22, 0.0), (0.46, -0.05), (0.68, 0.0), (0.79, 0.12),
             (0.79, 0.22)],
    "cap": [(0.97, 0.27), (0.80, 0.235), (0.44, 0.30), (0.05, 0.36), (0.03, 0.2), (0.2, -0.05),
            (0.48, -0.11), (0.7, -0.03), (0.8, 0.14), (0.97, 0.22), (0.97, 0.27)],
}  # fmt: skip


def halftone_portrait(sheet, rng):
    """A head of nobody in coarse dots before a disc."""
    sheet.coarseness = 1.6
    ground = rng.choice((PAPER, TINT, ACCENT))
    sheet.fill(ground)
    size = rng.uniform(500, 540)
    left, top = 750 - size * 0.52, rng.uniform(190, 220)
    disc = {PAPER: ACCENT, TINT: PAPER, ACCENT: TINT}[ground]
    sheet.circle(750 + rng.uniform(-130, 130), top + size * 0.55, rng.uniform(360, 400), disc)

    def place(points):
        return smooth([(left + x * size, top + y * size) for x, y in points], 8)

    head = place([*FACE, *BACK])
    sheet.polygon(head, PAPER)
    light = (left + 0.86 * size, top + 0.42 * size)
    sheet.glow(head, shadow(0.0), shadow(0.92), centre=light, radius=size * 0.98)
    coat = place([*SHOULDERS, SHOULDERS[0]])
    sheet.polygon(coat, rng.choice((BLACK, Ink(0, 1, 0.45))) if ground != ACCENT else BLACK)
    style = rng.choice(sorted(HAIR))
    if style == "knot":
        sheet.circle(left + 0.02 * size, top + 0.16 * size, 0.15 * size, BLACK)
    sheet.polygon(place(HAIR[style]), BLACK)
    if style == "short" or style == "cap":
        sheet.polygon(
            ring(left + 0.40 * size, top + 0.53 * size, 0.045 * size, 0.075 * size), shadow(0.2)
        )
    if rng.random() < 0.5:
        sheet.mirror()
