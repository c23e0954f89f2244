"""Lists page by page, without ever counting the archive."""

from functools import partial
from typing import NamedTuple

from django.http import Http404
from django.utils import timezone

from articles.models import Article
from articles.models.byline import fetch_bylines
from articles.models.clipping import heading_of
from composing.standing import standing

PAGE_SIZE = 20
# Whoever reads further back is better served by the archive of a month than by a deep OFFSET.
LAST_PAGE = 50


class Page(NamedTuple):
    """One page of a list; `newer` and `older` are page numbers, or None at an end."""

    entries: list
    number: int
    newer: int | None
    older: int | None


def river(request, stories, *, leads=()):
    """Return the page of stories, with all that their cards read, that `?page=` asks for.

    See `page_of`. `leads` are stories that editors put at the head of the first page.
    """
    page = page_of(request, stories)
    fetch_bylines(page.entries)
    return page._replace(entries=[*leads, *page.entries]) if page.number == 1 else page


def river_of(request, subject):
    """Return the page that `?page=` asks for of the stories of a tag, an author or a source."""
    return river(request, partial(_filed, heading=heading_of(subject), now=timezone.now()))


@standing
def _filed(start, heading, now):
    return headlines_from(start, Article.objects.published(now).filed_under(heading))


def page_of(request, fetch):
    """Return the page that `?page=` asks for of a list; `fetch(start)` returns rows of it.

    See `rows_from`. Raises Http404 for a page that is no number, out of bounds, or empty after the
    first.
    """
    number = _page_number(request.GET.get("page", "1"))
    entries = fetch((number - 1) * PAGE_SIZE)
    if not entries and number > 1:
        raise Http404(f"This list has no page {number}.")
    return Page(
        entries=entries[:PAGE_SIZE],
        number=number,
        newer=number - 1 if number > 1 else None,
        older=number + 1 if len(entries) > PAGE_SIZE and number < LAST_PAGE else None,
    )


def rows_from(start, rows):
    """Return a page of a QuerySet's rows; one row more tells whether there is an older page."""
    return rows[start : start + PAGE_SIZE + 1]


def headlines_from(start, stories):
    """Return a page of stories that stand newest first, with what their headlines read.

    Their keys are looked for first: what is joined would be joined for all that is skipped, too.
    """
    if start == 0:
        return rows_from(start, stories.for_headlines())
    keys = rows_from(start, stories.values("pk"))
    return Article.objects.filter(pk__in=keys).newest_first().for_headlines()


def _page_number(text):
    # The length comes first: int() of a long text takes for ever.
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= LAST_PAGE):
        raise Http404(f"A list has pages 1 to {LAST_PAGE}, not “{text[:20]}”.")
    return int(text)
