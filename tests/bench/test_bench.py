"""`make bench` from the command line, with tiny archives: what it prints, writes and refuses."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from bench.site import SLUG
from tests.factories import make_article

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="It reads CPU times from /proc.")


@pytest.fixture
def home(tmp_path, transactional_db):
    """A folder with newsrooms for the benchmark to find: ten stories of two days."""
    if connection.vendor != "sqlite":
        pytest.skip("The newsrooms are files of SQLite.")
    make_article(slug=SLUG, headline="Kim and Putin meet")
    call_command("make_stories", "10", "--a-day=5", "--yes")
    home = tmp_path / "home"
    home.mkdir()
    with connection.cursor() as cursor:
        for name in ("bench", "bench_5", "bench_11"):
            cursor.execute("VACUUM INTO %s", [str(home / f"{name}.sqlite3")])
    return home


@pytest.fixture
def docs(tmp_path):
    """A folder with the page that figures are written into."""
    docs = tmp_path / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs" / "speed.md", docs)
    return docs


@pytest.fixture
def run(collected_once):
    def run(*arguments):
        environment = os.environ | {"STATIC_ROOT": str(collected_once), "DATABASE_URL": ""}
        return subprocess.run(
            [sys.executable, "-m", "bench.run", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


def rows(page, part):
    """Return the cells of the tables between the marks of that part, by their first cell."""
    text = page.read_text().partition(f"<!-- {part} -->")[2].partition(f"<!-- /{part} -->")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return {cells[0]: cells[1:] for cells in (line.strip("| ").split(" | ") for line in lines)}


@linux
def test_growth_is_measured_judged_and_written(run, home, docs):
    sizes = ("--few", 5, "--many", 11, "--times", 1)

    measured = run("--growth", *sizes, "--keep", home, "--write", docs)

    assert measured.returncode == 0, measured.stderr
    written = rows(docs / "speed.md", "growth-sqlite")
    for page in ("article page", "front page", "section page, deep", "news sitemap",
                 "archive day", "search: a common word", "desk: list of stories"):  # fmt: skip
        small, large, ratio, _clock, bar = written[page]
        small, large = (float(cell.removesuffix(" ms")) for cell in (small, large))
        assert float(ratio) == pytest.approx(large / small, abs=0.02), page
        most = 3 if page.startswith("search") else 1.5
        assert bar == f"at most {most} ×: {'met' if large <= most * small else 'missed'}", page
        assert page in measured.stdout
    assert "SQLite 3." in measured.stdout
    assert "front page" in (docs / "speed-growth-sqlite.svg").read_text()


@linux
def test_pages_are_measured_beside_their_floors(run, home, docs):
    measured = run("--pages", "--seconds", 1, "--rounds", 1, "--keep", home, "--write", docs)

    assert measured.returncode == 0, measured.stderr
    written = rows(docs / "speed.md", "pages")
    assert written["bare Django view"][1] == "1.0"
    for page in ("article page", "front page", "article page, kept", "accepted beacon"):
        milliseconds, ratio, *_rest, bar = written[page]
        assert float(milliseconds) > 0
        most = float(bar.removeprefix("at most ").partition(" ")[0])
        assert bar.endswith(": met" if float(ratio) < most else ": missed"), page
    assert "KB" in written["article page, packed"][0]
    assert "MB" in written["a worker making pages"][0]
    assert 10 < int(written["queries"][0]) <= 90
    assert written["queries"][1] == "at most 90: met"
    for program, row in (("nginx", "article page, through nginx"),
                         ("redis", "accepted beacon, Redis")):  # fmt: skip
        is_missing = re.search(rf"{program}\S* is not installed", measured.stdout)
        assert (row in written) != bool(is_missing)
    assert "WordPress" in (docs / "speed-pages.svg").read_text()


@pytest.mark.parametrize(
    "arguments", [("--rounds", "0"), ("--many", "-1"), ("--seconds", "soon"), ("--colour",)]
)
def test_senseless_wish_is_refused(run, arguments):
    refused = run(*arguments)

    assert refused.returncode == 2
    assert arguments[0] in refused.stderr


def test_folder_without_the_page_is_refused_before_anything_is_measured(run, tmp_path):
    refused = run("--write", tmp_path)

    assert refused.returncode == 1
    assert f"There is no {tmp_path}/speed.md" in refused.stderr
