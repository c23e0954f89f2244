"""The messages of readers' pages in the language of the request, with values in their gaps.

Jinja2's own ask Django for each message anew and fill it even if it has no gap. Those without gaps
are put into a page when it is composed (compositor.py). Catalogues stay as they are while a
process runs.
"""

from functools import cache

from django.utils import translation

from newsroom.escaping import as_html, written
from newsroom.language import of_page


def gettext(message, /, **values):
    return _filled(_translated(of_page(), None, message), values)


def pgettext(context, message, /, **values):
    return _filled(_translated(of_page(), context, message), values)


def ngettext(one, many, number, /, **values):
    return _filled(translation.ngettext(one, many, number), {"num": number, **values})


def npgettext(context, one, many, number, /, **values):
    return _filled(translation.npgettext(context, one, many, number), {"num": number, **values})


@cache
def _translated(_language, context, message):
    """Return the message in the language, which is the one that is set."""
    if context is None:
        return translation.gettext(message)
    return translation.pgettext(context, message)


def _filled(message, values):
    # Also without values, so that a per cent sign is written in the same way in all.
    return as_html(message % {name: written(value) for name, value in values.items()})
