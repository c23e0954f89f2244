"""What pages cost in a small archive and in a large one: `make bench ARGS="--growth"`.

Each archive has a process of its own (`archive_reader.py`), which answers one request after the
other without a server. Both are asked in turn for the same kinds of pages, so that a busy moment
falls on both; the medians of the CPU time count, with that of the database.
"""

import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import NamedTuple

from bench import site
from bench.plot import Bar, bars
from bench.report import judged

MANY = {"sqlite": 100_000, "postgresql": 1_000_000}
WARM_UP = 2  # rounds that do not count
MOST, MOST_OF_A_SEARCH = 1.5, 3  # times the CPU of the small archive


class Cost(NamedTuple):
    """Milliseconds of one answer: of CPU, the database's among it, and by the clock."""

    cpu: float
    wall: float


def bench(folder, arguments, report):
    """Measure on SQLite, and on PostgreSQL if DATABASE_URL names one.

    The archives there are databases beside the one that it names: of 200 stories in `bench`,
    `bench_200`.
    """
    given = os.environ.get("DATABASE_URL", "")
    _bench("sqlite", f"sqlite:///{folder}/bench_{{}}.sqlite3", folder, arguments, report)
    if given.startswith(("postgres:", "postgresql:")):
        _bench("postgresql", f"{given}_{{}}", folder, arguments, report)


def _bench(vendor, address, folder, arguments, report):
    few, many = arguments.few, arguments.many or MANY[vendor]
    with ExitStack() as stack:
        readers = [
            stack.enter_context(_reading(folder, address.format(stories), stories))
            for stories in (few, many)
        ]
        pages = [page for page in readers[0].pages if page in readers[1].pages]
        costs = {(reader, page): [] for reader in readers for page in pages}
        for number in range(-WARM_UP, arguments.times):
            print(f"{vendor}: round {number + 1} of {arguments.times}", flush=True)
            for page in pages:
                for reader in readers:
                    cost = reader.ask(page, number)
                    if number >= 0:
                        costs[reader, page].append(cost)
        costs = {key: Cost(*map(median, zip(*each, strict=True))) for key, each in costs.items()}
        facts = f"{readers[1].database}, medians of {arguments.times}"
    rows = [(page, costs[readers[0], page], costs[readers[1], page]) for page in pages]
    report.add(
        f"growth-{vendor}", _table(rows, few, many), plot=_plot(rows, few, many), facts=facts
    )


class Reader:
    """A process that reads one archive; `pages` are the names of what it may be asked for."""

    def __init__(self, process):
        self.process = process
        self.database, self.pages = self._answer()

    def ask(self, page, number):
        """Ask for a page of that kind, with another number for another page; return its cost."""
        print(json.dumps([page, number]), file=self.process.stdin, flush=True)
        return Cost(*self._answer())

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("An archive could not be read; its complaint stands above.")
        return json.loads(line)


@contextmanager
def _reading(folder, database, stories):
    own = site.environment(folder) | {"DATABASE_URL": database}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.archive_reader", str(stories)],
        env=os.environ | own,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Reader(process)
    finally:
        process.stdin.close()
        process.wait()


def _table(rows, few, many):
    heads = ["", f"at {few:,}", f"at {many:,}", "ratio", "clock", "bar"]
    return [heads] + [
        [
            page,
            f"{small.cpu:.2f} ms",
            f"{large.cpu:.2f} ms",
            f"{large.cpu / small.cpu:.2f}",
            f"{large.wall:.2f} ms",
            _judged(page, small, large),
        ]
        for page, small, large in rows
    ]


def _most(page):
    """Return how many times the cost of the small archive a page may cost."""
    return MOST_OF_A_SEARCH if page.startswith("search") else MOST


def _judged(page, small, large):
    most = _most(page)
    return judged(f"at most {most} ×", large.cpu <= most * small.cpu)


def _plot(rows, few, many):
    return bars(
        f"CPU time of a page among {many:,} stories, in those of a page among {few:,}",
        [Bar(page, large.cpu / small.cpu, limit=_most(page)) for page, small, large in rows],
    )
