"""Words of an address, made from a name or a headline."""

import unicodedata

from django.utils.text import slugify


def slug_of(text):
    """Return the text as a slug; in other scripts than Latin it keeps its letters."""
    return slugify(text) or slugify(text, allow_unicode=True)


def tidy_slug(text):
    """Return the text in small letters, each accented one as a single character."""
    return unicodedata.normalize("NFC", text.lower())


def first_free(base, is_taken, *, longest):
    """Return the base, or the base with the first number from 2 on that is not taken."""
    candidate, number = base[:longest], 2
    while is_taken(candidate):
        ending = f"-{number}"
        candidate, number = f"{base[: longest - len(ending)]}{ending}", number + 1
    return candidate
