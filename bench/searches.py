"""Searches in an archive of invented stories, timed: `make bench ARGS="--search"`.

Each is asked 20 times in this process, as JSON and as the page with its twenty cards; the medians
count. CPU times, with those of PostgreSQL, stay right while others use the machine.
"""

import os
import random
import sys
import time
from statistics import median

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import accounts, site

STORIES = 100_000
SEED = 1  # of `make_stories`, from which the words are known
TIMES = 20
# One for all: a client of Django's tests sets up the site's middleware when it first asks.
READER = Client(headers={"Host": "127.0.0.1"})


def bench(folder):
    """Search in the database of DATABASE_URL, or in one that is filled for it."""
    own = site.environment(folder)
    database = os.environ.get("DATABASE_URL")
    os.environ.update(own | ({"DATABASE_URL": database} if database else {}))
    if database:
        site.prepare()
    else:
        site.load_stories()
        call_command("make_stories", STORIES)
    _measure()


def _measure():
    """Print a table of searches in the database, which `make_stories` filled."""
    from bench.archive import Archive  # it reads models, which are there only now

    number = apps.get_model("articles.Article").objects.count()
    print(f"\n{number:,} stories on {connection.vendor}, medians of {TIMES}\n")
    print(f"{'':34} {'JSON ms':>8} {'CPU ms':>7} {'page ms':>8} {'CPU ms':>7} {'found':>6}")
    for name, parameters in _searches(Archive(random.Random(SEED))):
        found = _ask("/search/json/", parameters).json()["number_found"]
        json, json_cpu = _timed("/search/json/", parameters)
        page, page_cpu = _timed("/search/", parameters)
        print(
            f"{name:34} {json:8.1f} {json_cpu:7.1f} {page:8.1f} {page_cpu:7.1f} {found:>6}",
            flush=True,
        )


def _searches(archive):
    """Yield `(name, parameters)`; how common words are is known from how they were invented."""
    words = archive.languages["en"].words_of_meaning
    rare, some, many = words[20_000], words[300], words[0]
    author = apps.get_model("articles.Byline").objects.latest("pk").author.slug
    yield "a rare word", {"q": rare}
    yield "a word of 3 stories in 100", {"q": some}
    yield "a word of half the stories", {"q": many}
    yield "a common word: the", {"q": "the"}
    yield "two: the of", {"q": "the of"}
    yield "three: the of and", {"q": "the of and"}
    yield "common and rare", {"q": f"the {rare}"}
    yield 'phrase: "of the"', {"q": '"of the"'}
    yield 'phrase: "of the" half', {"q": f'"of the" {many}'}
    yield "phrase of common and half", {"q": f'"the {many}"'}
    yield "phrase of common, rarely in a row", {"q": '"the of and to"'}
    yield "prefix of common words: the*", {"q": "the*"}
    yield "prefix of rarer words", {"q": f"{some[:3]}*"}
    yield "exclusion: the -of", {"q": "the -of"}
    yield "exclusion: half -some", {"q": f"{many} -{some}"}
    yield 'exclusion: the -"of the"', {"q": 'the -"of the"'}
    yield "author:", {"q": f"author:{author}"}
    yield "author: and common", {"q": f"author:{author} the"}
    yield "section: and common", {"q": "section:world the"}
    yield "common before this year", {"q": f"the before:{timezone.now().year}"}
    yield "other stop words: der", {"q": "der"}
    yield "other stop words: في", {"q": "في"}
    yield "other stop words: 이", {"q": "이"}
    yield "common by date", {"q": "the", "sort": "date"}
    yield 'phrase by date: "of the"', {"q": '"of the"', "sort": "date"}
    yield "common, page 50", {"q": "the", "page": 50}
    yield "misspelt", {"q": f"{some}x"}


def _timed(path, parameters):
    """Return wall and CPU milliseconds of one answer."""
    walls, before = [], cpu_seconds()
    for _ in range(TIMES):
        began = time.perf_counter()
        _ask(path, parameters)
        walls.append(time.perf_counter() - began)
    return median(walls) * 1_000, (cpu_seconds() - before) / TIMES * 1_000


def _ask(path, parameters):
    answer = READER.get(path, parameters)
    if answer.status_code != 200:
        sys.exit(f"{parameters} was answered with {answer.status_code}.")
    return answer


def cpu_seconds():
    """Return the time that this process has used, and its backend if that is PostgreSQL's."""
    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return time.process_time() + accounts.fine_cpu_seconds(backend)
