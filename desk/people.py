"""The people who work at the desk, as they are called there."""

from django.utils.translation import gettext as _


def name_of(user):
    """Return the name that somebody writes under, else that of the account."""
    if user is None:
        return _("Somebody who has left")
    author = getattr(user, "author", None)
    return str(author or user.get_full_name() or user.get_username())
