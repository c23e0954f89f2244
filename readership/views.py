"""The beacons: a page tells that somebody is reading a story, or has found none."""

import json
import re
from functools import lru_cache, wraps
from time import time
from urllib.parse import urlsplit

from django.conf import settings
from django.http import JsonResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from articles.models import Article
from readership import readers
from readership.counting import Busy, count_fruitless_search, count_view, views_of

LARGEST_BEACON = 1_024  # bytes; an honest one has about twenty
LONGEST_SEARCH = 200  # characters
# A name that others can look up, which an address by numbers and a name of one word are not.
HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")
LARGEST_KEY = 2**63 - 1  # what the database can hold
HEADERS_OF_REFUSAL = {405: {"Allow": "POST"}, 503: {"Retry-After": "30"}}
REMEMBERED_STORIES = 1_000  # more than anybody reads in one second


class Refused(Exception):
    """The beacon is not counted: a status, and a message for whoever sent it."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


# No token: pages are the same for everybody, and a beacon does nothing in anybody's name. What
# other sites send is told by the headers that browsers add.
def beacon(count):
    """Answer what `count(request, beacon)` returns for the object that a page of ours has sent."""

    @csrf_exempt
    @wraps(count)
    def answering(request):
        try:
            response = JsonResponse(count(request, _beacon(request)))
        except Refused as refused:
            response = JsonResponse({"error": str(refused)}, status=refused.status)
            for name, value in HEADERS_OF_REFUSAL.get(refused.status, {}).items():
                response.headers[name] = value
        response.headers["Cache-Control"] = "no-store"
        return response

    return answering


@beacon
def views(request, beacon):
    """Count the opening of the story in `{"article": 12}`; answer with its numbers.

    `"from"` may name the host of the other site that led there.
    """
    article = _article(beacon)
    at = timezone.now()
    if not readers.is_reader(request):
        counted = views_of(article, at=at)
    else:
        try:
            counted = count_view(
                article,
                address=readers.address_of(request),
                agent=readers.agent_of(request),
                at=at,
                referrer=_other_host(beacon.get("from")),
            )
        except Busy:
            raise Refused(503, _("Too many views wait to be counted. Send it again.")) from None
    return {"counted": counted.is_new, "total": counted.total, "today": counted.today}


@beacon
def searches(request, beacon):
    """Count a search that found nothing, `{"words": "sea wall"}`, for the desk to learn from."""
    words = beacon.get("words")
    if not isinstance(words, str) or not words.strip() or len(words) > LONGEST_SEARCH:
        raise Refused(400, _("Send the words that were looked for."))
    if readers.is_reader(request):
        count_fruitless_search(words, at=timezone.now())
    return {}


def _beacon(request):
    if request.method != "POST":
        raise Refused(405, _("Send a view by POST."))
    if _is_from_elsewhere(request):
        raise Refused(403, _("Only this site's own pages may send views."))
    try:
        beacon = json.loads(_body(request))
    except (ValueError, RecursionError):
        raise Refused(400, _("The body is not JSON.")) from None
    return beacon if isinstance(beacon, dict) else {}


def _article(beacon):
    key = _key(beacon)
    article = _shown(key, int(time()))
    if article is None:
        raise Refused(404, _("No story that readers can see has this number."))
    return article


@lru_cache(maxsize=REMEMBERED_STORIES)
def _shown(key, _second):
    """Return the story with that key if readers see it; asked once a second, not by each view."""
    return Article.objects.published().only("pk").filter(pk=key).first()


def _is_from_elsewhere(request):
    site = request.META.get("HTTP_SEC_FETCH_SITE", "same-origin")
    ours = (f"{request.scheme}://{request.get_host()}", settings.SITE_ADDRESS)
    origin = request.META.get("HTTP_ORIGIN", ours[0])
    return site not in ("same-origin", "none") or origin not in ours


def _body(request):
    try:
        body = request.read(LARGEST_BEACON + 1)
    except UnreadablePostError:
        raise Refused(400, _("The body ended before it was whole.")) from None
    if len(body) > LARGEST_BEACON:
        raise Refused(413, _("A view has at most %(most)d bytes.") % {"most": LARGEST_BEACON})
    return body


def _key(beacon):
    key = beacon.get("article")
    # True is an int in Python, but not the number of a story.
    if not isinstance(key, int) or isinstance(key, bool) or abs(key) > LARGEST_KEY:
        raise Refused(
            400,
            _("Send %(example)s, with the story's whole number.") % {"example": '{"article": 12}'},
        )
    return key


def _other_host(name):
    """Return the host of another site as it is kept, or "" for our own and for what is none."""
    if not isinstance(name, str) or not HOST.fullmatch(name.lower()):
        return ""
    host = name.lower().removeprefix("www.")
    ours = urlsplit(settings.SITE_ADDRESS).hostname.removeprefix("www.")
    return "" if host == ours else host


BEACONS = {"/views/": views, "/views/searches/": searches}


def middleware(get_response):
    """Answer the beacons of readers before all that only pages need, which costs as much again."""

    def answer(request):
        view = BEACONS.get(request.path_info)
        # Who is signed in may be on the staff, which is for other middleware to find out.
        if view is None or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return get_response(request)
        return view(request)

    return answer
