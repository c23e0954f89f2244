"""What changed between two versions of a story, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles import prose
from articles.models import Byline, Kind

# Punctuation of ASCII, Latin, Arabic, Devanagari, and Chinese.
_SIGN = "!-/:-@\\[-`{-~\u00a1-\u00bf\u060c\u061b\u061f\u06d4\u0964\u0965\u2010-\u205e\u3001-\u303f"
# An unspaced letter with the marks upon it, a word, a run of blanks, or one sign.
_token = re.compile(
    rf"[{prose.UNSPACED}](?:[^\w\s{_SIGN}])*|[^\s{_SIGN}{prose.UNSPACED}]+|\s+|[{_SIGN}]"
)
# Comparing takes as long as the product of two lengths; above this a block counts as rewritten.
MOST_COMPARISONS = 4_000_000
# Blocks with fewer words in common are read more easily as one struck out and one written anew.
ALIKE = 0.5
# How many of the lines that follow are looked at for the one that a changed line became.
LOOK_AHEAD = 8

SAME, REMOVED, ADDED = "same", "removed", "added"


class Line(NamedTuple):
    """One block of a story: `name` says what it is ("headline", "subhead", "text", …)."""

    name: str
    text: str


class Change(NamedTuple):
    """A stretch of a line, and whether it is the same, removed or added."""

    sign: str
    text: str


class ComparedLine(NamedTuple):
    name: str
    changes: list

    @property
    def is_changed(self):
        return any(change.sign != SAME for change in self.changes)


def compare(older, newer):
    """Return the lines of two snapshots set against each other, as a list of `ComparedLine`.

    `older` and `newer` are what `articles.models.version.snapshot` returns.
    """
    old, new = list(_lines(older)), list(_lines(newer))
    compared = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            compared += [_whole(line, SAME) for line in old[i:j]]
        else:
            compared += _replaced(old[i:j], new[k:m])
    return compared


def compare_texts(older, newer):
    """Return what changed between two texts, as a list of `Change`."""
    old, new = len(_token.findall(older)), len(_token.findall(newer))
    if old * new > MOST_COMPARISONS:
        return [Change(REMOVED, older), Change(ADDED, newer)]
    return _changes(older, newer)


def _lines(story):
    yield Line("headline", story["headline"])
    yield from _unless_empty("standfirst", story["standfirst"])
    yield from _unless_empty("label", story["section"]["name"])
    yield from _unless_empty("label", str(Kind(story["kind"]).label))
    for byline in story["bylines"]:
        yield Line("byline", f"{Byline.PHRASES[byline['role']]} {byline['name']}")
    yield from _unless_empty("dateline", story["dateline"])
    yield from _picture(story["lead_photo"])
    for part in story["parts"]:
        yield from _unless_empty("subhead", part["subhead"])
        yield from _picture(part["photo"])
        yield from _text(part)
    for attribution in story["attributions"]:
        words = [_("Source:"), attribution["used_for"], attribution["name"], attribution["url"]]
        yield Line("source", " ".join(filter(None, words)))
    yield from _unless_empty("note", story["backstory"])
    yield from _unless_empty("note", story["ai_use"])


def _text(part):
    pictures = {photo["id"]: photo for photo in part["pictures"]}
    for piece in prose.parted_at_pictures(part["prose"]):
        if isinstance(piece, int):
            yield from _picture(pictures.get(piece))
        else:
            yield from (Line("text", text) for text in prose.blocks(piece))


def _unless_empty(name, text):
    if text:
        yield Line(name, text)


def _picture(photo):
    if photo:
        words = [photo["caption"] or photo["alt"], photo["credit"]]
        yield Line("caption", " ".join(filter(None, words)))


def _replaced(old, new):
    """Set each line against the first of the others that is the same thing and much alike."""
    compared = []
    words = {line: _words(line.text) for line in {*old, *new}}
    waiting = list(new)
    for line in old:
        nearest = waiting[:LOOK_AHEAD]
        twin = next((each for each in nearest if _are_alike(line, each, words)), None)
        if twin is None:
            compared.append(_whole(line, REMOVED))
            continue
        place = waiting.index(twin)
        compared += [_whole(each, ADDED) for each in waiting[:place]]
        compared.append(ComparedLine(line.name, _changes(line.text, twin.text)))
        waiting = waiting[place + 1 :]
    return compared + [_whole(each, ADDED) for each in waiting]


def _whole(line, sign):
    return ComparedLine(line.name, [Change(sign, line.text)])


def _words(text):
    """Count the words and signs of a text. Its blanks would make any two texts look alike."""
    return Counter(token for token in _token.findall(text) if not token.isspace())


def _are_alike(old, new, words):
    if old.name != new.name:
        return False
    if old.name in ("headline", "standfirst"):
        return True
    old, new = words[old], words[new]
    if old.total() * new.total() > MOST_COMPARISONS:
        return False
    return 2 * (old & new).total() >= ALIKE * (old.total() + new.total())


def _changes(old, new):
    """Return the stretches of two texts; blanks between two changed words go with them."""
    old, new = _token.findall(old), _token.findall(new)
    removed, added, changes = "", "", []
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        same = "".join(old[i:j]) if tag == "equal" else ""
        if tag == "equal" and (same.strip() or not (removed or added)):
            changes += _stretches(removed, added)
            changes.append(Change(SAME, same))
            removed = added = ""
        elif tag == "equal":
            removed, added = removed + same, added + same
        else:
            removed, added = removed + "".join(old[i:j]), added + "".join(new[k:m])
    return changes + _stretches(removed, added)


def _stretches(removed, added):
    """Return what two texts differ in, blanks that both end with kept out of it."""
    shorter = min(len(removed), len(added))
    blank = 0
    while blank < shorter and removed[-1 - blank] == added[-1 - blank] == " ":
        blank += 1
    end = " " * blank
    removed, added = removed[: len(removed) - blank], added[: len(added) - blank]
    signed = [(REMOVED, removed), (ADDED, added), (SAME, end)]
    return [Change(sign, text) for sign, text in signed if text]
