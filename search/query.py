"""What a reader may ask: words, phrases, exclusions, beginnings, and operators with a value.

"prime minister" -budget elect* author:quill tag:"sea wall" after:2026-01 before:2026-11-24
"""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from search.words import is_unspaced, words_of

LONGEST_QUERY = 200  # characters; what people type is shorter, what programs send is refused
MOST_TERMS = 16
# Fewer letters begin so many words that the answer says nothing.
SHORTEST_PREFIX = 3

NAMES = ("author", "section", "tag")
DATES = ("after", "before")

_quotation_mark = re.compile("[“”„‟«»＂]")
_term = re.compile(
    r"""
    (?P<minus>-)? (?: (?P<operator>author|section|tag|after|before) [:：] )?
    (?: " (?P<phrase>[^"]*) (?P<end>"|$) | (?P<word>[^\s"]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_operator_alone = re.compile("-?(author|section|tag|after|before)[:：]", re.IGNORECASE)
_day = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


class Unanswerable(Exception):
    """A query that cannot be answered; its text says why, to the reader."""


class Term(NamedTuple):
    """One wish of the reader: words to be found in a row, or an operator's value."""

    words: str
    operator: str = ""
    is_excluded: bool = False
    is_prefix: bool = False

    def __str__(self):
        words = f'"{self.words}"' if " " in self.words else self.words
        return (
            f"{'-' * self.is_excluded}{self.operator}{':' * bool(self.operator)}"
            f"{words}{'*' * self.is_prefix}"
        )


class Query(NamedTuple):
    terms: tuple
    after: datetime | None = None
    before: datetime | None = None
    has_open_quotation: bool = False

    def __str__(self):
        return " ".join(map(str, self.terms))

    @property
    def wanted(self):
        """What stories are found by: words and names, but no dates."""
        return [each for each in self.terms if not each.is_excluded and each.operator not in DATES]

    @property
    def wanted_words(self):
        return [term for term in self.wanted if not term.operator]

    def value(self, operator):
        """Return what the operator was given first, or ''."""
        return next((term.words for term in self.terms if term.operator == operator), "")

    def without(self, *operators):
        return self._replace(terms=tuple(t for t in self.terms if t.operator not in operators))

    def narrowed(self, operator, words):
        """Return the query with this value for the operator, in place of any other."""
        return self._replace(terms=(*self.without(operator).terms, Term(words, operator)))


def parse(text):
    """Return the `Query` of a text. Raises `Unanswerable`."""
    text = text.strip()
    if len(text) > LONGEST_QUERY:
        raise Unanswerable(
            _("Ask for less at a time: at most %(most)d letters.") % {"most": LONGEST_QUERY}
        )
    found = list(_term.finditer(_quotation_mark.sub('"', text)))
    terms = tuple(term for term in map(_read, found) if term)
    if len(terms) > MOST_TERMS:
        raise Unanswerable(
            _("Ask for less at a time: at most %(most)d words.") % {"most": MOST_TERMS}
        )
    query = Query(
        terms,
        after=_latest(terms, "after"),
        before=_latest(terms, "before"),
        has_open_quotation=any(match["phrase"] is not None and not match["end"] for match in found),
    )
    if not query.wanted:
        raise Unanswerable(_what_is_missing(query))
    return query


def _read(match):
    """Return the term of a match; None if there is nothing in it to look for."""
    operator = (match["operator"] or "").lower()
    words = " ".join((match["phrase"] or match["word"] or "").split())
    if alone := _operator_alone.fullmatch(f"{operator}:" if operator and not words else words):
        raise Unanswerable(_("Write something after “%(operator)s:”.") % {"operator": alone[1]})
    is_prefix = match["word"] is not None and words.endswith("*") and operator not in DATES
    if is_prefix:
        words = words.rstrip("*")
    term = Term(words, operator, bool(match["minus"]), is_prefix)
    if operator in DATES:
        return _checked_date(term)
    if not words_of(words):
        return None
    if is_prefix and len(words) < SHORTEST_PREFIX and not is_unspaced(words):
        raise Unanswerable(
            _("Write at least %(least)d letters before the “*”.") % {"least": SHORTEST_PREFIX}
        )
    return term


def _checked_date(term):
    if term.is_excluded:
        raise Unanswerable(_("“after:” and “before:” cannot be excluded: use the other one."))
    if _date(term.words) is None:
        raise Unanswerable(
            _("“%(date)s” is no date: write %(operator)s:2026, 2026-11 or 2026-11-24.")
            % {"date": term.words, "operator": term.operator}
        )
    return term


def _date(text):
    match = _day.fullmatch(text)
    try:
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None
    # The very first and last years have no room for time zones.
    return day if day and date.min.year < day.year < date.max.year else None


def _latest(terms, operator):
    """Return the beginning of the day that was named last for the operator, or None."""
    days = [_date(term.words) for term in terms if term.operator == operator]
    return timezone.make_aware(datetime.combine(days[-1], time.min)) if days else None


def _what_is_missing(query):
    if any(term.is_excluded for term in query.terms):
        return _("Say as well what to find, not only what to leave out.")
    if query.terms:
        return _("Name a word, an author, a section or a tag as well.")
    return _("Write a word to look for.")
