"""What the frame around every page needs."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from publication.models import Publication, sections


def masthead(request):
    """Give templates the site's language, and `publication` and `sections`, read when used."""
    return {
        "site_language": get_language(),
        "site_direction": "rtl" if get_language_bidi() else "ltr",
        "publication": SimpleLazyObject(lambda: Publication.of(request)),
        "sections": SimpleLazyObject(sections),
    }
