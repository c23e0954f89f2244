"""The beacon: a story's page tells that somebody is reading it."""

import json

from django.conf import settings
from django.http import JsonResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from articles.models import Article
from readership import readers
from readership.counting import count_view, views_of

LARGEST_BEACON = 1_024  # bytes; an honest one has about twenty
LARGEST_KEY = 2**63 - 1  # what the database can hold


class Refused(Exception):
    """The beacon is not counted: a status, and a message for whoever sent it."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


# No token: pages are the same for everybody, and a beacon does nothing in anybody's name. What
# other sites send is told by the headers that browsers add.
@csrf_exempt
@never_cache
def views(request):
    """Count the opening of the story in `{"article": 12}`; answer with its numbers."""
    try:
        article = _article(request)
    except Refused as refused:
        headers = {"Allow": "POST"} if refused.status == 405 else None
        return JsonResponse({"error": str(refused)}, status=refused.status, headers=headers)
    return JsonResponse(_count(request, article))


def _count(request, article):
    at = timezone.now()
    if not readers.is_reader(request):
        counted = views_of(article, at=at)
    else:
        counted = count_view(
            article,
            address=readers.address_of(request),
            agent=readers.agent_of(request),
            at=at,
        )
    return {"counted": counted.is_new, "total": counted.total, "today": counted.today}


def _article(request):
    if request.method != "POST":
        raise Refused(405, _("Send a view by POST."))
    if _is_from_elsewhere(request):
        raise Refused(403, _("Only this site's own pages may send views."))
    key = _key(_body(request))
    article = Article.objects.published().only("pk").filter(pk=key).first()
    if article is None:
        raise Refused(404, _("No story that readers can see has this number."))
    return article


def _is_from_elsewhere(request):
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    ours = (f"{request.scheme}://{request.get_host()}", settings.SITE_ADDRESS)
    origin = request.headers.get("Origin", ours[0])
    return site not in ("same-origin", "none") or origin not in ours


def _body(request):
    try:
        body = request.read(LARGEST_BEACON + 1)
    except UnreadablePostError:
        raise Refused(400, _("The body ended before it was whole.")) from None
    if len(body) > LARGEST_BEACON:
        raise Refused(413, _("A view has at most %(most)d bytes.") % {"most": LARGEST_BEACON})
    return body


def _key(body):
    try:
        beacon = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, _("The body is not JSON.")) from None
    key = beacon.get("article") if isinstance(beacon, dict) else None
    # True is an int in Python, but not the number of a story.
    if not isinstance(key, int) or isinstance(key, bool) or abs(key) > LARGEST_KEY:
        raise Refused(
            400,
            _("Send %(example)s, with the story's whole number.") % {"example": '{"article": 12}'},
        )
    return key
