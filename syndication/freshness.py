"""Answers that a client, or a cache on the way, keeps and asks about again."""

from django.db.models import Q
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Status

# A story taken down is gone everywhere within this time.
_kept_for_a_while = cache_control(public=True, max_age=300, stale_while_revalidate=60)  # seconds


def public_document(view):
    """Decorate a view whose answer every cache may keep, and which does nothing but read.

    Without a form there is nothing to forge; the check would answer a POST with 403, not with 405.
    """
    return csrf_exempt(require_safe(_kept_for_a_while(view)))


def once_public(articles):
    """Return those that readers may see or could see before they were taken down or expired."""
    now = timezone.now()
    return articles.filter(
        Q(embargo_until=None) | Q(embargo_until__lte=now),
        status__in=[Status.PUBLISHED, Status.TAKEN_DOWN],
        published_at__lte=now,
    )


def newest_change(*lists, since=None):
    """Return the moment when one of the lists of stories last changed, or None if all were empty.

    Stories that were public and no longer are count as well: a client that asks by date alone must
    learn that one was taken down or has expired. `since` is the time of the oldest story shown.
    """
    now = timezone.now()
    rows = [_moments(articles, since) for articles in lists]
    moments = (moment for row in rows[0].union(*rows[1:]) for moment in row)
    return max((moment for moment in moments if moment and moment <= now), default=None)


def _moments(articles, since):
    stories = once_public(articles)
    if since:
        stories = stories.filter(published_at__gte=since)
    return stories.order_by().values_list(
        "published_at", "embargo_until", "expires_at", "changed_at"
    )


def conditional(request, response):
    """Return the response, or 304 when the client has the same already.

    The ETag is a hash of the content, so it notices what no date tells, such as a new name of an
    author; whoever sends it back is never told wrongly that nothing changed.
    """
    set_response_etag(response)
    last_modified = response.headers.get("Last-Modified")
    return get_conditional_response(
        request,
        etag=response.headers["ETag"],
        last_modified=last_modified and parse_http_date_safe(last_modified),
        response=response,
    )
