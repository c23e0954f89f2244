"""What it takes to open the writing screen of a long story, asked for without a server."""

import time
from statistics import median

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import site
from bench.report import judged

PARTS = 40
TIMES = 20
HEADLINE = "Forty parts"
PROSE = f"<p>{'The cranes stood still. ' * 20}<a href='https://example.org/'>More</a>.</p>"
MOST_QUERIES = 10 + 2 * PARTS
LONGEST = 300  # milliseconds


def table():
    """Return a table of what opening the screen takes, with the bars."""
    client, address = site.chief(), reverse("admin:articles_article_change", args=[_story().pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)  # The next request forgets them.
    taken = median(_milliseconds(client, address) for _ in range(TIMES))
    return [
        [f"the writing screen of a story of {PARTS} parts", "figure", "bar"],
        ["queries", f"{asked}", judged(f"at most {MOST_QUERIES}", asked <= MOST_QUERIES)],
        ["CPU", f"{taken:.0f} ms", judged(f"at most {LONGEST} ms", taken <= LONGEST)],
    ]


def _story():
    """Return a draft in which each part, of eighty words, names a source."""
    articles = apps.get_model("articles.Article").objects
    story, is_new = articles.get_or_create(headline=HEADLINE)
    if is_new:
        source = apps.get_model("sources.Source").objects.first()
        for number in range(PARTS):
            part = story.parts.create(order=number, subhead=f"Part {number + 1}", prose=PROSE)
            story.attributions.create(part=part, source=source, order=number)
    return story


def _milliseconds(client, address):
    began = time.process_time()
    client.get(address)
    return (time.process_time() - began) * 1_000
