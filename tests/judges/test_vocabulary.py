"""What pages tell machines keeps to schema.org's vocabulary, as schema-dts writes it down."""

import json

import pytest

from tests.judges import npm
from tests.page import Page

DATA = 'script[type="application/ld+json"]'
HEAD = 'import type { Thing, WithContext } from "schema-dts";\n'


@pytest.fixture
def judged(tmp_path):
    """Return what the compiler has to say of descriptions, `{name: description}`."""
    npm.install()

    def judged(descriptions):
        lines = [
            f"// {name}\nexport const _{number}: WithContext<Thing> = {json.dumps(description)};\n"
            for number, (name, description) in enumerate(descriptions.items())
        ]
        (tmp_path / "descriptions.ts").write_text(HEAD + "".join(lines))
        (tmp_path / "node_modules").symlink_to(npm.MODULES)
        compiler = npm.MODULES / "typescript" / "bin" / "tsc"
        return npm.run(
            "node", compiler, "--noEmit", "--strict", "--module", "preserve",
            tmp_path / "descriptions.ts",
        ).stdout  # fmt: skip

    return judged


def test_what_machines_are_told_keeps_to_the_vocabulary(judged, pages):
    descriptions = {
        f"{name} {number}": json.loads(script.text())
        for name, response in pages.items()
        for number, script in enumerate(Page(response).select(DATA))
    }

    assert {"front 0", "story 0", "story 1", "live coverage 0", "author 0"} <= set(descriptions)
    assert judged(descriptions) == ""


def test_word_outside_the_vocabulary_is_found(judged):
    wrong = {"@context": "https://schema.org", "@type": "NewsArticle", "headlin": "A typing error"}

    assert "headlin" in judged({"wrong": wrong})
