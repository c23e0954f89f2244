"""The one door for HTML that people enter, and the only place that calls any of it trusted.

Two libraries judge every text with different parsers: nh3 removes what is dangerous with its
content, bleach gives a second opinion, and nh3 judges the bytes that a browser will parse. Both
allow-lists and the buttons of the editor come from one table.
"""

import re
from typing import NamedTuple

import bleach
import nh3
from django.db import models
from django.utils.html import strip_tags
from django.utils.safestring import SafeString


class Markup(NamedTuple):
    """One thing that prose may hold: its button in the editor, and its HTML."""

    extension: str
    tags: tuple
    attributes: dict = {}
    options: dict | bool = True


ALLOWED_MARKUP = (
    Markup("Paragraph", ("p",)),
    Markup("HardBreak", ("br",)),
    # The editor knows h2 as well: there it opens a new part. Within a part it becomes an h3.
    Markup("Heading", ("h3", "h4"), options={"levels": [2, 3, 4]}),
    Markup("Bold", ("strong",)),
    Markup("Italic", ("em",)),
    Markup("Strike", ("s",)),
    Markup("Subscript", ("sub",)),
    Markup("Superscript", ("sup",)),
    Markup("BulletList", ("ul",)),
    Markup("OrderedList", ("ol",), {"ol": {"start"}}),
    Markup("ListItem", ("li",)),
    Markup("Blockquote", ("blockquote",)),
    Markup("HorizontalRule", ("hr",)),
    Markup("Link", ("a",), {"a": {"href"}}, options={"enableTarget": False}),
    Markup(
        "Table",
        ("table", "thead", "tbody", "tr", "th", "td"),
        {"th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
    ),
)
TAGS = {tag for markup in ALLOWED_MARKUP for tag in markup.tags}
ATTRIBUTES = {tag: names for markup in ALLOWED_MARKUP for tag, names in markup.attributes.items()}
LINK_SCHEMES = {"http", "https", "mailto"}

# What other editors write for the same thing; renamed before the second judge sees it.
SYNONYMS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "div": "p"}

# Removed together with what stands inside.
POISONOUS_TAGS = {
    "script", "style", "iframe", "svg", "math", "object", "embed", "template", "noscript",
    "textarea", "title", "xmp", "noembed", "noframes", "select", "canvas", "audio", "video",
}  # fmt: skip

# A text that two judges have not agreed on by then was made to confuse them.
MOST_ROUNDS = 6

_opening_or_closing_synonym = re.compile(rf"<(/?)({'|'.join(SYNONYMS)})>")
_empty_paragraph = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
_link_to_nowhere = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_safe_link = re.compile(
    r"(?:https?://[^/\\]|mailto:[^/\\]|/(?![/\\])|#).*", re.IGNORECASE | re.DOTALL
)
# NUL and its kind, lone surrogates and the byte order mark: no text needs them, parsers disagree.
_control_character = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_block_end = re.compile(r"</(?:p|h3|h4|li|blockquote|th|td)>|<br>")


def clean(html):
    """Return the html with nothing but allowed markup in it, as trusted `Prose`.

    Whatever is not allowed is dropped, its text kept; scripts and the like go with their content.
    The result is a fixed point: cleaning it again changes nothing.
    """
    if isinstance(html, Prose):
        return html
    html = _without_control_characters(html)
    for _ in range(MOST_ROUNDS):
        judged = _second_nh3(_bleach(_rename_synonyms(_first_nh3(html))))
        judged = _link_to_nowhere.sub(r"\1", judged)
        judged = _empty_paragraph.sub("", judged).strip()
        if judged == html:
            return Prose(judged)
        html = judged
    return Prose(f"<p>{nh3.clean_text(strip_tags(html))}</p>")


def plain_text(html):
    """Return the words of a prose, blocks parted by a blank, entities still escaped."""
    return " ".join(strip_tags(_block_end.sub(" ", html)).split())


def count_words(html):
    return len(plain_text(html).split())


class Prose(SafeString):
    """HTML that went through `clean`; templates print it as it is."""


class ProseField(models.TextField):
    """A text column that holds clean HTML only, whichever way it is written."""

    def from_db_value(self, value, _expression, _connection):
        return value if value is None else Prose(value)

    def pre_save(self, model_instance, add):
        prose = clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, prose)
        return prose

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else clean(value)


def _without_control_characters(html):
    return _control_character.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))


def _first_nh3(html):
    return nh3.clean(
        html,
        tags=TAGS | SYNONYMS.keys(),
        attributes=ATTRIBUTES,
        clean_content_tags=POISONOUS_TAGS,
        url_schemes=LINK_SCHEMES,
        attribute_filter=_without_unsafe_link,
        link_rel=None,
    )


def _rename_synonyms(html):
    return _opening_or_closing_synonym.sub(lambda m: f"<{m[1]}{SYNONYMS[m[2]]}>", html)


def _bleach(html):
    return bleach.clean(
        html,
        tags=TAGS,
        attributes={tag: list(names) for tag, names in ATTRIBUTES.items()},
        protocols=LINK_SCHEMES,
        strip=True,
    )


def _second_nh3(html):
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=LINK_SCHEMES,
        attribute_filter=_without_unsafe_link,
        link_rel=None,
    )


def _without_unsafe_link(_tag, attribute, value):
    """Drop `//host` and `\\\\host`, which both libraries take for paths of ours."""
    if attribute == "href" and not _safe_link.fullmatch(value.strip()):
        return None
    return value
