"""What pages cost beside the floors of Python, Django and nginx, all measured in one run.

Every server has one core and the load another; rounds take turns, so that a busy moment of the
machine falls on all alike; the median counts.
"""

import os
import re
import sys
from contextlib import ExitStack
from statistics import median
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import accounts, site, writing_screen
from bench.load import load
from bench.plot import Bar, bars
from bench.report import judged
from bench.server import lacks, nginx, redis, serving

WARM_UP = 1  # seconds
PACKED = "gzip, deflate, br, zstd"  # as browsers ask
LARGEST_PAGE = 30  # KB packed, with its style sheet and scripts
LARGEST_WORKER = 120  # MB
# CPU of an article page in bare Django views, of another run on two cores; see docs/speed.md.
PEERS = {
    "WordPress, article": 103 / 0.45,
    "Ghost, article": 36 / 0.45,
    "Wagtail, article": 36 / 0.45,
    "Wagtail, article, cached": 0.71 / 0.45,
}
_sheets_and_scripts = re.compile(rb'"(/static/[^"]+\.(?:css|js))"')


class Row(NamedTuple):
    """One thing to measure: a name, its server, the address to ask for, and how good it must be.

    `most` is CPU time in bare Django views, `least` answers a second in those of nginx with a file.
    `encoding` is what the reader takes pages packed in, as browsers do; nginx never packs any.
    """

    name: str
    server: str
    path: str
    article: int | None = None
    most: float | None = None
    least: float | None = None
    encoding: str = ""


class Figures(NamedTuple):
    """The medians of a row."""

    milliseconds: float
    per_second: float


def bench(home, folder, arguments, report):
    """Measure the newsroom that is at home in one folder; what servers write goes to another."""
    # Whatever else is set here would be measured instead.
    settings = site.environment(home) | {"CACHE_URL": "locmemcache://", "COUNTER_URL": ""}
    os.environ.update(settings)
    article = site.load_stories()
    with ExitStack() as stack:
        serving_core, core = site.cores()
        page = article.get_absolute_url()
        servers = _servers(stack, serving_core, folder, settings, page)
        rows = [row for row in _rows(article) if row.server in servers]
        for row in rows:
            _load_row(servers, row, WARM_UP, core)
        before = _memory(servers)
        measured = []
        for number in range(arguments.rounds):
            print(f"Round {number + 1} of {arguments.rounds}", flush=True)
            measured.append(_load(servers, rows, arguments.seconds, core))
        figures = {
            row: Figures(*map(median, zip(*(each[row] for each in measured), strict=True)))
            for row in rows
        }
        requests = sum(figures[row].per_second for row in rows if row.server == "site")
        report.add(
            "pages",
            _table(rows, figures, servers["site"]),
            _weights(servers, article, before, requests * arguments.seconds * arguments.rounds),
            writing_screen.table(),
            plot=_plot(rows, figures),
        )


def _rows(article):
    page, section = article.get_absolute_url(), article.section.get_absolute_url()
    author = article.authors.first().get_absolute_url()
    return [
        Row("bare WSGI function", "wsgi", "/"),
        Row("bare Django view", "django", "/"),
        Row("nginx, a file", "file", "/", encoding=PACKED),
        Row("nginx, a file with the page's headers", "file", page, encoding=PACKED),
        Row("article page, through nginx", "nginx", page, least=0.9, encoding=PACKED),
        Row("article page, kept", "kept", page, most=1.25),
        Row("front page, kept", "kept", "/", most=1.25),
        Row("article page", "site", page, most=13),
        Row("front page", "site", "/", most=22),
        Row("section page", "site", section),
        Row("author page", "site", author),
        Row("accepted beacon", "site", "/views/", article.pk, most=4),
        Row("accepted beacon, Redis", "redis", "/views/", article.pk, most=2.5),
    ]


def _servers(stack, core, folder, settings, page):
    """Start what is installed; return the servers by name."""

    def newsroom(helpers=(), **variables):
        environment = settings | variables
        application = "newsroom.wsgi:application"
        server = serving(application, core=core, environment=environment, helpers=helpers)
        return stack.enter_context(server)

    servers = {"site": newsroom(), "kept": newsroom(PAGE_CACHE="1")}
    answer = servers["site"].fetch(page)
    if answer.status != 200:
        sys.exit(f"{page} was answered with {answer.status}.")
    file = folder / "page.html"
    file.write_bytes(answer.content)
    for name in ("wsgi", "django"):
        floor = serving(
            f"bench.bare_{name}:application", core=core, environment={"BENCH_PAGE": str(file)}
        )
        servers[name] = stack.enter_context(floor)
    if missing := lacks("nginx"):
        print(f"{missing} is not installed, so nothing is measured through it.")
    else:
        kept = servers["kept"]
        both = nginx(folder, core=core, environment=settings, site=kept, path=page, encoding=PACKED)
        servers["nginx"], servers["file"] = stack.enter_context(both)
    if missing := lacks("redis-server", "redis"):
        print(f"{missing} is not installed, so beacons are measured on SQLite alone.")
    else:
        process, address = stack.enter_context(redis(folder, core=core))
        servers["redis"] = newsroom([process], COUNTER_URL=address)
    return servers


def _load(servers, rows, seconds, core):
    """Return for each row the CPU milliseconds of an answer, and the answers a second."""
    figures = {}
    for row in rows:
        server = servers[row.server]
        before = server.cpu_seconds()
        answers = _load_row(servers, row, seconds, core)
        used = server.cpu_seconds() - before
        figures[row] = (used * 1_000 / answers, answers / seconds)
    return figures


def _load_row(servers, row, seconds, core):
    return load(
        servers[row.server].port, row.path,
        seconds=seconds, core=core, article=row.article, encoding=row.encoding,
    )  # fmt: skip


def _table(rows, figures, server):
    django, file = (
        next((figures[row] for row in rows if row.server == name), None)
        for name in ("django", "file")
    )
    table = [["", "CPU ms", "× Django", "a second", "bytes", "queries", "bar"]]
    for row in rows:
        milliseconds, per_second = figures[row]
        ratio = milliseconds / django.milliseconds
        is_page = row.server == "site" and not row.article
        bar = ""
        if row.most:
            bar = judged(f"at most {row.most:g} × Django", ratio <= row.most)
        if row.least:
            share = per_second / file.per_second
            bar = judged(
                f"at least {row.least:g} of the file's a second, is {share:.2f}", share >= row.least
            )
        table.append(
            [
                row.name,
                f"{milliseconds:.2f}",
                f"{ratio:.1f}",
                f"{per_second:,.0f}",
                f"{len(server.fetch(row.path).content):,}" if is_page else "",
                str(_queries(row.path)) if is_page else "",
                bar,
            ]
        )
    return table


def _weights(servers, article, before, requests):
    """Return a table of what a reader fetches, and of what a worker holds."""
    kept = servers["kept"]
    page = kept.fetch(article.get_absolute_url(), **{"Accept-Encoding": "identity"})
    addresses = [article.get_absolute_url(), *_files_of(page.content)]
    sizes = [
        len(kept.fetch(each, **{"Accept-Encoding": PACKED}).content) / 1_000 for each in addresses
    ]
    table = [
        ["", "figure", "bar"],
        ["article page, packed", f"{sizes[0]:.1f} KB", ""],
        [
            "article page, packed, with style sheet and scripts",
            f"{sum(sizes):.1f} KB",
            judged(f"at most {LARGEST_PAGE} KB", sum(sizes) <= LARGEST_PAGE),
        ],
    ]
    after = _memory(servers)
    for name, what in (("site", "making pages"), ("kept", "keeping pages")):
        resident, own = after[name]
        table.append(
            [
                f"a worker {what}",
                f"{resident:.0f} MB ({own:.0f} of its own), {before[name][0]:.0f} before the load",
                judged(f"at most {LARGEST_WORKER} MB", resident <= LARGEST_WORKER),
            ]
        )
    table.append(["requests to the worker making pages meanwhile", f"{requests:,.0f}", ""])
    return table


def _files_of(page):
    return sorted({found.decode() for found in _sheets_and_scripts.findall(page)})


def _memory(servers):
    """Return the megabytes of each site's worker: all, and with its part of what is shared."""
    return {
        name: [accounts.megabytes(servers[name].worker(), what) for what in ("Rss", "Pss")]
        for name in ("site", "kept")
    }


def _queries(path):
    with CaptureQueriesContext(connection) as queries:
        Client(headers={"Host": "127.0.0.1"}).get(path)
    return len(queries)


def _plot(rows, figures):
    django = next(figures[row] for row in rows if row.server == "django").milliseconds
    shown = [
        Bar(row.name, figures[row].milliseconds / django, limit=row.most)
        for row in rows
        if not row.article
    ]
    others = [Bar(name, ratio, is_other=True) for name, ratio in PEERS.items()]
    return bars(
        "CPU time of an answer, in bare Django views; grey: others, in another run",
        [*shown, *others],
        is_logarithmic=True,
    )
