"""Text as the index takes it: what is one word, and when two spellings are the same word."""

import re
import unicodedata
from functools import lru_cache
from html import unescape

from articles import prose

# Each sign of these scripts is a word of its own: what is searched for is found as a phrase of
# signs, wherever it stands.
UNSPACED = prose.UNSPACED
# Parts such signs in the index, and is taken out again before anybody reads them.
SEAM = "\u200b"

_between_signs = re.compile(rf"(?<=\w)(?=[{UNSPACED}])|(?<=[{UNSPACED}])(?=\w)")
_word = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_unspaced = re.compile(f"[{UNSPACED}]")
_accent = re.compile("[\u0300-\u036f]")


def seamed(text):
    """Return the text in composed letters, with a seam at each side of an unspaced sign."""
    return _between_signs.sub(SEAM, unicodedata.normalize("NFC", text))


def seamed_prose(html):
    """Return the words of a clean prose, seamed."""
    return seamed(unescape(prose.plain_text(html)))


def unseamed(text):
    return text.replace(SEAM, "")


def spans(text):
    """Yield `(start, end, folded word)` for each word of the text."""
    return ((found.start(), found.end(), fold(found[0])) for found in _word.finditer(text))


def words_of(text):
    """Return the words of the text, folded."""
    return [word for _, _, word in spans(unicodedata.normalize("NFC", text))]


def is_unspaced(word):
    return bool(_unspaced.match(word))


@lru_cache(maxsize=20_000)
def fold(word):
    """Return the word without what two spellings of it may differ in: capitals and accents."""
    word = word.lower()
    if word.isascii():
        return word
    bare = _accent.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare)
