"""The stretch of a story that shows why it was found, as pieces of plain text.

Nothing here makes HTML: a template sets `<mark>` around the pieces that are marked.
"""

from itertools import pairwise
from typing import NamedTuple

from search.words import spans, words_of

LONGEST_EXCERPT = 190  # characters; three lines of a card
# How much of it stands before the first word that was found.
LEAD_IN = 50
BETWEEN_LINES = " · "  # a subhead, and captions, end without a full stop


class Piece(NamedTuple):
    text: str
    is_marked: bool = False


class Wanted(NamedTuple):
    """Folded words in a row; the last of them may be but the beginning of one."""

    words: list
    is_prefix: bool


def wanted_in(query):
    """Return what to mark for a query."""
    return [Wanted(words_of(term.words), term.is_prefix) for term in query.wanted_words]


def marked(text, wanted):
    """Return the whole text in pieces."""
    return _pieces(text, _found(text, wanted), 0, len(text))


def excerpt(texts, wanted):
    """Return pieces of the first of the texts that has a word in it; else how the first begins."""
    lines = [BETWEEN_LINES.join(filter(None, text.split("\n"))) for text in texts]
    for line in lines:
        if found := _found(line, wanted):
            return _around(line, found)
    return _around(next(filter(None, lines), ""), [])


def _found(text, wanted):
    """Return `(start, end)` of what is to be marked, in order, none of them overlapping."""
    words = list(spans(text))
    by_first = {}
    for each in wanted:
        by_first.setdefault(each.words[0] if len(each.words) > 1 else None, []).append(each)
    found = []
    for position, (start, _end, word) in enumerate(words):
        if found and start < found[-1][1]:
            continue
        for each in (*by_first.get(word, ()), *by_first.get(None, ())):
            row = words[position : position + len(each.words)]
            if _matches([folded for _, _, folded in row], each):
                found.append((start, row[-1][1]))
                break
    return found


def _matches(words, wanted):
    if wanted.is_prefix and len(words) == len(wanted.words):
        return words[:-1] == wanted.words[:-1] and words[-1].startswith(wanted.words[-1])
    return words == wanted.words


def _around(text, found):
    """Return pieces of the stretch of the text with the most finds in it."""
    start = max(0, _densest(found) - LEAD_IN)
    if start:
        start = _end_of_word(text, start)
    end = len(text)
    if end - start > LONGEST_EXCERPT:
        end = _start_of_word(text, start + LONGEST_EXCERPT, after=start)
    pieces = _pieces(text, found, start, end)
    before = [Piece("… ")] if start else []
    after = [Piece("\N{NO-BREAK SPACE}…")] if end < len(text) else []
    return [*before, *pieces, *after]


def _densest(found):
    """Return where the find stands that has the most others soon after it; 0 without any."""
    reach = LONGEST_EXCERPT - LEAD_IN
    counts = [sum(start <= other < start + reach for other, _ in found) for start, _ in found[:50]]
    return found[counts.index(max(counts))][0] if counts else 0


def _end_of_word(text, position):
    """Return the beginning of the next word, if there is one near."""
    blank = text.find(" ", position, position + LEAD_IN // 2)
    return position if blank < 0 else blank + 1


def _start_of_word(text, position, *, after):
    blank = text.rfind(" ", after, position + 1)
    return position if blank < position - LEAD_IN else blank


def _pieces(text, found, start, end):
    inside = [(first, last) for first, last in found if start <= first and last <= end]
    edges = [start, *(edge for pair in inside for edge in pair), end]
    pieces = [
        Piece(text[first:last], bool(number % 2))
        for number, (first, last) in enumerate(pairwise(edges))
    ]
    return [piece for piece in pieces if piece.text]
