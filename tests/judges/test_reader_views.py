"""Programs that take a story out of its page find all of it: reader views, archives, models."""

import json

import pytest
import trafilatura
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article
from tests.judges import npm


@pytest.fixture(params=["kim-putin-meeting", "zafaran-water-channel"])
def story(request, demo):
    return Article.objects.published().get(slug=request.param)


def words(text):
    return " ".join(text.split())


def paragraphs(story):
    """Return the text of each paragraph, item and line of the story as it is stored."""
    return [
        words(element.text())
        for part in story.parts.all()
        for element in LexborHTMLParser(part.prose).css("p, li")
    ]


def test_readability_finds_the_whole_story(story, collected, client, tmp_path):
    npm.install()
    page = tmp_path / "page.html"
    page.write_bytes(client.get(story.get_absolute_url()).content)

    done = npm.run("node", "readability.mjs", str(page))

    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert found["title"] == story.headline
    assert found["byline"] == ", ".join(writer.name for writer in story.writers)
    assert found["publishedTime"] == story.published_at.isoformat(timespec="seconds")
    assert found["excerpt"] == story.standfirst
    text = words(found["textContent"])
    subheads = [part.subhead for part in story.parts.all() if part.subhead]
    assert subheads
    assert [subhead for subhead in subheads if subhead not in text] == []
    assert [paragraph for paragraph in paragraphs(story) if paragraph not in text] == []


def lost(story, found):
    """Return what of a story is not in what trafilatura took out of its page, in order."""
    told = {
        "headline": (found.title, story.headline),
        "byline": (found.author, "; ".join(writer.name for writer in story.writers)),
        "date": (found.date, f"{story.published_at:%Y-%m-%d}"),
        "standfirst": (found.description, story.standfirst),
    }
    text = words(found.text)
    subheads = [words(part.subhead) for part in story.parts.all() if part.subhead]
    return [
        *(f"{name}: {got!r}" for name, (got, wanted) in told.items() if got != wanted),
        *(line for line in [*subheads, *paragraphs(story)] if line not in text),
    ]


def test_trafilatura_finds_the_whole_of_every_story_of_the_demo(demo, collected, client):
    stories = list(Article.objects.published())
    losses = {}

    for story in stories:
        page = client.get(story.get_absolute_url()).content
        found = trafilatura.bare_extraction(page, with_metadata=True)
        losses[story.slug] = lost(story, found)

    assert len(stories) == 42
    assert all(paragraphs(story) for story in stories)
    assert {slug: lines for slug, lines in losses.items() if lines} == {}
