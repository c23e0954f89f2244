"""Search, as a page and as JSON: the same answer in two forms."""

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from publication.models import Section
from search.finding import DATE, RELEVANCE, NoSuchPage, Results, find
from search.query import LONGEST_QUERY, Query, Unanswerable, parse
from search.suggestions import suggestion

SORTS = {
    RELEVANCE: gettext_lazy("Best match"),
    DATE: pgettext_lazy("order of stories", "Newest"),
}
PERIODS = {  # in days
    1: gettext_lazy("Past day"),
    7: gettext_lazy("Past week"),
    31: gettext_lazy("Past month"),
    366: gettext_lazy("Past year"),
}


class Answer(NamedTuple):
    """What is said to a reader; `message` stands beside the field."""

    text: str
    sort: str = RELEVANCE
    message: str = ""
    query: Query | None = None
    results: Results | None = None
    suggestion: Query | None = None

    @property
    def is_refused(self):
        return bool(self.message) and self.results is None

    @property
    def status(self):
        return 400 if self.is_refused else 200


class FilterLink(NamedTuple):
    name: str
    address: str
    is_current: bool


@require_safe
def search_page(request):
    answer = _answer(request)
    context = {
        "answer": answer,
        "longest_query": LONGEST_QUERY,
        "results": answer.results,
        "number_found": answer.results and _number_found(answer.results),
        "suggested": answer.suggestion and _link(str(answer.suggestion), answer),
        "filters": answer.query and _filters(answer),
    }
    return render(request, "search/search_page.html", context, status=answer.status)


@require_safe
def search_json(request):
    answer = _answer(request)
    response = JsonResponse(_as_json(answer), status=answer.status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request):
    # A reader who has typed nothing yet is told nothing.
    if "q" not in request.GET:
        return Answer("")
    text = request.GET["q"]
    answer = Answer(text[:LONGEST_QUERY], sort=request.GET.get("sort", RELEVANCE))
    try:
        answer = answer._replace(query=parse(text))
        return _found(answer, _page_number(request))
    except Unanswerable as reason:
        return answer._replace(message=str(reason))
    except NoSuchPage:
        return answer._replace(message=_("There is no such page of these stories."))


def _found(answer, page):
    if answer.sort not in SORTS:
        raise Unanswerable(_("Stories are sorted by relevance or by date."))
    results = find(answer.query, sort=answer.sort, page=page)
    return answer._replace(
        results=results,
        suggestion=None if results.results else suggestion(answer.query),
        message=_("A quotation mark was missing at the end; we set it there.")
        if answer.query.has_open_quotation
        else "",
    )


def _page_number(request):
    text = request.GET.get("page", "1")
    # The length comes first: int() of a long text takes for ever.
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text)):
        raise NoSuchPage(text[:20])
    return int(text)


def _number_found(results):
    number = results.number_found
    shown = number_format(number, force_grouping=True)
    if results.is_more:
        return _("More than %(shown)s stories") % {"shown": shown}
    return ngettext("%(shown)s story", "%(shown)s stories", number) % {"shown": shown}


def _filters(answer):
    """Return `(what, links)` for each way to narrow the answer down."""
    return [
        (_("Sort by"), list(_sort_links(answer))),
        (_("Section"), list(_section_links(answer))),
        (pgettext("when stories came out", "Published"), list(_period_links(answer))),
    ]


def _sort_links(answer):
    for sort, name in SORTS.items():
        yield FilterLink(name, _link(str(answer.query), answer, sort=sort), sort == answer.sort)


def _section_links(answer):
    current = answer.query.value("section").lower()
    yield FilterLink(_("All"), _link(str(answer.query.without("section")), answer), not current)
    for section in Section.objects.top():
        narrowed = answer.query.narrowed("section", section.slug)
        is_current = current in (section.slug.lower(), section.name.lower())
        yield FilterLink(section.name, _link(str(narrowed), answer), is_current)


def _period_links(answer):
    query = answer.query.without("after", "before")
    yield FilterLink(_("Any time"), _link(str(query), answer), query.terms == answer.query.terms)
    for days, name in PERIODS.items():
        day = str(timezone.localdate() - timedelta(days=days))
        is_current = answer.query.value("after") == day and not answer.query.value("before")
        yield FilterLink(name, _link(str(query.narrowed("after", day)), answer), is_current)


def _link(text, answer, sort=None):
    sort = sort or answer.sort
    return "?" + urlencode({"q": text} | ({"sort": sort} if sort != RELEVANCE else {}))


def _as_json(answer):
    results = answer.results
    return {
        "query": answer.text,
        "message": answer.message,
        "suggestion": str(answer.suggestion) if answer.suggestion else None,
        "number_found": results and results.number_found,
        "is_more": results and results.is_more,
        "page": results and results.number,
        "next_page": results and results.older,
        "stories": [_story_as_json(result) for result in results.results] if results else [],
    }


def _story_as_json(result):
    story = result.story
    return {
        "url": story.address,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "language": story.language,
        "section": story.section.name,
        "authors": [author.name for author in story.writers],
        "published_at": story.published_at.isoformat(),
        "excerpt": [piece._asdict() for piece in result.excerpt],
    }
