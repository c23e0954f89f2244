from django.http import Http404, HttpResponseBadRequest

from permalinks.moved import redirect_to_moved
from search.query import Unanswerable
from syndication.formats import FORMATS
from syndication.freshness import conditional, public_document


@public_document
def feed(request, feed, format, **address):
    """Show the newest stories of a list in one of the formats of feeds."""
    if format not in FORMATS:
        raise Http404(f"There are feeds in {', '.join(FORMATS)}, but none in {format}.")
    try:
        response = feed(FORMATS[format])(request, **address)
    except Unanswerable as reason:
        return HttpResponseBadRequest(f"{reason}\n", "text/plain; charset=utf-8")
    except Http404:
        if feed.renamed is None:
            raise
        return redirect_to_moved(feed.renamed.objects.all(), **address, ending=f"feed/{format}/")
    return conditional(request, response)
