from django.http import Http404

from syndication.formats import FORMATS
from syndication.freshness import conditional, public_document


@public_document
def feed(request, feed, format, **address):
    """Show the newest stories of a list in one of the formats of feeds."""
    if format not in FORMATS:
        raise Http404(f"There are feeds in {', '.join(FORMATS)}, but none in {format}.")
    return conditional(request, feed(FORMATS[format])(request, **address))
