"""What it takes to open the writing screen of a long story, asked for without a server."""

import time
from statistics import median

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.report import judged

PARTS = 40
TIMES = 20
CHIEF = "bench"
HEADLINE = "Forty parts"
PROSE = f"<p>{'The cranes stood still. ' * 20}<a href='https://example.org/'>More</a>.</p>"
MOST_QUERIES = 10 + 2 * PARTS
LONGEST = 300  # milliseconds


def chief():
    """Return a client who is signed in as a chief editor."""
    accounts = apps.get_model("auth.User").objects
    user = accounts.filter(username=CHIEF).first() or accounts.create_superuser(CHIEF)
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(user)
    return client


def table():
    """Return a table of what opening the screen takes, with the bars."""
    client, address = chief(), reverse("admin:articles_article_change", args=[_story().pk])
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
    """Return a draft in which each part, of eighty words, names a source of its own."""
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
