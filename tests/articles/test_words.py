"""How long a text is, in languages with blanks between words and without."""

import pytest

from articles.words import count_words, reading_minutes
from tests.factories import make_article


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The harbour’s quay re-opens.", 4),
        ("Der Hafen – seit 1902 – öffnet.", 7),
        ("يفتح الميناء غدًا.", 3),
        ("항구가 다시 열린다.", 3),
        ("港口明天重新开放。", 8),
        ("港は「あす」開く。", 6),
        ("港口 reopened 2026年", 5),
        ("ท่าเรือเปิดพรุ่งนี้", 4),
        ("𠀀𠀁", 2),
    ],
)
def test_words_are_counted_in_every_script(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (344, 1), (345, 2), (574, 2), (575, 3), (2_300, 10)]
)
def test_minutes_are_rounded_and_one_at_least(words, minutes):
    assert reading_minutes(words) == minutes


@pytest.mark.django_db
def test_words_of_neighbouring_blocks_are_counted_apart():
    prose = "<p>One two</p><p>three</p><ul><li>four</li><li>five</li></ul>"
    article = make_article(parts=[prose, "<p>six<br>seven</p>"])

    article.recount_words()

    assert article.word_count == 7
