"""Bars as SVG, for a page of documentation: in light and dark, without a library."""

from html import escape
from math import log
from typing import NamedTuple

WIDTH, NAMES, NUMBERS = 760, 250, 60
HEAD, STEP, THICKNESS = 44, 24, 14

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #222 }
.title { font-weight: 600 }
.bar { fill: #1a5fb4 }
.missed { fill: #c01c28 }
.other { fill: #9a9996 }
.limit { stroke: #222; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd }
  .bar { fill: #62a0ea }
  .missed { fill: #f66151 }
  .limit { stroke: #ddd }
}
"""


class Bar(NamedTuple):
    """A value with its name, and the most that it may be; `is_other` is not ours."""

    name: str
    value: float
    limit: float | None = None
    is_other: bool = False


def bars(title, rows, *, is_logarithmic=False):
    """Return a picture of the bars; a stroke across each is its limit."""
    values = [value for row in rows for value in (row.value, row.limit) if value]
    least = min(values) / 2 if is_logarithmic else 0
    most, room = max(values), WIDTH - NAMES - NUMBERS

    def length(value):
        share = log(value / least) / log(most / least) if is_logarithmic else value / most
        return round(room * max(share, 0), 1)

    height = HEAD + STEP * len(rows)
    drawn = "\n".join(_row(row, HEAD + STEP * number, length) for number, row in enumerate(rows))
    scale = ", on a logarithmic scale" if is_logarithmic else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>{escape(title + scale)}</title>\n<style>{STYLE}</style>\n"
        f'<text class="title" x="0" y="18">{escape(title + scale)}</text>\n{drawn}\n</svg>\n'
    )


def _row(row, top, length):
    kind = "bar"
    if row.is_other:
        kind = "other"
    elif row.limit and row.value > row.limit:
        kind = "missed"
    middle, end = top + THICKNESS / 2, NAMES + length(row.value)
    drawn = [
        f'<text x="{NAMES - 8}" y="{middle + 4.5}" text-anchor="end">{escape(row.name)}</text>',
        f'<rect class="{kind}" x="{NAMES}" y="{top}" width="{length(row.value)}" '
        f'height="{THICKNESS}"/>',
    ]
    if row.limit:
        limit = NAMES + length(row.limit)
        end = max(end, limit)
        drawn.append(
            f'<line class="limit" x1="{limit}" x2="{limit}" y1="{top - 3}" '
            f'y2="{top + THICKNESS + 3}"/>'
        )
    drawn.append(f'<text x="{end + 6}" y="{middle + 4.5}">{row.value:.3g}</text>')
    return "\n".join(drawn)
