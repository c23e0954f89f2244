"""Readers' pages are made once for each Edition and then handed out as they are.

It stands above all other middleware: what is kept is the final answer with all its headers, packed
as it was asked for. A hit reads no session, asks the database for the number of the Edition at
most, and is the same for everybody. Whoever has a session gets a page that is made anew.
"""

import time
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, has_vary_header
from django.utils.http import http_date, parse_http_date_safe

from edition import shelf
from edition.packing import best_encoding
from edition.pages import is_for_readers, kept_at, surrogate_keys, tidy_query
from edition.present import present
from edition.release import release
from permalinks.tracking import without_tracking

# To count a view makes no new Edition: what pages print of views is so old at most.
FRESH = 300  # seconds
# After that a page is kept only to stand in for one that cannot be made.
KEPT = 86_400  # seconds
# A larger one is made for each request: Django's cache in memory counts pages, not bytes.
LARGEST = 256 * 1024  # bytes
# Whoever finds that a page is being made waits for it so long, and then makes it as well.
LONGEST_WAIT = 3  # seconds
LOOKS = 150  # in that time
# Browsers ask each time and are answered with 304. Caches on the way ask every second, hand out
# the former page while they do, and also while we are gone.
SHARED, STALE, IF_GONE = 1, 5, 86_400  # seconds

CONDITIONS = (
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
)


class Page(NamedTuple):
    """A page as it is kept. Times are in seconds since 1970; it changes by itself at `ends_at`."""

    content: bytes
    headers: ResponseHeaders
    made_at: float
    ends_at: float

    def is_fresh(self):
        # A clock that was set back finds pages of the future, and trusts none.
        return self.made_at <= time.time() < min(self.ends_at, self.made_at + FRESH)

    def may_stand_in(self):
        return time.time() < self.ends_at


def middleware(get_response):
    def hand_out(request):
        if not _may_be_kept(request) or (edition := present()) is None:
            return get_response(request)
        request.get_host()  # refuses the hosts that pages refuse
        if not _has_tidy_query(request):
            return get_response(request)
        key = _key(request, edition.number)
        page = shelf.find_page(key)
        if page and page.is_fresh():
            return _answer(request, page)
        if kept_at(request.path_info) is None:
            return get_response(request)
        return _make_once(request, edition, key, page)

    def _make_once(request, edition, key, former):
        """Make a page, unless somebody is making it: then take theirs, or meanwhile the former."""
        being_made = f"{key}-being-made"
        if not shelf.reserve(being_made, seconds=LONGEST_WAIT):
            if former and former.may_stand_in():
                return _answer(request, former)
            if theirs := _wait_for(key, being_made):
                return _answer(request, theirs)
            return _make(request, edition, key, former)
        try:
            return _make(request, edition, key, former)
        finally:
            shelf.remove(being_made)

    def _make(request, edition, key, former):
        made_at = time.time()
        conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        request.is_answer_kept = True  # so that it is worth packing well
        response = get_response(request)
        request.META.update(conditions)
        if response.status_code >= 500 and former and former.may_stand_in():
            return _answer(request, former)
        if not _is_the_same_for_everybody(response):
            return response
        _give_validators(response, request, made_at)
        _give_lifetimes(response, request, edition.ends_at.timestamp() - made_at)
        page = Page(response.content, response.headers, made_at, edition.ends_at.timestamp())
        if len(page.content) <= LARGEST:
            shelf.keep_page(key, page, seconds=min(KEPT, page.ends_at - made_at))
        return _answer(request, page)

    return hand_out


def _may_be_kept(request):
    return (
        settings.PAGE_CACHE
        and is_for_readers(request)
        and not request.path_info.startswith(("/search/", settings.STATIC_URL, settings.MEDIA_URL))
    )


def _has_tidy_query(request):
    """Leave of the query string what the page knows; tell whether the page may be kept."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return True
    match = kept_at(request.path_info)
    # What tracks readers is cut off by a redirect.
    if match is None or query != without_tracking(query):
        return False
    request.META["QUERY_STRING"] = tidy_query(match, query)
    return True


def _is_the_same_for_everybody(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not has_vary_header(response, "Cookie")
    )


def _key(request, number):
    """Return the key of a page: hashed, for addresses are long and hold any sign."""
    named = (
        f"{release()} {number} {request.scheme} {best_encoding(request)} "
        f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
    )
    return blake2b(named.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _wait_for(key, being_made):
    """Return the page that somebody is making, or None if it takes too long or comes to none."""
    for _look in range(LOOKS):
        time.sleep(LONGEST_WAIT / LOOKS)
        is_over = shelf.get(being_made) is None
        page = shelf.find_page(key)
        if page and page.is_fresh():
            return page
        if is_over:
            break
    return None


def _give_validators(response, request, made_at):
    """Give the answer an ETag and the time of its last change, unless its view knows them better.

    The time is that of the first page alike that is remembered. Two different ones of one second
    could not be told apart by it, so that second is over before the other is given a time.
    """
    if not response.has_header("ETag"):
        etag = blake2b(response.content, digest_size=16).hexdigest()
        response.headers["ETag"] = f'"{etag}"'
    if response.has_header("Last-Modified"):
        return
    key, etag = _key(request, "any"), response.headers["ETag"]
    former_etag, former_second = shelf.get(key) or ("", 0)
    is_alike = former_etag == etag
    second = former_second if is_alike else max(int(made_at), former_second + 1)
    if second <= made_at:
        response.headers["Last-Modified"] = http_date(second)
    shelf.put(key, (etag, second), seconds=KEPT)


def _give_lifetimes(response, request, left):
    """Tell caches on the way how long they may keep what changes by itself in `left` seconds.

    A CDN that is told by `manage.py purge` what is over may keep pages for longer than others
    (RFC 9213), under the names that it is told then.
    """
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = _cache_control(SHARED + STALE)
    if settings.CDN_SECONDS:
        keys = surrogate_keys(kept_at(request.path_info))
        response.headers["Surrogate-Key"] = " ".join(keys)
        response.headers["Cache-Tag"] = ",".join(keys)
        seconds = max(0, min(settings.CDN_SECONDS, int(left)))
        response.headers["CDN-Cache-Control"] = f"public, max-age={seconds}"


def _answer(request, page):
    """Hand out a page, or 304 to whoever has it already."""
    response = HttpResponse(b"" if request.method == "HEAD" else page.content)
    # To set them one by one would take as long as all the rest.
    response.headers = page.headers
    left = page.ends_at - time.time()
    if left < SHARED + STALE and "s-maxage" in page.headers["Cache-Control"]:
        response.headers = ResponseHeaders(page.headers)
        response.headers["Cache-Control"] = _cache_control(left)
    if not any(name in request.META for name in CONDITIONS):
        return response
    last_modified = page.headers.get("Last-Modified")
    answer = get_conditional_response(
        request,
        etag=page.headers["ETag"],
        last_modified=last_modified and parse_http_date_safe(last_modified),
        response=response,
    )
    if answer.status_code == 304:
        # A new policy reaches whoever kept the page under an older one.
        answer.headers = ResponseHeaders(response.headers)
        for name in ("Content-Type", "Content-Length", "Content-Encoding"):
            answer.headers.pop(name, None)
    return answer


def _cache_control(left):
    """Return how long others may keep a page that changes by itself in `left` seconds."""
    shared = max(0, min(SHARED, int(left)))
    stale = max(0, min(STALE, int(left) - shared))
    return (
        f"public, max-age=0, s-maxage={shared}, "
        f"stale-while-revalidate={stale}, stale-if-error={IF_GONE}"
    )
