"""From a query to a page of stories. What is shown, `published()` decides, not the index."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article
from articles.models.byline import fetch_bylines
from articles.river import LAST_PAGE, PAGE_SIZE
from composing.standing import standing
from publication.models import Section
from search import excerpts, index

RELEVANCE, DATE = "relevance", "date"

# The newest stories that fit are looked at, so that the time does not grow with the archive;
# and, among the best, as many again as have the words in their headline, however old they are.
WINDOW = LAST_PAGE * PAGE_SIZE
HEADLINES = 200
# A story of this age counts half as much as a new one.
HALVED_AFTER = timedelta(days=3 * 365)


class Result(NamedTuple):
    story: Article
    headline: list
    excerpt: list


class Results(NamedTuple):
    """One page; `newer` and `older` are page numbers or None. `number_found` is exact if known."""

    results: list
    number: int
    newer: int | None
    older: int | None
    number_found: int
    is_more: bool


class NoSuchPage(Exception):
    """A page before the first or after the last."""


def find(query, *, sort=RELEVANCE, page=1):
    """Return the `Results` for a query. Raises `NoSuchPage`."""
    clauses = clauses_of(query)
    hits, is_more = _hits(clauses, query, sort) if clauses else ([], False)
    ids = _sorted_ids(hits, sort)
    start = (page - 1) * PAGE_SIZE
    shown = ids[start : start + PAGE_SIZE]
    if page > 1 and not (shown and page <= LAST_PAGE):
        raise NoSuchPage(page)
    has_older = len(ids) > start + PAGE_SIZE and page < LAST_PAGE
    return Results(
        results=_results(shown, query),
        number=page,
        newer=page - 1 if page > 1 else None,
        older=page + 1 if has_older else None,
        number_found=len(ids),
        is_more=is_more,
    )


def clauses_of(query):
    """Return the index's clauses for a query; none if nothing can fit it."""
    clauses = [_clause(term) for term in query.terms if term.operator not in ("after", "before")]
    if any(not (each.phrases or each.keys or each.is_excluded) for each in clauses):
        return []
    return [each for each in clauses if each.phrases or each.keys]


def public_ids(hits):
    """Return the ids of those hits that readers may see."""
    ids = [hit.article_id for hit in hits]
    return list(_public(ids, timezone.now()).values_list("pk", flat=True))


@standing
def _stories(ids, now):
    return _public(ids, now).for_headlines()


def _public(ids, now):
    """Return those of the stories that readers may see.

    `published()` is asked about each story: SQLite, which has no statistics, would otherwise read
    all published stories to find these among them.
    """
    may_be_seen = Article.objects.published(now).filter(pk=OuterRef("pk"))
    return Article.objects.filter(Exists(may_be_seen), pk__in=ids)


def _clause(term):
    if term.operator == "section":
        return index.Clause(keys=_section_keys(term.words), is_excluded=term.is_excluded)
    keys = index.named(term.words, is_prefix=term.is_prefix, kind=term.operator or None)
    return index.Clause(
        phrases=() if term.operator else (term.words,),
        keys=keys,
        is_prefix=term.is_prefix,
        is_excluded=term.is_excluded,
    )


def _section_keys(name):
    """Return the keys of a section, named by its name or its slug, and of those within it."""
    sections = Section.objects.filter(Q(slug__iexact=name) | Q(name__iexact=name))
    within = Section.objects.filter(Q(pk__in=sections) | Q(parent__in=sections))
    return tuple(f"section{pk}" for pk in within.values_list("pk", flat=True))


def _hits(clauses, query, sort):
    now = timezone.now()
    index.renew(now)
    wishes = {
        "now": now,
        "since": query.after,
        "until": query.before,
        "is_ranked": sort == RELEVANCE,
    }
    hits, is_more = index.newest(clauses, limit=WINDOW, **wishes)
    if is_more and sort == RELEVANCE:
        hits += index.newest(clauses, limit=HEADLINES, in_headline=True, **wishes)[0]
    return hits, is_more


def _sorted_ids(hits, sort):
    """Return the ids of the hits, each once, best or newest first."""
    newest_first = sorted(set(hits), key=lambda hit: (hit.published_at, hit.article_id))[::-1]
    if sort == RELEVANCE:
        now = timezone.now()
        newest_first.sort(
            key=lambda hit: -hit.relevance / (1 + (now - hit.published_at) / HALVED_AFTER)
        )
    return list(dict.fromkeys(hit.article_id for hit in newest_first))


def _results(ids, query):
    stories = {story.pk: story for story in _stories(ids=ids, now=timezone.now())}
    fetch_bylines(stories.values())
    texts = index.texts(stories)
    wanted = excerpts.wanted_in(query)
    return [_result(stories[pk], texts[pk], wanted) for pk in ids if pk in stories and pk in texts]


def _result(story, text, wanted):
    return Result(
        story=story,
        headline=excerpts.marked(text.headline, wanted),
        excerpt=excerpts.excerpt([text.standfirst, text.parts, text.captions], wanted),
    )
