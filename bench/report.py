"""Tables of figures: printed, and written with their plots into docs/speed.md."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PAGE = "speed.md"


def judged(bar, is_met):
    return f"{bar}: {'met' if is_met else 'missed'}"


class Report:
    """Prints each part as it is added. With a folder, writes it into the `speed.md` that is there.

    A part stands there between `<!-- name -->` and `<!-- /name -->`, and its plot beside it.
    """

    def __init__(self, folder=None):
        self.page = Path(folder) / PAGE if folder else None
        if self.page and not self.page.exists():
            raise SystemExit(f"There is no {self.page} to write into.")
        # Before it is measured: the load itself comes on top.
        self.machine = _machine()

    def add(self, name, *tables, plot, facts=""):
        """Add tables, which are lists of rows of texts, the first of them the heads; and an SVG."""
        for table in tables:
            print(f"\n{_aligned(table)}")
        about = ", ".join(filter(None, [self.machine, facts]))
        print(f"\n{about}")
        if self.page is None:
            return
        picture = self.page.with_name(f"speed-{name}.svg")
        picture.write_text(plot)
        parts = [f"![]({picture.name})", *map(_marked, tables), f"Measured on {about}."]
        _replace(self.page, name, "\n\n".join(parts))


def _replace(page, name, text):
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    former = page.read_text()
    if begin not in former or end not in former:
        raise SystemExit(f"{page} has no {begin} and {end} to write between.")
    before, _, rest = former.partition(begin)
    page.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}")


def _aligned(table):
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    last = len(widths) - 1
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number in (0, last) else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def _marked(table):
    heads, *rows = table
    rule = ["---", *["---:"] * (len(heads) - 2), "---"]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def _machine():
    cores = len(os.sched_getaffinity(0))
    model = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return (
        f"{cores} cores{f' of {model[1]}' if model else ''}, Python {platform.python_version()}, "
        f"Django {version('Django')}, load {os.getloadavg()[0]:.1f} before it began"
    )
