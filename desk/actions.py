"""What can be done with a story from its writing screen, by the status that it has."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.models import Status


class Action(NamedTuple):
    """A button that saves the story; `status` is what it is saved as."""

    label: str
    status: str
    is_main: bool = False


# In the order of the bar. The first button is also pressed by Enter where no script runs, so it
# is never one that shows readers something.
ACTIONS = {
    Status.DRAFT: [
        Action(_("Save"), Status.DRAFT, is_main=True),
        Action(_("Send to review"), Status.IN_REVIEW),
        Action(_("Publish"), Status.PUBLISHED),
    ],
    Status.IN_REVIEW: [
        Action(_("Save"), Status.IN_REVIEW, is_main=True),
        Action(_("Mark ready"), Status.READY),
        Action(_("Back to draft"), Status.DRAFT),
        Action(_("Publish"), Status.PUBLISHED),
    ],
    Status.READY: [
        Action(_("Save"), Status.READY, is_main=True),
        Action(_("Back to review"), Status.IN_REVIEW),
        Action(_("Publish"), Status.PUBLISHED),
    ],
    Status.PUBLISHED: [
        Action(_("Publish changes"), Status.PUBLISHED, is_main=True),
        # Allowed as long as no reader has seen it.
        Action(_("Back to draft"), Status.DRAFT),
    ],
    Status.TAKEN_DOWN: [
        Action(_("Save"), Status.TAKEN_DOWN, is_main=True),
        Action(_("Publish again"), Status.PUBLISHED),
    ],
}


def actions_for(status, allowed):
    """Return the buttons of a story that is stored with a status; None is a new one.

    `allowed` are the statuses that the person at the screen may give it.
    """
    return [action for action in ACTIONS[status or Status.DRAFT] if action.status in allowed]
