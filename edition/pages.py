"""Which requests are readers', which of their pages are kept, and what of a query says anything.

A page that is not named here is made for each request. To name it is to promise that it is the
same for every reader, and that nothing but the Edition, the time and these parameters changes it.
"""

from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings
from django.urls import Resolver404, resolve

from permalinks.desk import DESK

NOT_FOR_READERS = (DESK, "/preview/", "/healthz")

# By the names of their addresses. Searches are missing: everybody looks for something else.
PARAMETERS = {
    "front_page": (),
    "article": (),
    "article_text": (),
    "article_history": ("older", "newer"),
    "article_changes": (),
    "live_entries": (),
    "section": ("page",),
    "author": ("page",),
    "source": ("page",),
    "tag": ("page",),
    "corrections": ("page",),
    "authors": (),
    "archive": (),
    "archive_year": (),
    "archive_month": (),
    "archive_day": (),
    "most_read": (),
    "most_read_in": (),
    "offline": (),
    "reading_list": (),
    "about": (),
    "policy": (),
    "site_feed": (),
    "corrections_feed": (),
    "author_feed": (),
    "source_feed": (),
    "tag_feed": (),
    "section_feed": (),
    "sitemap": (),
    "sitemap_of_news": (),
    "sitemap_of_pages": (),
    "sitemap_of_month": (),
}


def is_for_readers(request):
    """Tell whether somebody reads what is the same for everybody: nobody signed in does."""
    return (
        request.method in ("GET", "HEAD")
        and not request.path_info.startswith(NOT_FOR_READERS)
        and settings.SESSION_COOKIE_NAME not in request.META.get("HTTP_COOKIE", "")
    )


def kept_at(path):
    """Return the `ResolverMatch` of a path whose page is kept, or None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if match.url_name in PARAMETERS else None


def tidy_query(match, query):
    """Return what of a query string the page knows, in one order: invented names make no page."""
    if not query:
        return ""
    # A view that is given a parameter twice takes the last.
    given = dict(parse_qsl(query, keep_blank_values=True))
    return urlencode([(name, given[name]) for name in PARAMETERS[match.url_name] if name in given])


def surrogate_keys(match):
    """Return by which names a CDN may be told to forget a page: `["page", "section-world"]`.

    All pages have the first. A story's have its slug and that of its section.
    """
    named = dict(match.kwargs)
    kind = match.url_name.removesuffix("_feed")
    if "section" in named:
        keys = [f"section-{named['section']}", f"article-{named['slug']}"]
    else:
        keys = [f"{kind}-{named['slug']}" if "slug" in named else kind]
    return [quote(key) for key in ["page", *keys]]
