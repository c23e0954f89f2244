"""The Meridian as its files tell it: the publication, its people and its stories."""

import re
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
_subhead = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


def read_publication():
    """Return publication.toml: `publication`, `front_page`, `policies`, and the lists
    `sections`, `authors`, `sources`."""
    return tomllib.loads((FOLDER / "publication.toml").read_text(encoding="utf-8"))


def read_stories():
    """Return the stories by slug, the oldest first, so that newer ones get higher numbers."""
    files = (FOLDER / "stories").glob("*.toml")
    stories = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
    return dict(sorted(stories.items(), key=lambda item: -item[1].get("days_ago", 9_999)))


def parts_of(prose):
    """Return `[(subhead, prose), …]` for a story's HTML, in which an h2 opens each part."""
    opening, *rest = _subhead.split(prose.strip())
    parts = [("", opening)] if opening.strip() else []
    return parts + list(zip(rest[::2], rest[1::2], strict=True))
