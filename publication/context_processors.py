"""What the frame around every page needs."""

from django.utils.functional import SimpleLazyObject

from publication.models import Publication, sections


def masthead(request):
    """Give templates `publication` and `all_sections`, read when used."""
    return {
        "publication": SimpleLazyObject(lambda: Publication.of(request)),
        "all_sections": SimpleLazyObject(sections),
    }
