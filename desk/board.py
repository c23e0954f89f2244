"""The board: where each story is on its way, as far as a person may see."""

from itertools import chain
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Status
from articles.weeks import midnight
from desk import workflow
from desk.access import stories_for
from desk.models import Assignment

LONGEST_COLUMN = 50  # stories; more of them are found in the list of stories


class Column(NamedTuple):
    """`status` is what a story gets that is put here, or "" where a date decides it."""

    name: str
    status: str
    cards: list
    is_cut: bool


class Card(NamedTuple):
    """A story, and the statuses that this person may give it."""

    article: Article
    steps: list


def columns_for(user, narrow):
    """Return the columns in the order of the way, in nine queries at most.

    `narrow` takes the stories that this person sees, and returns those that are asked for.
    """
    columns = [
        (name, status, list(stories.values_list("pk", flat=True)[: LONGEST_COLUMN + 1]))
        for name, status, stories in _columns(narrow(stories_for(user)))
    ]
    every_key = chain.from_iterable(keys for _name, _status, keys in columns)
    found = for_desk(Article.objects.filter(pk__in=[*every_key])).in_bulk()
    return [
        Column(
            name,
            status,
            [_card(user, found[key]) for key in keys[:LONGEST_COLUMN] if key in found],
            len(keys) > LONGEST_COLUMN,
        )
        for name, status, keys in columns
    ]


def for_desk(stories):
    """Fetch what a line about a story at the desk reads, in three queries."""
    assignments = Assignment.objects.open().next_due_first().select_related("person__author")
    return (
        stories.select_related("section", "plan")
        .prefetch_related("bylines", Prefetch("assignments", assignments, to_attr="open_work"))
        .annotate(
            open_notes=Count(
                "notes", filter=Q(notes__resolved_at=None, notes__reply_to=None), distinct=True
            )
        )
    )


def know_makers(article):
    """Let `desk.access` judge a story whose bylines are fetched without asking for them again."""
    with_bylines = {byline.author.user_id for byline in article.bylines.all()}
    article.maker_keys = {article.created_by_id, *with_bylines} - {None}


def _columns(stories):
    now, today = timezone.now(), midnight(timezone.localdate())
    last_changed = stories.order_by("-changed_at", "-pk")
    published = stories.filter(status=Status.PUBLISHED)
    waits = Q(published_at__gt=now) | Q(embargo_until__gt=now)
    came_out = published.filter(published_at__gte=today).exclude(waits)
    yield _("Draft"), Status.DRAFT, last_changed.filter(status=Status.DRAFT)
    yield _("In review"), Status.IN_REVIEW, last_changed.filter(status=Status.IN_REVIEW)
    yield _("Ready"), Status.READY, last_changed.filter(status=Status.READY)
    yield _("Scheduled"), "", published.filter(waits).order_by("published_at", "pk")
    yield _("Published today"), Status.PUBLISHED, came_out.newest_first()
    yield _("Taken down"), Status.TAKEN_DOWN, last_changed.filter(status=Status.TAKEN_DOWN)


def _card(user, article):
    know_makers(article)
    allowed = workflow.statuses_for(user, article)
    here = allowed.index(article.status)
    # The next step comes first: it is the one that is taken most.
    return Card(article, allowed[here + 1 :] + allowed[:here])
