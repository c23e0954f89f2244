"""Measure newsroom, and write what was found into docs/speed.md: `make bench`.

Only this machine is asked, and only by this machine. Without a choice, pages are measured.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import growth, pages, searches
from bench.report import Report


def main():
    arguments = _arguments()
    if not sys.platform.startswith("linux"):
        sys.exit("make bench reads CPU times from /proc, so it runs on Linux only.")
    report = Report(arguments.write)
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        folder = Path(folder)
        home = (arguments.keep or folder).resolve()
        home.mkdir(parents=True, exist_ok=True)
        if arguments.search:
            searches.bench(folder)
        if arguments.growth:
            growth.bench(home, arguments, report)
        if arguments.pages or not (arguments.search or arguments.growth):
            pages.bench(home, folder, arguments, report)


def _arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--pages", action="store_true", help="measure pages beside the floors of Python and Django"
    )
    parser.add_argument("--seconds", type=_number, default=2, help="of load in one round")
    parser.add_argument("--rounds", type=_number, default=5)
    parser.add_argument(
        "--growth",
        action="store_true",
        help="measure what each page costs when the archive grows, on SQLite, and as well on "
        "PostgreSQL if DATABASE_URL names one",
    )
    parser.add_argument(
        "--few", type=_number, default=200, metavar="STORIES", help="that growth begins with"
    )
    parser.add_argument(
        "--many",
        type=_number,
        metavar="STORIES",
        help="that it ends with (default 100,000 on SQLite, 1,000,000 on PostgreSQL)",
    )
    parser.add_argument(
        "--times", type=_number, default=15, help="that growth asks for each page (default 15)"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="where the newsrooms of an earlier run on SQLite are, and new ones are left",
    )
    parser.add_argument(
        "--search",
        action="store_true",
        help=f"measure searches, among {searches.STORIES:,} invented stories on SQLite, or in the "
        "database of DATABASE_URL, which `manage.py make_stories` has filled",
    )
    parser.add_argument(
        "--write",
        nargs="?",
        const="docs",
        metavar="FOLDER",
        help="write tables and plots into the speed.md of a folder (default docs)",
    )
    return parser.parse_args()


def _number(text):
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError("must be a number of at least 1.")
    return int(text)


if __name__ == "__main__":
    main()
