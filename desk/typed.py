"""A story as it is being typed, for whoever judges it before it is saved."""

import re
from copy import copy
from urllib.parse import urlsplit

from articles.models import Article, ArticleAttribution, Byline, Part
from articles.prose import clean
from desk.galley import Galley
from desk.proof import Proof
from photos.models import Photo
from sources.widgets import can_be_key

_key_of_part = re.compile(r"(parts-\d{1,4})-id", re.ASCII)


def typed(form, article=None):
    """Return a story as its form has it, valid or not, in one query; nothing is saved.

    `form` is a list of `[name, value]`, `article` the story that is stored, if there is one.
    """
    galley = Galley.read(form)
    rows, story = galley.rows, copy(article) if article else Article()
    pictures = [galley.fields, *rows["parts"].values()]
    keys = {_key(row, name) for row in pictures for name in ("lead_photo", "photo")}
    photos = Photo.objects.in_bulk(keys - {None})
    story.headline = galley.fields.get("headline", "")
    story.standfirst = galley.fields.get("standfirst", "")
    story.section_id = _key(galley.fields, "section")
    story.lead_photo = photos.get(_key(galley.fields, "lead_photo"))
    ids = {value: found[1] for name, value in form if (found := _key_of_part.fullmatch(name))}
    return Proof(
        story,
        parts=[
            Part(prose=clean(row.get("prose", "")), photo=photos.get(_key(row, "photo")))
            for row in rows["parts"].values()
        ],
        bylines=[Byline() for row in rows["bylines"].values() if _key(row, "author")],
        attributions=[
            ArticleAttribution(url=_address(row, "url"), archived_url=_address(row, "archived_url"))
            for row in rows["attributions"].values()
            if _key(row, "source")
        ],
        places=[ids.get(name, name) for name in rows["parts"]],
    )


def _key(row, name):
    value = row.get(name, "")
    return int(value) if can_be_key(value) else None


def _address(row, name):
    """Return the address that was typed, or nothing of one that is not finished."""
    try:
        parts = urlsplit(row.get(name, ""))
    except ValueError:
        return ""
    return row[name] if parts.scheme in ("http", "https") and parts.netloc else ""
