"""What the masthead and the foot of every page need."""

from django.utils.functional import SimpleLazyObject

from publication.models import Publication, Section


def masthead(_request):
    """Give templates `publication` and `sections`, each read once and only when it is used."""
    return {
        "publication": SimpleLazyObject(Publication.current),
        "sections": SimpleLazyObject(lambda: list(Section.objects.top())),
    }
