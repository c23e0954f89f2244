"""Which stories have some words: of what has come out the index knows it, the rest is looked at.

An archive may hold a million stories; what is being written is a thousandth of it. Both are asked
for in the readers' own words: "sea wall" -budget author:quill before:2026.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Byline, Part, Status, TaggedArticle
from search import index
from search.finding import clauses_of
from search.query import SHORTEST_PREFIX, parse

OTHER_STATUSES = [status for status in Status if status != Status.PUBLISHED]


def find(stories, text, *, most, belonging_to=(), since=None, until=None):
    """Return those of the stories that have what the text asks for, and if there may be more.

    Of published ones they are among the newest `most` that have it, belong to all of these keys of
    the index and came out between these moments. Raises `search.query.Unanswerable`.
    """
    query = parse(text)
    published, is_more = _published(query, most, belonging_to, since, until)
    others = _others(stories, query).values_list("pk", flat=True)[:most]
    return stories.filter(pk__in=[*published, *others]), is_more


def _published(query, most, belonging_to, since, until):
    clauses = clauses_of(query._replace(terms=tuple(map(_open_ended, query.terms))))
    if not clauses:
        return [], False
    hits, is_more = index.newest(
        [*clauses, *(index.Clause(keys=(key,)) for key in belonging_to)],
        limit=most,
        now=None,
        since=max(filter(None, [query.after, since]), default=None),
        until=min(filter(None, [query.before, until, timezone.now()])),
    )
    return [hit.article_id for hit in hits], is_more


def _open_ended(term):
    """Return the term as the beginning of a word: at the desk nobody types a word to its end."""
    is_word = not term.operator and " " not in term.words and len(term.words) >= SHORTEST_PREFIX
    return term._replace(is_prefix=term.is_prefix or is_word)


def _others(stories, query):
    """Return what readers have not seen yet, or no longer see."""
    scheduled = Q(status=Status.PUBLISHED, published_at__gt=timezone.now())
    others = stories.filter(Q(status__in=OTHER_STATUSES) | scheduled)
    if query.after:
        others = others.filter(published_at__gte=query.after)
    if query.before:
        others = others.filter(published_at__lt=query.before)
    for term in query.terms:
        if term.operator not in ("after", "before"):
            others = others.filter(~_has(term) if term.is_excluded else _has(term))
    return others.order_by()


def _has(term):
    """Return the condition that a story has what a term asks for, wherever it stands."""
    words = term.words
    bylines = Byline.objects.filter(article=OuterRef("pk"), author__name__icontains=words)
    tags = TaggedArticle.objects.filter(content_object=OuterRef("pk"), tag__name__icontains=words)
    parts = Part.objects.filter(article=OuterRef("pk"))
    said = parts.filter(Q(subhead__icontains=words) | Q(prose__icontains=words))
    told = Q(headline__icontains=words) | Q(standfirst__icontains=words) | Q(slug__icontains=words)
    return {
        "author": Exists(bylines),
        "tag": Exists(tags),
        "section": Q(section__name__iexact=words) | Q(section__slug__iexact=words),
        "": told | Exists(said) | Exists(bylines) | Exists(tags),
    }[term.operator]
