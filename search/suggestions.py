"""A better spelling for a word that no story has: only words that readers may read are offered."""

from collections import Counter

from django.utils import timezone

from search import index
from search.finding import clauses_of, public_ids
from search.words import is_unspaced, words_of

# Shorter words are one letter away from half the dictionary.
SHORTEST_WORD = 4
LONGEST_WORD = 24
# Words of one query that are looked into.
MOST_WORDS = 3
# The newest stories that show which of the spellings is in use.
WITNESSES = 40

ALPHABETS = [
    [chr(letter) for letter in range(first, last + 1)]
    for first, last in (
        (ord("a"), ord("z")),
        (ord("α"), ord("ω")),
        (ord("а"), ord("я")),  # Cyrillic
        (0x5D0, 0x5EA),  # Hebrew
        (0x627, 0x64A),  # Arabic
    )
]


def suggestion(query):
    """Return the query with its misspelt words mended, or None."""
    better = query
    for term in query.wanted_words[:MOST_WORDS]:
        if word := _better_word(term):
            terms = tuple(term._replace(words=word) if t is term else t for t in better.terms)
            better = better._replace(terms=terms)
    return better if better != query and _finds_something(better) else None


def one_letter_away(word):
    """Return the words that one slip of a finger makes: a letter lost, added, changed, swapped."""
    alphabet = next((letters for letters in ALPHABETS if word[0] in letters), None)
    if alphabet is None:
        return set()
    halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    lost = {head + tail[1:] for head, tail in halves if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in halves if tail for letter in alphabet}
    added = {head + letter + tail for head, tail in halves for letter in alphabet}
    return (lost | swapped | changed | added) - {word}


def _better_word(term):
    """Return the spelling near the term's that is used most; None if the term's own is used."""
    words = words_of(term.words)
    if len(words) != 1 or term.is_prefix or is_unspaced(words[0]):
        return None
    [word] = words
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or _public_hits((word,)):
        return None
    spellings = one_letter_away(word)
    used = Counter()
    for text in index.texts(_public_hits(tuple(spellings))).values():
        used.update(spellings.intersection(words_of(" ".join(text))))
    return max(used, key=lambda spelling: (used[spelling], spelling), default=None)


def _public_hits(phrases):
    return _public_witnesses([index.Clause(phrases=phrases)]) if phrases else []


def _finds_something(query):
    return bool(_public_witnesses(clauses_of(query), since=query.after, until=query.before))


def _public_witnesses(clauses, **dates):
    hits, _ = index.newest(clauses, limit=WITNESSES, now=timezone.now(), **dates)
    return public_ids(hits)
