"""Programs that take a story out of its page find all of it: reader views, archives, models."""

import json

import pytest
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


@pytest.mark.judge
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
