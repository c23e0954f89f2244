"""What is not public is in no answer: no story, no excerpt, no count, no suggestion."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_attribution, make_author, make_photo, make_source
from tests.hidden import HIDDEN

pytestmark = pytest.mark.django_db

# The last but two are one letter away from words that only the secret story has.
QUERIES = [
    "merger", "merg*", '"secret merger"', "conspicuous", "captioned", "quillsecret", "hushed",
    "whisperer", "author:quillsecret", "tag:hushed", "common", "common merger",
    "section:world", "mergre", "conspicuos", "nothing",
]  # fmt: skip


def make_secret(section, **fields):
    secret = make_article(
        headline="Zirconium merger planned",
        standfirst="Zirconium is conspicuous, and common.",
        section=section,
        authors=[make_author(name="Ana Quillsecret", slug="zirconium")],
        tags=["hushed"],
        lead_photo=make_photo(caption="Zirconium captioned"),
        parts=["<p>Of the secret merger, zirconium says.</p>"],
        **fields,
    )
    make_attribution(secret, source=make_source(name="The Whisperer"))
    return secret


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_story_changes_no_answer(client, fields):
    now = timezone.now()
    public = make_article(headline="A common story")
    public.section.slug = "world"
    public.section.save()
    addresses = [
        (address, {"q": words, "sort": sort})
        for address in ("/search/", "/search/json/")
        for words in QUERIES
        for sort in ("relevance", "date")
    ]
    before = [client.get(*address).content for address in addresses]

    make_secret(public.section, **{"published_at": now - timedelta(hours=1)} | fields(now))

    for address, expected in zip(addresses, before, strict=True):
        answer = client.get(*address).content
        assert answer == expected, address
        assert b"irconium" not in answer


def test_the_same_story_changes_every_answer_once_it_is_public(client, search):
    """The twin of the test above: its queries do find the story."""
    public = make_article(headline="A common story")
    public.section.slug = "world"
    public.section.save()

    make_secret(public.section)

    for words in QUERIES[:-3]:
        assert "Zirconium merger planned" in str(search(words)), words
    assert search("mergre")["suggestion"] == "merger"
    assert search("conspicuos")["suggestion"] == "conspicuous"


def test_scheduled_story_is_found_from_its_moment_on(found, time_machine):
    moment = timezone.now() + timedelta(hours=2)
    make_article(headline="Cobalt", published_at=moment, expires_at=moment + timedelta(hours=1))

    seen = []
    for at in (-1, 0, 3599, 3600):
        time_machine.move_to(moment + timedelta(seconds=at), tick=False)
        seen.append(found("cobalt"))

    assert seen == [[], ["Cobalt"], ["Cobalt"], []]


def test_stories_that_nobody_may_see_do_not_crowd_out_those_that_all_may(found, monkeypatch):
    monkeypatch.setattr("search.finding.WINDOW", 2)
    now = timezone.now()
    make_article(headline="Cobalt", published_at=now - timedelta(days=9))
    for _ in range(4):
        make_article(headline="Expired cobalt", expires_at=now - timedelta(minutes=1))
        make_article(headline="Embargoed cobalt", embargo_until=now + timedelta(days=1))

    assert found("cobalt", sort="date") == ["Cobalt"]
