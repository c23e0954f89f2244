from django.conf import settings
from django.http import Http404, HttpResponse

from syndication import indexnow
from syndication.freshness import public_document


@public_document
def indexnow_key(_request, key):
    """Show search engines that whoever knows the key may speak for this site."""
    if not (settings.INDEXNOW_ENDPOINT and key == indexnow.key()):
        raise Http404("No key of ours has this name.")
    return HttpResponse(key, "text/plain")
