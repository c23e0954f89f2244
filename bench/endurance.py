"""Whether the site's memory stays the same under an hour of load.

    python -m bench.endurance --minutes 60

A gunicorn of one worker answers all that readers ask for, and what nobody should ask for: stories,
lists, searches, feeds, addresses that are none, invented query strings, beacons. Something is
published every few seconds, so that pages are made anew. Each minute tells what the worker holds.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import NamedTuple

from django.apps import apps
from django.core.management import call_command

from bench.server import serving
from bench.site import environment, load_stories

READERS = 4
STORIES = 3_000  # many times as many pages as a process has room for
PUBLISHED_EVERY = 5  # seconds
MB = 1_024 * 1_024
LARGEST = 120 * MB
# By then all caches are full; from there on a worker may swing by so much.
WARM, SWING = 5, 4 * MB  # minutes
AGENTS = ("Firefox/140.0", "Chrome/142.0 Safari/537.36", "Version/18.0 Mobile Safari/604.1")


class Site(NamedTuple):
    """What there is to ask for: paths of stories with their keys, and paths of lists."""

    stories: list
    lists: list


def main():
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        own = environment(Path(folder)) | {"PAGE_CACHE": "1", "LOG_LEVEL": "ERROR"}
        if "DATABASE_URL" in os.environ:
            own["DATABASE_URL"] = os.environ["DATABASE_URL"]
        os.environ.update(own)
        load_stories()
        call_command("make_stories", STORIES)
        site, cores = _gather(), sorted(os.sched_getaffinity(0))
        with serving("newsroom.wsgi:application", core=cores[0], environment=own) as server:
            sizes = _endure(server, site, arguments.minutes)
    _judge(sizes)


def _arguments():
    parser = argparse.ArgumentParser(prog="bench.endurance", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=int, default=60)
    return parser.parse_args()


def _gather():
    stories = apps.get_model("articles.Article").objects.published().select_related("section")
    sections = apps.get_model("publication.Section").objects.all()
    lists = ["/", "/most-read/", "/archive/", "/sitemap.xml", "/feed/rss/", "/feed/json/"]
    for section in sections:
        path = section.get_absolute_url()
        lists += [path, f"{path}?page=2", f"{path}?page=17", f"{path}feed/atom/"]
    return Site([(story.pk, story.get_absolute_url()) for story in stories], lists)


def _endure(server, site, minutes):
    """Ask for so long; return what the worker held at the end of each minute, in bytes."""
    is_over, sizes = Event(), []
    print(f"{'minute':>6} {'RSS MB':>8} {'PSS MB':>8}")
    with ThreadPoolExecutor(READERS + 1) as threads:
        readers = [threads.submit(_read, server.port, site, is_over) for _ in range(READERS)]
        threads.submit(_publish, is_over)
        try:
            for minute in range(minutes):
                time.sleep(60)
                resident, proportional = _memory(_worker_of(server))
                sizes.append(resident)
                print(
                    f"{minute + 1:>6} {resident / MB:>8.1f} {proportional / MB:>8.1f}", flush=True
                )
        finally:
            is_over.set()
    statuses = sum((each.result() for each in readers), Counter())
    print(f"{statuses.total():,} answers: {dict(sorted(statuses.items()))}")
    return sizes


def _judge(sizes):
    """Exit with a message if the worker held too much, or grew."""
    if max(sizes) > LARGEST:
        sys.exit(f"A worker held {max(sizes) / MB:.0f} MB; {LARGEST / MB:.0f} are allowed.")
    if len(sizes) > WARM and sizes[-1] > sizes[WARM] + SWING:
        sys.exit(f"A worker grew by {(sizes[-1] - sizes[WARM]) / MB:.1f} MB.")


def _read(port, site, is_over):
    """Ask for one thing after the other; return how many answers had which status."""
    statuses, dice = Counter(), random.Random()
    web = HTTPConnection("127.0.0.1", port, timeout=60)
    while not is_over.is_set():
        web.request(*_request(site, dice))
        answer = web.getresponse()
        answer.read()
        statuses[answer.status] += 1
    web.close()
    return statuses


def _request(site, dice):
    """Return method, path, body and headers of what somebody might ask for."""
    key, story = dice.choice(site.stories)
    token = f"{dice.getrandbits(40):x}"
    headers = {
        "User-Agent": f"Mozilla/5.0 ({dice.randrange(5_000)}) {dice.choice(AGENTS)}",
        "X-Forwarded-For": f"2001:db8::{dice.randrange(65_536):x}",
        "Accept-Encoding": dice.choice(("gzip, br", "gzip", f"x-{token}")),
    }
    path = dice.choices(
        (
            story,
            dice.choice(site.lists),
            f"{story}?{token}={token}",
            f"/search/?q={token[:3]}+{story.split('/')[-2].partition('-')[0]}",
            f"/{token}/",
            f"{story}text/",
        ),
        weights=(50, 20, 10, 8, 6, 6),
    )[0]
    if dice.random() < 0.2:
        return "POST", "/views/", json.dumps({"article": key, "from": f"{token}.example"}), headers
    return "GET", path, None, headers


def _publish(is_over):
    """Raise the Edition again and again."""
    articles = apps.get_model("articles.Article").objects
    story = articles.published().first()
    while not is_over.wait(PUBLISHED_EVERY):
        articles.filter(pk=story.pk).update(standfirst=f"It is {time.ctime()}.")


def _worker_of(server):
    master = server.process.pid
    return Path(f"/proc/{master}/task/{master}/children").read_text().split()[0]


def _memory(worker):
    """Return what a process holds in memory, and its share of that, in bytes; see proc(5)."""
    lines = Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name.rstrip(":"): int(size) for name, size, _ in map(str.split, lines)}
    return sizes["Rss"] * 1_024, sizes["Pss"] * 1_024


if __name__ == "__main__":
    main()
