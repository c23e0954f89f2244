"""Figures as pictures: bars drawn on the server, as numbers for an SVG."""

from typing import NamedTuple

# Units of the drawing, which the style sheet scales.
WIDTH, HEIGHT = 720, 180
GAP = 0.25  # of a bar's room


class Bar(NamedTuple):
    """One bar, from its upper left corner, with what it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int


class Chart(NamedTuple):
    """Bars beside each other, the highest as high as the drawing, and the number that it is."""

    bars: list
    highest: int
    width: int = WIDTH
    height: int = HEIGHT


def chart(rows):
    """Return the Chart of rows that follow each other in time."""
    highest = max((row.number for row in rows), default=0)
    room = WIDTH / max(len(rows), 1)
    bars = []
    for number, row in enumerate(rows):
        height = HEIGHT * row.number / highest if highest else 0
        bars.append(
            Bar(
                x=round(room * (number + GAP / 2), 1),
                y=round(HEIGHT - height, 1),
                width=round(room * (1 - GAP), 1),
                height=round(height, 1),
                label=row.label,
                number=row.number,
            )
        )
    return Chart(bars, highest)
