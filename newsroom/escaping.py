"""How a value becomes HTML that is joined to a page at once."""

from functools import partial

from markupsafe import Markup, escape
from markupsafe import _escape_inner as escape_text

# A text that is HTML already, as a Markup; its own way asks first what it was given.
as_html = partial(str.__new__, Markup)


def written(value):
    """Return a value as HTML.

    MarkupSafe's `escape` makes a `Markup` of each, so that it is not escaped once more: on its way
    into a page nothing is, and there are five hundred of them.
    """
    kind = type(value)
    if kind is str:
        return escape_text(value)
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)
