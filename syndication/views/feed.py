from django.http import Http404
from django.views.decorators.http import require_safe

from syndication.formats import FORMATS
from syndication.freshness import conditional, kept_for_a_while


@require_safe
@kept_for_a_while
def feed(request, feed, format, **address):
    """Show the newest stories of a list in one of the formats of feeds."""
    if format not in FORMATS:
        raise Http404(f"There are feeds in {', '.join(FORMATS)}, but none in {format}.")
    return conditional(request, feed(FORMATS[format])(request, **address))
