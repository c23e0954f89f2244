"""The way of a story: which status may follow which, and whose step that is."""

from django.utils.translation import gettext_lazy as _

from articles.models import Status
from desk.access import standing
from staff.models import Role

# By present status, what may follow it, and the least role towards the story that it takes.
STEPS = {
    Status.DRAFT: {
        Status.IN_REVIEW: Role.REPORTER,
        Status.READY: Role.EDITOR,
        Status.PUBLISHED: Role.EDITOR,
    },
    Status.IN_REVIEW: {
        Status.DRAFT: Role.REPORTER,
        Status.READY: Role.EDITOR,
        Status.PUBLISHED: Role.EDITOR,
    },
    Status.READY: {
        Status.DRAFT: Role.EDITOR,
        Status.IN_REVIEW: Role.EDITOR,
        Status.PUBLISHED: Role.EDITOR,
    },
    Status.PUBLISHED: {Status.TAKEN_DOWN: Role.CHIEF},
    Status.TAKEN_DOWN: {Status.PUBLISHED: Role.CHIEF},
}
# What is scheduled, or under an embargo from the first, was seen by nobody and may be withdrawn.
STEPS_BEFORE_READERS = dict.fromkeys((Status.DRAFT, Status.IN_REVIEW, Status.READY), Role.EDITOR)

RANKS = (Role.REPORTER, Role.EDITOR, Role.CHIEF)

REFUSALS = {
    Role.EDITOR: _("Only an editor of the story’s section can take this step."),
    Role.CHIEF: _("Only a chief editor can take this step."),
}
NO_SUCH_STEP = {
    Status.PUBLISHED: _("Readers have seen this story. It can be taken down, with a reason."),
    Status.TAKEN_DOWN: _("A story that was taken down can only be published again."),
}
NEVER_PUBLISHED = _("Only a published story can be taken down.")


def steps_of(article):
    """Return the steps that a stored story can take, as `{status: role}`."""
    withdrawals = {}
    if article.status == Status.PUBLISHED and not article.has_come_out:
        withdrawals = STEPS_BEFORE_READERS
    return STEPS[article.status] | withdrawals


def statuses_for(user, article):
    """Return what a story's status may be after a person has saved it, in the order of the way."""
    steps, role = steps_of(article), standing(user, article)
    return [
        status
        for status in Status
        if status == article.status or (status in steps and _reaches(role, steps[status]))
    ]


def refusal(article, status):
    """Return in a sentence why a person cannot give a story a status that is not theirs to give."""
    steps = steps_of(article)
    if status in steps:
        return REFUSALS[steps[status]]
    return NEVER_PUBLISHED if status == Status.TAKEN_DOWN else NO_SUCH_STEP[article.status]


def _reaches(role, least):
    return role is not None and RANKS.index(role) >= RANKS.index(least)
