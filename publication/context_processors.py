"""What the frame around every page needs."""

from django.utils.functional import SimpleLazyObject

from publication.models import Publication, sections


def masthead(request):
    """Give readers' pages the `publication`, and `all_sections` to ask for."""
    return {"publication": Publication.of(request), "all_sections": sections}


def nameplate(request):
    """Give the desk's screens the `publication`, read by those that name it."""
    return {"publication": SimpleLazyObject(lambda: Publication.of(request))}
