"""What waits for a person at the desk, and what they have in hand."""

from django.db.models import Prefetch

from articles.models import Article, Status
from desk.access import UNPUBLISHED, stories_for
from desk.board import for_desk
from staff.models import Role, role_of

LONGEST_LIST = 50  # stories


def assignments_of(user):
    """Return what a person was asked for and has not done, the next due first."""
    stories = Prefetch("article", Article.objects.select_related("section", "plan"))
    work = user.assignments.open().filter(
        article__in=stories_for(user), article__status__in=UNPUBLISHED
    )
    return list(work.next_due_first().prefetch_related(stories)[:LONGEST_LIST])


def reviews_for(user):
    """Return the stories that an editor is to review, who has waited longest first."""
    role = role_of(user)
    if role not in (Role.EDITOR, Role.CHIEF):
        return []
    waiting = stories_for(user).filter(status=Status.IN_REVIEW)
    if role == Role.EDITOR:
        waiting = waiting.filter(section__in=user.staff_member.section_keys)
    return list(for_desk(waiting).order_by("changed_at", "pk")[:LONGEST_LIST])


def own_stories_of(user):
    """Return the stories of a person that readers have not seen, the last changed first."""
    own = stories_for(user).made_by(user).filter(status__in=UNPUBLISHED)
    return list(for_desk(own).order_by("-changed_at", "-pk")[:LONGEST_LIST])
