"""The one door for HTML that people enter, and the only place that calls any of it trusted.

Two libraries judge every text with different parsers: nh3 removes what is dangerous with its
content, bleach gives a second opinion, and nh3 judges the bytes that a browser will parse. Both
allow-lists and the buttons of the editor come from one table.
"""

import re
from html import escape, unescape
from typing import NamedTuple

import bleach
import nh3
from django.db import models
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext


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
    # What was quoted, and below it who said it.
    Markup("Quotation", ("figure", "figcaption")),
    # The place of a photo of the library: an empty figure that names it by its key.
    Markup("Picture", ("figure",), {"figure": {"data-photo"}}),
    # A link alone in its paragraph to what articles/embeds.py knows: readers see a card.
    Markup("Embed", ("p", "a")),
    # The mark of a source of the story, which it names by its key: an empty note number.
    Markup("SourceMark", ("sup",), {"sup": {"data-source"}}),
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
# What no prose has and what would keep the judges busy for minutes: it loses all its markup.
DEEPEST_NESTING = 60
MOST_MARKS = 25_000  # tags and entities; or one in so many characters, if that is more:
CHARACTERS_TO_A_MARK = 20

# Thai, Lao, Burmese, Khmer, Japanese and Chinese put no blanks between words, and Korean joins
# its particles to them.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0002fa1f"
)

_opening_or_closing_synonym = re.compile(rf"<(/?)({'|'.join(SYNONYMS)})>")
_empty_link = re.compile(r'<a href="[^"]*">\s*</a>')
_empty_paragraph = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
# Blanks after it are left by whoever typed it. In a list it is one of several, and words with marks
# of their own were set as text.
_list_or_lone_link = re.compile(
    r"<(?P<slash>/?)[uo]l\b[^>]*>"
    r'|<p>\s*<a href="(?P<address>[^"]*)">(?P<words>[^<]*)</a>(?:\s|&nbsp;|<br>)*</p>'
)
_figure = re.compile(
    r"<figure>\s*<blockquote>(?P<words>(?:(?!</?(?:figure|figcaption|blockquote)\b).)*)</blockquote>\s*"
    r"<figcaption>(?P<speaker>(?:[^<]|</?(?:a|em|strong|s|sub|sup|br)\b[^>]*>)*)</figcaption>\s*</figure>"
    r'|(?P<place><figure data-photo="[0-9]+">)\s*</figure>'
    r"|</?figure\b[^>]*>|<(?P<slash>/?)figcaption>",
    re.DOTALL,
)
_quotation = re.compile(
    r"<figure>(<blockquote>.*?</blockquote>)<figcaption>(.*?)</figcaption></figure>", re.DOTALL
)
_picture = re.compile(r'<figure data-photo="([0-9]+)"></figure>')
_mark = re.compile(r'<sup data-source="([0-9]+)"></sup>')
_mark_with_text = re.compile(r'<sup data-source="[0-9]+">(?!</sup>)')
_link = re.compile(r'<a href="[^"]*">(?:(?!</a>).)*</a>', re.DOTALL)
_link_to_nowhere = re.compile(r"<a>(.*?)</a>", re.DOTALL)
# With a host and without a name or password before it, which pose as the host.
_safe_link = re.compile(
    r"https?://[^/\\?#@\s]+([/?#].*)?|mailto:[^/\\].*|/(?![/\\]).*|#.*", re.IGNORECASE | re.DOTALL
)
# Browsers drop these from an address before they read it, so `/<tab>/host` is `//host` to them.
_dropped_from_addresses = re.compile(r"[\t\n\r]")
# Larger ones would push a table off the page, or keep a browser busy.
_safe_numbers = {
    "start": re.compile(r"[0-9]{1,4}"),
    "colspan": re.compile(r"[1-9][0-9]?"),
    "rowspan": re.compile(r"[1-9][0-9]?"),
    # What a column of keys can hold.
    "data-photo": re.compile(r"[1-9][0-9]{0,17}"),
    "data-source": re.compile(r"[1-9][0-9]{0,17}"),
}
# NUL and its kind, lone surrogates and the byte order mark: no text needs them, parsers disagree.
# The two overrides of direction turn the letters of what follows round; isolates and marks stay.
_control_character = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufeff]"
)
_invisible = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2069]")
_opening_or_closing = re.compile(r"<(/?)(?!br|hr)[a-z]")
_block_end = re.compile(r"</(?:p|h3|h4|li|blockquote|figcaption|th|td)>|<br>")


def clean(html):
    """Return the html with nothing but allowed markup in it, as trusted `Prose`.

    Whatever is not allowed is dropped, its text kept; scripts and the like go with their content.
    The result is a fixed point: cleaning it again changes nothing.
    """
    if isinstance(html, Prose):
        return html
    for _ in range(MOST_ROUNDS):
        judged = _first_nh3(_without_control_characters(html))
        if _is_overwrought(judged):
            break
        judged = _second_nh3(_bleach(_rename_synonyms(judged)))
        judged = _link.sub(_marks_after_link, _link_to_nowhere.sub(r"\1", judged))
        judged = _figure.sub(_figure_or_text, _mark_with_text.sub("<sup>", judged))
        judged = _empty_paragraph.sub("", _empty_link.sub("", judged)).strip()
        if judged == html:
            return Prose(html if _has_text(html) or _picture.search(html) else "")
        html = judged
    return Prose(_as_one_paragraph(judged))


def plain_text(html):
    """Return the words of a prose, blocks parted by a blank, entities still escaped."""
    return " ".join(strip_tags(_block_end.sub(" ", html)).split())


def blocks(html):
    """Return the text of each paragraph, heading, item and cell of a prose, without its markup."""
    texts = (" ".join(unescape(strip_tags(block)).split()) for block in _block_end.split(html))
    return [text for text in texts if text]


class Prose(SafeString):
    """HTML that went through `clean`; templates print it as it is."""


class LoneLink(NamedTuple):
    """A paragraph outside of lists that is a link of plain words and nothing else."""

    address: str
    words: str
    paragraph: Prose


def parted_at_lone_links(prose):
    """Return a `Prose` in pieces, each a `Prose` or a `LoneLink`; joined, they are the same."""
    pieces, end, lists = [], 0, 0
    for found in _list_or_lone_link.finditer(prose):
        if found["address"] is None:
            lists += -1 if found["slash"] else 1
        elif not lists:
            pieces += [
                Prose(prose[end : found.start()]),
                LoneLink(unescape(found["address"]), unescape(found["words"]), Prose(found[0])),
            ]
            end = found.end()
    return [*pieces, Prose(prose[end:])]


def picture_keys(prose):
    """Return the keys of the photos that stand in a prose, in its order, each once."""
    return list(dict.fromkeys(map(int, _picture.findall(prose))))


def parted_at_pictures(prose):
    """Return a `Prose` in pieces, each a `Prose` or the key of a photo, as an integer."""
    texts = _picture.split(prose)
    return [int(text) if number % 2 else Prose(text) for number, text in enumerate(texts)]


def without_pictures(prose, keys):
    """Return a `Prose` without those of its pictures that have one of the keys."""
    return Prose(_picture.sub(lambda found: "" if int(found[1]) in keys else found[0], prose))


def with_legible_quotations(prose):
    """Return a `Prose` whose quotations are divisions in the role of figures.

    Reading views of browsers, and others that take a text out of its page, leave figures out.
    """
    division = r'<div class="quotation" role="figure">\1<p class="quotation__speaker">\2</p></div>'
    return Prose(_quotation.sub(division, prose))


def marked_sources(prose):
    """Return the keys of the sources that a prose marks, one for each mark, in its order."""
    return [int(key) for key in _mark.findall(prose)]


class SourceMark(NamedTuple):
    """The number of a source within its story, and the ids of the mark and of the source."""

    number: int
    place: str
    target: str


def with_marks(prose, marks):
    """Return a `Prose` with a link in the place of each mark: its `SourceMark`, or None."""
    waiting = iter(marks)
    return Prose(_mark.sub(lambda _found: _link_of(next(waiting, None)), prose))


def _link_of(mark):
    if mark is None:
        return ""
    return format_html(
        '<sup lang="{}"><a href="#{}" id="{}" role="doc-noteref" aria-label="{}">{}</a></sup>',
        get_language(),
        mark.target,
        mark.place,
        gettext("Source %(number)d") % {"number": mark.number},
        mark.number,
    )


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


def _is_overwrought(html):
    """Tell whether well-formed html has more marks or a deeper nesting than prose can need."""
    if html.count("<") + html.count("&") > max(MOST_MARKS, len(html) / CHARACTERS_TO_A_MARK):
        return True
    depth = 0
    for closing in _opening_or_closing.findall(html):
        depth += -1 if closing else 1
        if depth > DEEPEST_NESTING:
            return True
    return False


def _has_text(html):
    return bool(_invisible.sub("", unescape(strip_tags(html))))


def _as_one_paragraph(html):
    text = " ".join(_without_control_characters(unescape(strip_tags(html))).split())
    return f"<p>{escape(text, quote=False)}</p>" if text else ""


def _first_nh3(html):
    return nh3.clean(
        html,
        tags=TAGS | SYNONYMS.keys(),
        attributes=ATTRIBUTES,
        clean_content_tags=POISONOUS_TAGS,
        url_schemes=LINK_SCHEMES,
        attribute_filter=_judge_attribute,
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
        attribute_filter=_judge_attribute,
        link_rel=None,
    )


def _marks_after_link(found):
    """Take marks out of a link: each becomes a link of its own."""
    marks = "".join(mark[0] for mark in _mark.finditer(found[0]))
    return _mark.sub("", found[0]) + marks


def _figure_or_text(found):
    """Keep a figure that is a quotation or a picture; of others the text stays."""
    words, speaker = found["words"], found["speaker"]
    if found["place"]:
        return f"{found['place']}</figure>"
    if words is None:
        return "" if found["slash"] is None else f"<{found['slash']}p>"
    if not _has_text(speaker):
        return f"<blockquote>{words}</blockquote>"
    if not _has_text(words):
        return f"<p>{speaker}</p>"
    caption = f"<figcaption>{speaker.strip()}</figcaption>"
    return f"<figure><blockquote>{words}</blockquote>{caption}</figure>"


def _judge_attribute(_tag, attribute, value):
    """Return the value that may stay, or None to drop the attribute.

    Both libraries take `//host` and `\\\\host` for paths of ours, so addresses are judged here.
    """
    if attribute == "href":
        address = _dropped_from_addresses.sub("", value).strip()
        return address if _safe_link.fullmatch(address) else None
    safe_number = _safe_numbers.get(attribute)
    return value if safe_number and safe_number.fullmatch(value) else None
