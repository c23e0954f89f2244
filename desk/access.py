"""Who may do what with a story: the one rule, which every door of the desk asks.

Everybody reads what readers see, the own stories and those of the own sections. To change one asks
for a standing: that of a maker of the story, who is its reporter, of an editor of its section, or
of a chief editor.
"""

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Byline, Status
from publication.models import Section
from staff.models import Role, covers, role_of

UNPUBLISHED = (Status.DRAFT, Status.IN_REVIEW, Status.READY)

# What each standing may change, by the status that a story has.
EDITABLE = {
    None: (),
    Role.REPORTER: (Status.DRAFT, Status.IN_REVIEW),
    Role.EDITOR: (*UNPUBLISHED, Status.PUBLISHED),
    Role.CHIEF: tuple(Status),
}


def stories_for(user):
    """Return the stories that a person may read at the desk."""
    return _in_reach_of(user).kept()


def trashed_for(user):
    """Return the deleted stories that a person could read before."""
    return _in_reach_of(user).trashed()


def _in_reach_of(user):
    role = role_of(user)
    if role is None:
        return Article.objects.none()
    if role == Role.CHIEF:
        return Article.objects.all()
    of_sections = Q(section__in=user.staff_member.section_keys)
    # As `made_by`, but asked of one story after the other: most are public, and nothing is asked.
    signed = Byline.objects.filter(article=OuterRef("pk"), author__user=user)
    own = Q(created_by=user) | Exists(signed)
    return Article.objects.filter(of_sections | own) | Article.objects.published()


def may_read(user, article):
    """The twin of `stories_for` for one story."""
    return works_on(user, article) or (article.is_published and role_of(user) is not None)


def works_on(user, article):
    """Tell whether a story is a person's own or of the own sections.

    Of others' stories everybody reads what readers see, and not what was said on the way to it.
    """
    is_staff = role_of(user) is not None
    return is_staff and (covers(user, article.section_id) or user.pk in article.maker_keys)


def standing(user, article):
    """Return the Role that a person has towards a story; None to whom it is somebody else's."""
    role = role_of(user)
    if role in (None, Role.CHIEF):
        return role
    is_own = user.pk in article.maker_keys
    # A story that has no section yet is in the hands of who began it.
    is_in_charge = covers(user, article.section_id) or (is_own and article.section_id is None)
    if role == Role.EDITOR and is_in_charge:
        return role
    return Role.REPORTER if is_own else None


def may_edit(user, article):
    return article.status in EDITABLE[standing(user, article)]


def may_take_down(user, article):
    return standing(user, article) == Role.CHIEF and article.status == Status.PUBLISHED


def may_delete(user, article):
    """Tell whether a story may go: what readers have seen is taken down with a reason instead."""
    if article.status not in UNPUBLISHED:
        return False
    if standing(user, article) == Role.REPORTER:
        return article.created_by_id == user.pk and article.status == Status.DRAFT
    return standing(user, article) is not None


def sections_for(user):
    """Return the sections that a person may put a story into, or take one out of."""
    role = role_of(user)
    if role is None:
        return Section.objects.none()
    if role == Role.CHIEF:
        return Section.objects.all()
    return Section.objects.filter(pk__in=user.staff_member.section_keys)
