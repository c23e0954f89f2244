"""Measure how soon readers see the front page and a story: `make lighthouse`.

Lighthouse reckons the times of a telephone in a slow network, and of a desk computer, from what a
Chromium does on this machine; the median of some runs counts. A busy machine makes them longer.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.server import serving
from bench.site import environment, load_stories
from tests.browser import chromium_path
from tests.judges import lighthouse, npm

MEASURES = {
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "bytes",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main():
    parser = argparse.ArgumentParser(prog="make lighthouse", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="of each page on each device")
    runs = parser.parse_args().runs
    chromium = chromium_path()
    if not chromium:
        sys.exit("make lighthouse needs Chromium: install it, or set CHROMIUM to its path.")
    try:
        npm.install_or_raise()
    except npm.Missing as missing:
        sys.exit(f"make lighthouse needs programs from npm: {missing}.")
    with tempfile.TemporaryDirectory(prefix="newsroom-lighthouse-") as folder:
        _measure(Path(folder), chromium, runs)


def _measure(folder, chromium, runs):
    # Readers get what is kept. The site's own address is that of the server, not known yet.
    site = environment(folder) | {"PROXIES_IN_FRONT": "0", "PAGE_CACHE": "1"}
    del site["SITE_ADDRESS"]
    os.environ.update(site)
    pages = {"front": "/", "story": load_stories().get_absolute_url()}
    core = min(os.sched_getaffinity(0))
    with serving("newsroom.wsgi:application", core=core, environment=site) as server:
        print(f"\n{'':16}" + "".join(f"{name:>15}" for name in [*CATEGORIES, *MEASURES.values()]))
        for is_desktop in (False, True):
            for name, path in pages.items():
                address = f"http://127.0.0.1:{server.port}{path}"
                reports = [
                    lighthouse.report(address, chromium=chromium, is_desktop=is_desktop)
                    for _ in range(runs)
                ]
                _print(f"{name}, {'desktop' if is_desktop else 'phone'}", reports)


def _print(name, reports):
    scores = [
        median(report["categories"][category]["score"] * 100 for report in reports)
        for category in CATEGORIES
    ]
    values = [median(lighthouse.value(report, audit) for report in reports) for audit in MEASURES]
    line = [*(f"{score:.0f}" for score in scores)]
    line += [f"{value:.4f}" if value < 1 else f"{value:,.0f}" for value in values]
    print(f"{name:16}" + "".join(f"{each:>15}" for each in line), flush=True)


if __name__ == "__main__":
    main()
