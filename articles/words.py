"""How long a text is: one rule for the story's page, for machines, and for whoever is typing it."""

import re

# Of Chinese and Japanese each sign is a word, as word processors have it.
SIGNS = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
# Thai, Lao, Burmese and Khmer put no blanks between words, which have some five letters.
LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# The full stops and brackets of the East stand between words without a blank.
MARKS = "\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Python and JavaScript read it alike.
WORD = rf"[{SIGNS}]|[{LETTERS}]{{1,5}}|[^\s{SIGNS}{LETTERS}{MARKS}]+"

# How fast adults read prose silently (Brysbaert 2019, doi 10.1016/j.jml.2019.104047).
WORDS_PER_MINUTE = 230

_word = re.compile(WORD)


def count_words(text):
    return len(_word.findall(text))


def reading_minutes(words):
    """Return how many minutes so many words take to read: rounded, and one at least."""
    return max(1, (words + WORDS_PER_MINUTE // 2) // WORDS_PER_MINUTE)
