"""Invented languages: real function words, as common as in newspapers, between words of no meaning.

How long a search takes hangs on how many stories have a word, so the shares must be right: "the"
stands in almost all of them, and most words in very few (George K. Zipf's law).
"""

from itertools import accumulate
from typing import NamedTuple

VOCABULARY = 30_000  # words of meaning, about as many as a year of a newspaper
COMMON = 600  # of which are short
# Of running text, this share is function words; the invented ones are the rest.
FUNCTION_WORDS = 0.45
# Keeps the first words of meaning from being as common as function words (Benoît Mandelbrot).
OFFSET = 12
LONGEST_SENTENCE, SHORTEST_SENTENCE = 21, 7  # words


class Tongue(NamedTuple):
    """What a language is made of: its function words, the most common first, and syllables."""

    function_words: str
    openings: str
    vowels: str
    closings: str
    # What stands between two words, and ends a sentence.
    blank: str = " "
    stop: str = ". "


TONGUES = {
    "en": Tongue(
        "the of and to a in is that for it was on with as by at he be from his said this not are "
        "but had which have has they were an or one we their been who its more will would about",
        "b br c ch d dr f fl g gr h j k l m n p pr r s sh st t th tr v w",
        "a e i o u ai ea ee oo ou",
        "- - - l m n nd nt r rk s st t th ck x",
    ),
    "de": Tongue(
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es "
        "an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so",
        "b br d f fl g gr h k kn l m n p pf r s sch st t tr v w z",
        "a e i o u ä ö ü ei au ie",
        "- - ch ck l lt m n nd ng r rt s ß t tz",
    ),
    "fr": Tongue(
        "de la le et les des en un du une que est dans qui par pour au il sur pas plus ne se avec "
        "ce sont son cette mais ont aux comme ou sa été être leur deux ses fait",
        "b bl br c ch cl d f fr g gr j l m n p pl pr qu r s t tr v",
        "a e é è i o u ai eau eu oi ou",
        "- - - - l n nt r s t x",
    ),
    "ar": Tongue(
        "في من على أن إلى عن التي مع هذا الذي بعد كان ما لا قد هذه بين كما كل وقد قال لم أو",
        "ب ت ث ج ح خ د ر ز س ش ص ض ط ع غ ف ق ك ل م ن ه",
        "ا و ي ا و ي - -",
        "- ب ت د ر ل م ن ة",
    ),
    "ko": Tongue(
        "이 그 한 것 수 등 및 더 또 중 위해 대한 있는 지난 오는 모든",
        "가 나 다 라 마 바 사 아 자 차 카 타 파 하 고 노 도 로 모 보 소 오 조",
        "가 나 다 라 마 바 사 아 자 차 기 니 리 미 비 시 이 지 치 구 누",
        "- 은 는 이 가 을 를 에 의 로",
    ),
}


class Language:
    """Words of a tongue and the sentences made of them, the same for the same `dice`."""

    def __init__(self, tongue, dice):
        self.tongue = tongue
        self.function_words = tongue.function_words.split()
        self.words_of_meaning = _invented(tongue, dice)
        self._words = [*self.function_words, *self.words_of_meaning]
        self._weights = list(
            accumulate(
                [
                    *_shares(len(self.function_words), FUNCTION_WORDS, offset=1),
                    *_shares(VOCABULARY, 1 - FUNCTION_WORDS, offset=OFFSET),
                ]
            )
        )
        self._meaning_weights = list(accumulate(_shares(VOCABULARY, 1, offset=OFFSET)))

    def words(self, dice, number):
        return dice.choices(self._words, cum_weights=self._weights, k=number)

    def name(self, dice, number=2):
        """Return words with capitals, as of people and places."""
        return " ".join(word.capitalize() for word in dice.sample(self.words_of_meaning, number))

    def topic(self, dice):
        """Return one word of meaning."""
        return dice.choices(self.words_of_meaning, cum_weights=self._meaning_weights)[0]

    def line(self, dice, number):
        """Return that many words as a headline."""
        return _opened(self.tongue.blank.join(self.words(dice, number)))

    def sentences(self, dice, number):
        """Return that many words as sentences."""
        words, sentences, start = self.words(dice, number), [], 0
        while start < number:
            end = start + dice.randint(SHORTEST_SENTENCE, LONGEST_SENTENCE)
            sentences.append(_opened(self.tongue.blank.join(words[start:end])))
            start = end
        return self.tongue.stop.join(sentences) + self.tongue.stop.rstrip()


def _invented(tongue, dice):
    """Return as many different words as a vocabulary has, the shortest first."""
    openings, vowels, closings = (
        [sound.strip("-") for sound in sounds.split()]
        for sounds in (tongue.openings, tongue.vowels, tongue.closings)
    )
    # None is one of the function words, whose share would grow by it.
    known = set(tongue.function_words.split())
    words = []
    while len(words) < VOCABULARY:
        syllables = dice.choice((1, 2, 2, 3) if len(words) < COMMON else (2, 3, 3, 4))
        stem = "".join(dice.choice(openings) + dice.choice(vowels) for _ in range(syllables))
        word = stem + dice.choice(closings)
        if word not in known:
            known.add(word)
            words.append(word)
    return words


def _shares(number, total, *, offset):
    """Return how common words are by their rank, as shares that add up to the total."""
    raw = [1 / (rank + offset) for rank in range(number)]
    scale = total / sum(raw)
    return [share * scale for share in raw]


def _opened(text):
    return text[:1].upper() + text[1:]
