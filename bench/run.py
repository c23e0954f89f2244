"""Measure our pages beside the floors of Python and Django, in one run: `make bench`.

Every server has one core and the load another; rounds take turns, so that a busy moment of the
machine falls on all alike; the median counts. Only this machine is asked, and only for a minute.
"""

import argparse
import os
import secrets
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import searches
from bench.load import load
from bench.server import serving
from newsroom import static_files

WARM_UP = 1  # seconds
SLUG = "kim-putin-meeting"
STORIES = 100_000  # to search in


class Row(NamedTuple):
    """One thing to measure: a name, its server, and the address to ask for."""

    name: str
    server: str
    path: str
    article: int | None = None


def main():
    arguments = _arguments()
    if not sys.platform.startswith("linux"):
        sys.exit("make bench reads CPU times from /proc, so it runs on Linux only.")
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        if arguments.search:
            _search(Path(folder))
        else:
            _bench(Path(folder), arguments)


def _arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=2, help="of load in one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--search",
        action="store_true",
        help=f"measure searches instead, among {STORIES:,} invented stories on SQLite, or in the "
        "database of DATABASE_URL, which `manage.py make_stories` has filled",
    )
    return parser.parse_args()


def _bench(folder, arguments):
    site = environment(folder)
    os.environ.update(site)
    article = load_stories()
    page = article.get_absolute_url()
    rows = [
        Row("bare WSGI function", "wsgi", "/"),
        Row("bare Django view", "django", "/"),
        Row("article page, kept", "kept", page),
        Row("front page, kept", "kept", "/"),
        Row("article page", "site", page),
        Row("front page", "site", "/"),
        Row("section page", "site", article.section.get_absolute_url()),
        Row("author page", "site", article.authors.first().get_absolute_url()),
        Row("accepted beacon", "site", "/views/", article.pk),
    ]
    serving_core, loading_core = _cores()
    with ExitStack() as stack:
        site_server, keeping_server = (
            stack.enter_context(
                serving(
                    "newsroom.wsgi:application",
                    core=serving_core,
                    environment=site | {"PAGE_CACHE": is_kept},
                )
            )
            for is_kept in ("0", "1")
        )
        status, content = site_server.fetch(page)
        if status != 200:
            sys.exit(f"{page} was answered with {status}.")
        (folder / "page.html").write_bytes(content)
        floors = {"BENCH_PAGE": str(folder / "page.html")}
        servers = {"site": site_server, "kept": keeping_server} | {
            name: stack.enter_context(
                serving(f"bench.bare_{name}:application", core=serving_core, environment=floors)
            )
            for name in ("wsgi", "django")
        }
        figures = _measure(rows, servers, arguments, loading_core)
        _print(rows, figures, site_server)


def _search(folder):
    own = environment(folder)
    database = os.environ.get("DATABASE_URL")
    os.environ.update(own | ({"DATABASE_URL": database} if database else {}))
    if database:
        _prepare()
    else:
        load_stories()
        call_command("make_stories", STORIES)
    searches.measure()


def environment(folder):
    """Return the settings of a newsroom that keeps everything in a folder."""
    return {
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_ADDRESS": "http://127.0.0.1:8000",
        "DEBUG": "0",
        "PAGE_CACHE": "0",
        # The load stands for many readers behind a proxy.
        "PROXIES_IN_FRONT": "1",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def load_stories():
    """Fill an empty newsroom with the demo publication; return the story to measure."""
    _prepare()
    call_command("migrate", verbosity=0)
    call_command("load_demo")
    return apps.get_model("articles.Article").objects.published().get(slug=SLUG)


def _prepare():
    django.setup()
    if not static_files.are_collected():
        static_files.collect()


def _cores():
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        print("There is one core only: load and server share it, and the figures are rough.")
    return cores[0], cores[-1]


def _measure(rows, servers, arguments, core):
    """Return for each row a list of `(CPU milliseconds per request, requests per second)`."""
    figures = {row: [] for row in rows}
    for row in rows:
        load(servers[row.server].port, row.path, seconds=WARM_UP, core=core, article=row.article)
    for number in range(arguments.rounds):
        print(f"Round {number + 1} of {arguments.rounds}", flush=True)
        for row in rows:
            server = servers[row.server]
            before = server.cpu_seconds()
            answers = load(
                server.port, row.path, seconds=arguments.seconds, core=core, article=row.article
            )
            used = server.cpu_seconds() - before
            figures[row].append((used * 1_000 / answers, answers / arguments.seconds))
    return figures


def _print(rows, figures, site_server):
    medians = {row: [median(column) for column in zip(*figures[row], strict=True)] for row in rows}
    floor = medians[next(row for row in rows if row.server == "django")][0]
    print(f"\n{'':20} {'CPU ms':>8} {'× Django':>9} {'a second':>9} {'bytes':>8} {'queries':>8}")
    for row in rows:
        milliseconds, per_second = medians[row]
        is_page = row.server == "site" and not row.article
        size = len(site_server.fetch(row.path)[1]) if is_page else ""
        queries = _queries(row.path) if is_page else ""
        print(
            f"{row.name:20} {milliseconds:8.2f} {milliseconds / floor:9.1f} {per_second:9.0f} "
            f"{size:>8} {queries:>8}"
        )


def _queries(path):
    with CaptureQueriesContext(connection) as queries:
        Client(headers={"Host": "127.0.0.1"}).get(path)
    return len(queries)


if __name__ == "__main__":
    main()
