"""A Version brought back into the form of its story, with word of what is gone meanwhile."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import prose
from articles.models.article import story_languages
from authors.models import Author
from desk.galley import Galley
from photos.models import Photo
from publication.models import Section
from sources.models import Source

PLAIN = ["headline", "standfirst", "dateline", "kind", "backstory", "ai_use"]


class Restored(NamedTuple):
    """A form as `[name, value]` pairs, and messages by the name of the field they stand beside."""

    form: list
    notes: dict


def restored(version):
    """Return a Version as a form of its story as it is now.

    Parts keep their anchors where the story still has them; slug, tags and times stay as they are,
    because a Version says what readers read, not where and when.
    """
    article, story = version.article, version.story
    galley = Galley.of(article)
    gone = {}
    galley.fields |= {name: story[name] for name in PLAIN}
    if story["language"] in dict(story_languages()):
        galley.fields["language"] = story["language"]
    galley.fields["section"] = _still(
        Section, story["section"]["id"], gone, "section", story["section"]["name"]
    )
    photo = story["lead_photo"] or {}
    galley.fields["lead_photo"] = _still(
        Photo, photo.get("id"), gone, "lead_photo", photo.get("caption") or photo.get("alt")
    )
    galley.rows = {
        "parts": _parts(article, story, gone),
        "bylines": _bylines(galley, story, gone),
        "attributions": _attributions(galley, article, story, gone),
    }
    notes = {
        galley.name_in_form(name, article): _("“%(name)s” is gone. The rest is restored.")
        % {"name": was}
        for name, was in gone.items()
    }
    return Restored(galley.pairs_for(article), notes)


def _parts(article, story, gone):
    names = _names_of_parts(article)
    rows = {}
    for number, part in enumerate(story["parts"]):
        name = names.get(part["anchor"], f"was-{number}")
        photo = part["photo"] or {}
        rows[name] = {
            "subhead": part["subhead"],
            "prose": _prose(part, gone, ("parts", name, "prose")),
            "posted_at": _in_a_field(part["posted_at"]),
            "photo": _still(
                Photo,
                photo.get("id"),
                gone,
                ("parts", name, "photo"),
                photo.get("caption") or photo.get("alt"),
            ),
        }
    return rows


def _prose(part, gone, name):
    """Return the text of a part without those pictures that are gone."""
    were = {photo["id"]: photo["caption"] or photo["alt"] for photo in part["pictures"]}
    lost = [key for key, was in were.items() if not _still(Photo, key, gone, name, was)]
    return str(prose.without_pictures(part["prose"], lost)) if lost else part["prose"]


def _names_of_parts(article):
    return {anchor: str(pk) for pk, anchor in article.parts.values_list("pk", "anchor")}


def _bylines(galley, story, gone):
    here = {(row["author"], row["role"]): name for name, row in galley.rows["bylines"].items()}
    rows = {}
    for number, was in enumerate(story["bylines"]):
        name = here.get((str(was["author"]), was["role"]), f"was-{number}")
        author = _still(Author, was["author"], gone, ("bylines", name, "author"), was["name"])
        rows[name] = {"author": author, "role": was["role"]}
    return rows


def _attributions(galley, article, story, gone):
    told = ("source", "used_for", "url")
    here = {
        tuple(row[name] for name in told): (name, row)
        for name, row in galley.rows["attributions"].items()
    }
    parts = _names_of_parts(article)
    was_parts = {part["anchor"]: f"was-{number}" for number, part in enumerate(story["parts"])}
    rows = {}
    for number, was in enumerate(story["attributions"]):
        key = (str(was["source"]), was["used_for"], was["url"])
        name, row = here.get(key, (f"was-{number}", {}))
        source = _still(Source, was["source"], gone, ("attributions", name, "source"), was["name"])
        part = parts.get(was["part"]) or was_parts.get(was["part"], "")
        rows[name] = row | dict(zip(told, [source, *key[1:]], strict=True)) | {"part": part}
    return rows


def _still(model, key, gone, name, was):
    """Return the key of a row as a field holds it; what is gone is noted under its name."""
    if key is None or model._default_manager.filter(pk=key).exists():
        return "" if key is None else str(key)
    gone[name] = was or _("What stood here")
    return ""


def _in_a_field(moment):
    if not moment:
        return ""
    return timezone.localtime(datetime.fromisoformat(moment)).strftime("%Y-%m-%dT%H:%M")
