"""Measure how soon readers see the front page and a story: `make lighthouse`.

Lighthouse reckons the times of a telephone in a slow network, and of a desk computer, from what a
Chromium does on this machine; the median of some runs counts. A busy machine makes them longer.

Where nginx and openssl are installed the pages come through them, over TLS and HTTP/2, as readers
get them; else from gunicorn, over HTTP/1.1, where each file waits for a connection of its own.
"""

import argparse
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.server import free_port, https, lacks, serving
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
    # Readers get what is kept.
    site = environment(folder) | {"PAGE_CACHE": "1"}
    os.environ.update(site)
    pages = {"front": "/", "story": load_stories().get_absolute_url()}
    with _served(folder, site) as (address, flags):
        print(f"\n{address}")
        print(f"{'':16}" + "".join(f"{name:>15}" for name in [*CATEGORIES, *MEASURES.values()]))
        for is_desktop in (False, True):
            for name, path in pages.items():
                reports = [
                    lighthouse.report(
                        address + path, chromium=chromium, flags=flags, is_desktop=is_desktop
                    )
                    for _ in range(runs)
                ]
                _print(f"{name}, {'desktop' if is_desktop else 'phone'}", reports)


@contextmanager
def _served(folder, site):
    """Serve the site; give its address, and the flags with which Chromium takes what it sends."""
    core = min(os.sched_getaffinity(0))
    if missing := lacks("nginx") or lacks("openssl"):
        print(f"{missing} is not installed, so pages come from gunicorn, over HTTP/1.1.")
        # The site's own address is that of the server, not known yet.
        settings = site | {"PROXIES_IN_FRONT": "0"}
        del settings["SITE_ADDRESS"]
        with serving("newsroom.wsgi:application", core=core, environment=settings) as server:
            yield f"http://127.0.0.1:{server.port}", ()
        return
    port = free_port()
    address = f"https://127.0.0.1:{port}"
    settings = site | {"SITE_ADDRESS": address}
    with (
        serving("newsroom.wsgi:application", core=core, environment=settings) as server,
        https(folder, port, core=core, environment=settings, site=server),
    ):
        yield address, ("--ignore-certificate-errors",)


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
