"""What a reader finds, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from search.finding import WINDOW
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
)

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


@pytest.fixture
def story():
    """A story with one word of its own in everything that is searched."""
    ana = make_author(name="Ana Quillworth", slug="ana")
    story = make_article(
        headline="Headlong into harbour",
        standfirst="A standing promise of firmness.",
        authors=[ana],
        tags=["seawalls"],
        lead_photo=make_photo(caption="A captivating view", sources=[make_source(name="Pictura")]),
        parts=[("Subterranean heads", "<p>Prosaic <strong>mat</strong>ters &amp; Sons</p>")],
    )
    make_part(
        story, order=1, subhead="More", prose="<p>End</p>", photo=make_photo(caption="Inward")
    )
    make_attribution(story, source=make_source(name="The Gazetteer"))
    make_article(headline="Something else", parts=["<p>Nothing of it.</p>"])
    return story


@pytest.mark.parametrize(
    "words",
    [
        "harbour", "HARBOUR", "hárbour", "promise", "Subterranean", "prosaic", "matters", "sons",
        "captivating", "inward", "quillworth", "seawalls", "gazetteer", "pictura",
        "harbour quillworth seawalls gazetteer captivating",
    ],
)  # fmt: skip
def test_story_is_found_by_every_word_of_it(story, found, words):
    assert found(words) == [story.headline]


@pytest.mark.parametrize("words", ["strong", "amp", "harbour nowhere", "photo", "p", "author1"])
def test_story_is_not_found_by_what_it_does_not_say(story, found, words):
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ('"standing promise"', True),
        ("“standing promise”", True),
        ('"promise standing"', False),
        ('"ana quillworth"', True),
        ("harbour -promise", False),
        ("harbour -nowhere", True),
        ('harbour -"standing promise"', False),
        ('harbour -"promise standing"', True),
        ("harbour -quillworth", False),
        ("subterr*", True),
        ("subterr", False),
        ("terranean*", False),
        ("quillw*", True),
        ("harbour -subterr*", False),
    ],
)
def test_phrases_exclusions_and_beginnings(story, found, words, is_found):
    assert found(words) == [story.headline] * is_found


def test_operators_narrow_the_answer(found):
    world = make_section(name="World", slug="world")
    asia = make_section(name="East Asia", slug="asia", parent=world)
    ana = make_author(name="Ana Quill", slug="ana-quill")
    make_article(
        headline="A port in March",
        section=asia,
        authors=[ana],
        tags=["sea wall"],
        published_at=datetime(2024, 3, 9, tzinfo=UTC),
    )
    make_article(
        headline="A port in May",
        tags=["harbour"],
        parts=["<p>Quill, world, sea wall</p>"],
        published_at=datetime(2024, 5, 9, tzinfo=UTC),
    )

    march, may, neither = ["A port in March"], ["A port in May"], []
    for words, expected in {
        "port author:quill": march,
        "author:ana-quill": march,
        'author:"Ana Quill"': march,
        "port author:qui*": march,
        "port -author:quill": may,
        "section:world": march,
        "section:asia": march,
        'section:"east asia"': march,
        "port -section:world": may,
        "section:atlantis": neither,
        "port -section:atlantis": may + march,
        'tag:"sea wall"': march,
        "TAG:harbour": may,
        "tag:sea tag:harbour": neither,
        "port after:2024-05-09": may,
        "port after:2024-05": may,
        "port before:2024-05-09": march,
        "port after:2024-03-09 before:2024-03-10": march,
        "port after:2025": neither,
        "port before:2024": neither,
    }.items():
        assert found(words, sort="date") == expected, words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh-hans", "昨天北京的天气很好", "天气"),
        ("ja", "東京で新しい鉄道が開通した", "鉄道"),
        ("ja", "東京でコーヒーを飲む", "コーヒー"),
        ("th", "แม่น้ำเจ้าพระยาท่วมกรุงเทพ", "เจ้าพระยา"),
        ("ko", "초등학교에서 신문을 만들었다", "학교"),
        ("ko", "한국GDP가 올랐다", "gdp"),
        ("ar", "قناة قديمة تعود", "قديمة"),
        ("hi", "हिन्दी समाचार पत्र", "समाचार"),
        ("ru", "Новая Дорога к морю", "дорога"),
        ("de", "Die Straße nach Köln", "koln"),
    ],
)
def test_every_script_is_found(found, language, text, words):
    make_article(headline=text, language=language)
    make_article(headline="天的气 道鉄 ำน้แม 교학 東北", parts=[f"<p>{words[0]}</p>"])

    assert found(words) == [text]


def test_unspaced_story_is_found_by_its_prose_and_marked_there(search):
    make_article(headline="A story", parts=["<p>昨天北京的天气很好。</p>"])

    [story] = search("天气")["stories"]

    assert [piece["text"] for piece in story["excerpt"] if piece["is_marked"]] == ["天气"]
    assert "".join(piece["text"] for piece in story["excerpt"]).endswith("昨天北京的天气很好。")


def test_best_match_comes_first_and_a_recent_one_before_an_old_one(found):
    now = timezone.now()
    make_article(headline="Ferries", published_at=now - timedelta(days=900), slug="old")
    make_article(headline="Of ships", parts=["<p>And a ferries.</p>"])
    make_article(headline="Ferries again", published_at=now - timedelta(days=2))

    assert found("ferries") == ["Ferries again", "Ferries", "Of ships"]
    assert found("ferries", sort="date") == ["Of ships", "Ferries again", "Ferries"]


def test_old_story_with_the_words_in_its_headline_is_among_the_best(found, monkeypatch):
    now = timezone.now()
    make_article(headline="Vermilion", published_at=now - timedelta(days=300))
    monkeypatch.setattr("search.finding.WINDOW", 3)
    for age in range(5):
        make_article(
            headline=f"Recent {age}",
            parts=["<p>A word of vermilion in a long text of other things.</p>"],
            published_at=now - timedelta(days=age + 1),
        )

    assert WINDOW > 3
    assert found("vermilion")[0] == "Vermilion"
    assert "Vermilion" not in found("vermilion", sort="date")


def test_of_too_many_stories_those_come_first_that_name_it_in_what_stands_above(found, monkeypatch):
    monkeypatch.setattr("search.finding.WINDOW", 5)
    now = timezone.now()
    said = [
        ("Newest", "", "Umber."),
        ("New", "", "Umber."),
        ("Above", "Of umber.", ""),
        ("Umber at last", "", ""),
        ("Umber again", "Still umber.", ""),
        ("Beyond", "", "Umber."),
    ]
    for age, (headline, standfirst, text) in enumerate(said, start=1):
        make_article(
            headline=headline, standfirst=standfirst, parts=[f"<p>{text}</p>"],
            published_at=now - timedelta(days=age),
        )  # fmt: skip

    best = found("umber")

    assert best[:3] == ["Umber again", "Umber at last", "Above"]
    assert set(best[3:]) == {"Newest", "New"}


AGES = [1, 100, 400, 1_500, 5_000, 20_000]  # days


@pytest.mark.parametrize("words", ["harbour", '"the harbour"', "harb*", "harbour -cobalt"])
def test_stories_of_every_age_are_found_newest_first(found, words):
    now = timezone.now()
    for age in AGES:
        make_article(
            headline=f"{age} days", parts=["<p>The harbour.</p>"],
            published_at=now - timedelta(days=age),
        )  # fmt: skip

    assert found(words, sort="date") == [f"{age} days" for age in AGES]
    for age in AGES:
        day = (now - timedelta(days=age)).date()
        assert found(f"{words} after:{day} before:{day + timedelta(days=1)}") == [f"{age} days"]


def test_phrase_is_found_behind_newer_stories_that_have_its_words(found, monkeypatch):
    monkeypatch.setattr("search.finding.WINDOW", 2)
    now = timezone.now()
    make_article(headline="Old", parts=["<p>Grey sea wall.</p>"], published_at=now - 9 * YEAR)
    for _ in range(4):
        make_article(headline="New", parts=["<p>A wall, and the sea.</p>"])

    assert found('"sea wall"') == ["Old"]


def test_number_found_is_exact_or_said_to_be_more(search, monkeypatch):
    for _ in range(4):
        make_article(parts=["<p>ochre</p>"])

    exact = search("ochre")
    monkeypatch.setattr("search.finding.WINDOW", 3)
    bounded = search("ochre", sort="date")

    assert (exact["number_found"], exact["is_more"]) == (4, False)
    assert (bounded["number_found"], bounded["is_more"]) == (3, True)
