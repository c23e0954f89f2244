"""E-mail by which the desk tells its own people what waits for them, or what became of it.

A mail is a row that is saved with its reason, and sent right after. One that could not be sent
breaks nothing: the log says why, whoever was at it is told by `warn`, a function that takes a
sentence, and the row waits for `send_notices`.
"""

import logging
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Byline, Status
from desk.models import DueNotice
from desk.people import name_of
from publication.models import Publication
from staff import post
from staff.models import Mail, Role, StaffMember

logger = logging.getLogger(__name__)


def tell_of_assignment(assignment, *, by, warn):
    """Tell a person what they are asked to do."""
    subject = _("Assigned to you: %(story)s") % {"story": assignment.article}
    context = {"assignment": assignment, "article": assignment.article}
    _tell([assignment.person], "assignment", subject, context, by=by, warn=warn)


def tell_of_step(article, *, before, by, warn):
    """Tell the editors that a story waits for them, or its writers that it is out.

    What is scheduled is told of now, and again by `tell_of_appearance` when it is out.
    """
    if article.status == before:
        return
    DueNotice.objects.filter(article=article).delete()
    if article.status == Status.IN_REVIEW:
        subject = _("For your review: %(story)s") % {"story": article}
        _tell(_editors_of(article), "review", subject, {"article": article}, by=by, warn=warn)
    elif article.status == Status.PUBLISHED:
        says = _("Published: %(story)s") if article.is_published else _("Scheduled: %(story)s")
        subject, context = says % {"story": article}, {"article": article}
        _tell(_writers_of(article), "publication", subject, context, by=by, warn=warn)
        if not article.is_published:
            DueNotice.objects.create(article=article)


@transaction.atomic
def write_of_appearance(due_notice):
    """Write to the writers that a scheduled story is out, and return whether there was need to.

    Of several processes that try, the one that deletes the row writes. `post.send_waiting` sends
    it.
    """
    deleted, _by_model = DueNotice.objects.filter(pk=due_notice.pk).delete()
    if deleted:
        article = due_notice.article
        subject = _("Published: %(story)s") % {"story": article}
        _write(_writers_of(article), "publication", subject, {"article": article}, by=None)
    return bool(deleted)


def _editors_of(article):
    """Return the editors of a story's section; where it has none, the chief editors."""
    users = get_user_model().objects.filter(is_active=True, is_staff=True)
    if article.section_id:
        sections = [article.section_id, article.section.parent_id]
        editors = StaffMember.objects.filter(role=Role.EDITOR, sections__in=sections)
        if found := list(users.filter(staff_member__in=editors).distinct()):
            return found
    chiefs = Q(is_superuser=True) | Q(staff_member__role=Role.CHIEF)
    return list(users.filter(chiefs))


def _writers_of(article):
    users = get_user_model().objects.filter(is_active=True)
    bylines = article.bylines.filter(role=Byline.Role.WORDS)
    return list(users.filter(author__in=bylines.values("author")))


def _tell(people, template, subject, context, *, by, warn):
    """Write to the people, and send it once all is saved."""
    if mails := _write(people, template, subject, context, by=by):
        names = ", ".join(name_of(person) for person in people if person != by)
        transaction.on_commit(partial(_try_to_send, mails, names, warn), robust=True)


def _write(people, template, subject, context, *, by):
    """Store a mail of their own to each of the people, and return them; none to who did it."""
    context |= {
        "by": by,
        "address": settings.SITE_ADDRESS
        + reverse("admin:articles_article_change", args=[context["article"].pk]),
        "publication": Publication.current(),
        "switch": settings.SITE_ADDRESS + reverse("mail_choice"),
    }
    body = render_to_string(f"desk/mail/{template}.txt", context)
    subject = " ".join(subject.split())
    return [
        Mail.objects.create(address=person.email, subject=subject, body=body)
        for person in people
        if person != by and person.email and _is_mailed(person)
    ]


def _is_mailed(person):
    choice = getattr(person, "mail_choice", None)
    return choice is None or choice.is_mailed


def _try_to_send(mails, names, warn):
    try:
        post.send(mails)
    except OSError:
        logger.exception("A notice could not be sent by e-mail.")
        sentence = _("It is saved, but %(people)s could not be told by e-mail. It is tried again.")
        warn(sentence % {"people": names})
