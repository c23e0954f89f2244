"""Giving stories to people."""

from django.db import transaction

from articles.models import Byline
from desk import notices


@transaction.atomic
def assign(assignment, *, by, warn):
    """Ask a person to do something for a story, and tell them.

    Who writes under a name gets a byline: it makes the story their own, so that they can open it.
    """
    assignment.assigned_by = by
    assignment.save()
    author = getattr(assignment.person, "author", None)
    if author:
        bylines = assignment.article.bylines
        if not bylines.filter(author=author).exists():
            Byline.objects.create(
                article=assignment.article,
                author=author,
                role=assignment.role,
                order=bylines.count(),
            )
    notices.tell_of_assignment(assignment, by=by, warn=warn)
