"""The messages of readers' pages in the language of the request, with values in their gaps.

Jinja2's own ask Django for each message anew and fill it even if it has no gap: a tenth of a page,
which says eighty things. Catalogues stay as they are while a process runs.
"""

from functools import cache

from django.utils import translation
from markupsafe import Markup


def gettext(message, /, **values):
    return pgettext(None, message, **values)


def pgettext(context, message, /, **values):
    language = translation.get_language()
    if not values:
        return _without_gaps(language, context, message)
    return _translated(language, context, message) % values


def ngettext(one, many, number, /, **values):
    return Markup(translation.ngettext(one, many, number)) % {"num": number, **values}


def npgettext(context, one, many, number, /, **values):
    return Markup(translation.npgettext(context, one, many, number)) % {"num": number, **values}


@cache
def _translated(_language, context, message):
    """Return the message in the language, which is the one that is set."""
    if context is None:
        return Markup(translation.gettext(message))
    return Markup(translation.pgettext(context, message))


@cache
def _without_gaps(language, context, message):
    # As if it had some, so that a per cent sign is written in the same way in all.
    return _translated(language, context, message) % {}
