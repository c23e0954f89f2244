"""A process that reads one archive for `growth.py`, and says what each page costs.

It fills the archive if there is none. Then it writes `[database, names of pages]`, reads lines of
`[name, number]`, and answers each with `[CPU milliseconds, milliseconds]`, all as JSON.
"""

import gc
import json
import random
import sys
import time
from contextlib import redirect_stdout
from datetime import timedelta
from urllib.parse import urlencode

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from bench import searches, site

# So many that in the small archive as well the last two days are full; both have the same pace.
STORIES_A_DAY = 60
ADDRESSES = 5  # different pages of a kind
DESK = "desk: list of stories"
DESK_SEARCH = "search at the desk"


def main(stories):
    # Whatever commands print is not for the process that asks.
    with redirect_stdout(sys.stderr):
        _fill(stories)
        pages = _pages()
        staff = site.chief()
    _say([_database(), list(pages)])
    gc.freeze()
    for line in sys.stdin:
        name, number = json.loads(line)
        addresses = pages[name]
        client = staff if name in (DESK, DESK_SEARCH) else searches.READER
        _say(_cost(client, addresses[number % len(addresses)]))


def _fill(stories):
    site.load_stories()
    if apps.get_model("articles.Article").objects.count() < stories:
        call_command("make_stories", stories, a_day=STORIES_A_DAY)
        _settle()


def _settle():
    """Have done at once what PostgreSQL does by itself some minutes after so much was written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _pages():
    """Return `{name: addresses}` of what growth might slow down."""
    published = apps.get_model("articles.Article").objects.published()
    sections = _by_size("publication.Section", "articles")
    tags = _by_size("taggit.Tag", "tagged_articles")
    authors = _by_size("authors.Author", "bylines")
    sources = _by_size("sources.Source", "articleattributions")
    yesterday = timezone.localdate() - timedelta(days=1)
    stories_at_the_desk = reverse("admin:articles_article_changelist")
    return {
        "article page": [story.get_absolute_url() for story in _spread(published)],
        "front page": ["/"],
        **_lists("section page", sections),
        **_lists("tag page", tags),
        **_lists("author page", authors),
        **_lists("source page", sources),
        "feed": [reverse("site_feed", args=["rss"])],
        "news sitemap": [reverse("sitemap_of_news")],
        "archive day": [
            reverse("archive_day", args=[yesterday.year, yesterday.month, yesterday.day])
        ],
        "most read": [reverse("most_read")],
        **{
            f"search: {name}": [f"{reverse('search')}?{urlencode({'q': query})}"]
            for name, query in _queries(published).items()
        },
        DESK: [stories_at_the_desk],
        DESK_SEARCH: [f"{stories_at_the_desk}?q={word}" for word in ("the", "monsoon")],
    }


def _spread(published):
    """Return old and new stories."""
    newest_first = published.newest_first().select_related("section")
    step = published.count() // ADDRESSES
    return [newest_first[number * step] for number in range(ADDRESSES)]


def _by_size(model, stories):
    """Return the rows that any story belongs to, most stories first; `number` is how many."""
    rows = apps.get_model(model).objects.annotate(number=Count(stories)).filter(number__gt=0)
    return list(rows.order_by("-number", "pk"))


def _lists(name, rows):
    """Return the addresses of the longest lists, of their last pages, and of the shortest lists."""
    longest, shortest = rows[:ADDRESSES], rows[-ADDRESSES:]
    return {
        name: [row.get_absolute_url() for row in longest],
        f"{name}, deep": [_last_page(row) for row in longest],
        f"{name}, rare": [row.get_absolute_url() for row in shortest],
    }


def _last_page(row):
    """Return the address of the last page of a list that is full."""
    from articles.river import LAST_PAGE, PAGE_SIZE  # it reads models, which are there only now

    number = max(1, min(row.number // PAGE_SIZE, LAST_PAGE))
    return f"{row.get_absolute_url()}?page={number}"


def _queries(published):
    """Return `{name: query}`; how common words are is known from how they were invented."""
    from bench.archive import Archive  # it reads models, which are there only now

    words = Archive(random.Random(searches.SEED)).languages["en"].words_of_meaning
    ranks = {word: rank for rank, word in enumerate(words)}
    # The archive's own: it would take no time to find nothing.
    headlines = published.order_by("published_at").values_list("headline", flat=True)
    invented = (
        [word for word in headline.lower().split() if word in ranks]
        for headline in headlines.iterator(chunk_size=100)
    )
    return {
        "a rare word": max(next(filter(None, invented)), key=ranks.get),
        "a word of half the stories": words[0],
        "a common word": "the",
        "a phrase": '"of the"',
    }


def _cost(client, address):
    began, before = time.perf_counter(), searches.cpu_seconds()
    status = client.get(address).status_code
    after, ended = searches.cpu_seconds(), time.perf_counter()
    if status != 200:
        sys.exit(f"{address} was answered with {status}.")
    return [(after - before) * 1_000, (ended - began) * 1_000]


def _database():
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}"
    return f"PostgreSQL {connection.pg_version // 10_000}"


def _say(answer):
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
