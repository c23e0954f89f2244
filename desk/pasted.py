"""From a long text that somebody pasted to the parts of a story.

Two kinds of text come from a clipboard: HTML, whose headings are known by their tags or by standing
alone in bold, and plain text, whose headings are known by being short and standing over prose.
"""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

import nh3
from django.utils.html import escape

from articles import prose

LONGEST_HEADING = 90  # characters; what stands alone and is longer is a sentence
LONGEST_SUBHEAD = 200  # characters; what a part can hold

_HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPH_TAGS = {"p", "div"}
_WHOLE_TAGS = {"ul", "ol", "blockquote", "figure", "table"}
_VOID_TAGS = {"br", "hr"}

_looks_like_html = re.compile(
    r"<(?:p|div|h[1-6]|br|ul|ol|table|blockquote|span|strong|em|b|i|a|meta|html)\b[^<]*>", re.I
)
_blank_line = re.compile(r"\n[^\S\n]*\n\s*")
_two_breaks = re.compile(r"(?:<br>\s*){2,}")
_bold_line = re.compile(r"\s*<(strong|b)>((?:(?!</?\1>).)*)</\1>\s*", re.DOTALL)
_source_line = re.compile(r"source\s*:\s*\S.{0,200}", re.IGNORECASE)
_view_count = re.compile(r"views\s*:\s*[\d.,\s]+", re.IGNORECASE)
_author_links = re.compile(r"website\s*\|\s*\+\s*posts", re.IGNORECASE)
_end_of_sentence = re.compile(r"[.,:;…][”’\"')\]]?$")
_in_quotes = re.compile(r"[“”„«»\"‘’'](.*)[“”„«»\"‘’']", re.DOTALL)


class SplitPart(NamedTuple):
    subhead: str
    prose: prose.Prose


class Split(NamedTuple):
    """What a text fell into; `left_out` are the lines that belong to a page and not to a story."""

    headline: str
    parts: list
    left_out: list


class _Block(NamedTuple):
    """A paragraph, list, table or heading; `level` is that of a heading's tag, else 0."""

    html: str
    level: int
    text: str
    follows_furniture: bool = False

    @property
    def is_bold_line(self):
        return not self.level and bool(_bold_line.fullmatch(self.html)) and self._fits_subhead

    @property
    def is_short_line(self):
        return (
            not self.level
            and 0 < len(self.text) <= LONGEST_HEADING
            and not _end_of_sentence.search(self.text)
            and not self.html.startswith(tuple(f"<{tag}" for tag in _WHOLE_TAGS))
        )

    @property
    def is_tagged_heading(self):
        return bool(self.level) and self._fits_subhead

    @property
    def _fits_subhead(self):
        return 0 < len(self.text) <= LONGEST_SUBHEAD


def split(text, *, share_captions=("Spread the love",)):
    """Return the `Split` of a pasted text or HTML: its headline, its parts and the page furniture.

    Text before the first heading becomes a part without a subhead.
    """
    blocks = _html_blocks(text) if _looks_like_html.search(text) else _plain_blocks(text)
    blocks, source_lines = _cut_at_source(blocks)
    kept, left_out = _sort_out_furniture(blocks, share_captions)
    headings = _headings(kept)
    headline = _headline(kept, headings)
    if headline:
        headings.discard(0)
        kept[0] = kept[0]._replace(html="")
    return Split(headline, _parts(kept, headings), [*source_lines, *left_out])


# --- Blocks ------------------------------------------------------------------------------------


def _plain_blocks(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    chunks = _blank_line.split(text) if _blank_line.search(text) else text.split("\n")
    return [_block("<br>".join(map(escape, chunk.strip().split("\n")))) for chunk in chunks]


def _html_blocks(html):
    """Return the blocks of an HTML text, after one parser has made it well-formed."""
    tidy = nh3.clean(
        html,
        tags=prose.TAGS | prose.SYNONYMS.keys(),
        attributes=prose.ATTRIBUTES,
        clean_content_tags=prose.POISONOUS_TAGS,
        link_rel=None,
    )
    reader = _BlockReader()
    reader.feed(tidy)
    reader.close()
    return reader.blocks


def _block(html, level=0):
    return _Block(html, level, " ".join(unescape(prose.plain_text(html)).split()))


class _BlockReader(HTMLParser):
    """Cuts well-formed HTML into blocks, whatever they are wrapped in."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.blocks = []
        self._pieces = []
        self._open = []
        self._level = 0
        self._depth = 0

    def handle_starttag(self, tag, attributes):
        if self._depth or tag in _WHOLE_TAGS:
            if not self._depth:
                self._flush()
            self._depth += tag in _WHOLE_TAGS
        elif tag in _HEADING_TAGS | _PARAGRAPH_TAGS:
            self._flush()
            self._level = int(tag[1]) if tag in _HEADING_TAGS else 0
            return
        elif tag == "hr":
            self._flush()
            self._pieces.append("<hr>")
            self._flush()
            return
        elif tag not in _VOID_TAGS:
            self._open.append(tag)
        self._pieces.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        if self._depth:
            self._pieces.append(f"</{tag}>")
            self._depth -= tag in _WHOLE_TAGS
            if not self._depth:
                self._flush()
        elif tag in _HEADING_TAGS | _PARAGRAPH_TAGS:
            self._flush()
        elif tag in self._open:
            self._open.remove(tag)
            self._pieces.append(f"</{tag}>")

    def handle_data(self, data):
        # In a paragraph a line break is a space.
        self._pieces.append(data if self._depth else re.sub(r"\s+", " ", data))

    def handle_entityref(self, name):
        self._pieces.append(f"&{name};")

    def handle_charref(self, name):
        self._pieces.append(f"&#{name};")

    def close(self):
        super().close()
        self._flush()

    def _flush(self):
        """Close the block. What was opened around several blocks is no markup of any of them."""
        html = "".join(self._pieces)
        for tag in reversed(self._open):
            before, _, after = html.rpartition(f"<{tag}")
            html = before + after.partition(">")[2]
        for piece in [html] if self._level else _two_breaks.split(html):
            block = _block(piece.strip(), self._level)
            if block.text or block.html == "<hr>" or prose.picture_keys(block.html):
                self.blocks.append(block)
        self._pieces, self._open, self._level = [], [], 0


# --- What belongs to the page and not to the story ----------------------------------------------


def _cut_at_source(blocks):
    """Return the blocks before the line that names the source, and the lines from there on.

    A source that is named in the middle, with headings after it, does not end the story.
    """
    for index, block in enumerate(blocks):
        if _source_line.fullmatch(block.text):
            rest = blocks[index:]
            if not _tagged(rest) and not _bold(rest):
                return blocks[:index], [line for block in rest for line in _lines(block)]
    return blocks, []


def _sort_out_furniture(blocks, share_captions):
    """Return the blocks of the story and the lines that are furniture of a page."""
    captions = {caption.casefold() for caption in share_captions} | {"spread the love"}
    kept, left_out, follows_furniture = [], [], False
    for block in blocks:
        lines = _lines(block)
        if lines and all(_is_furniture(line, captions) for line in lines):
            left_out += lines
            follows_furniture = True
        else:
            kept.append(block._replace(follows_furniture=follows_furniture))
            follows_furniture = False
    return kept, left_out


def _is_furniture(line, captions):
    return (
        line.casefold().rstrip(" :") in captions
        or bool(_view_count.fullmatch(line))
        or bool(_author_links.fullmatch(line))
    )


def _lines(block):
    lines = (unescape(prose.plain_text(line)).strip() for line in block.html.split("<br>"))
    return [line for line in lines if line]


# --- Headings ----------------------------------------------------------------------------------


def _tagged(blocks):
    return [index for index, block in enumerate(blocks) if block.is_tagged_heading]


def _bold(blocks):
    """Bold lines are headings when prose follows them."""
    return [
        index
        for index, block in enumerate(blocks[:-1])
        if block.is_bold_line and not blocks[index + 1].is_bold_line
    ]


def _short(blocks):
    """Short lines are headings when longer prose follows, the first also over another heading."""
    found = {
        index
        for index, (block, following) in enumerate(pairwise(blocks))
        if block.is_short_line
        and not following.is_short_line
        and len(following.text) > len(block.text)
    }
    if len(blocks) > 1 and blocks[0].is_short_line and 1 in found:
        found.add(0)
    return found


def _headings(blocks):
    """Return at which blocks the text is to be cut.

    Tags tell best, then bold lines, then short ones. Of tags the highest level that comes more
    than once is taken, so that headings within a part stay there.
    """
    tagged = _tagged(blocks)
    if tagged and tagged != [0]:
        return set(_highest(blocks, tagged))
    weaker = set(_bold(blocks)) or _short(blocks)
    return weaker | set(tagged)


def _highest(blocks, tagged):
    first, *others = tagged
    top = min(blocks[index].level for index in (others or tagged))
    cuts = [index for index in tagged if blocks[index].level <= top]
    # A first heading of any level over another heading is the headline.
    return [first, *cuts] if first == 0 and first not in cuts and others else cuts


def _headline(blocks, headings):
    """Return the first heading if it stands over the whole text and not over a part of it, or ''.

    So it does when another heading or a page's furniture comes next, or when it is the only one
    of its level and others follow.
    """
    if 0 not in headings or len(blocks) < 2:
        return ""
    first, second = blocks[:2]
    stands_over_all = (
        1 in headings
        or second.follows_furniture
        or (first.level and all(blocks[index].level > first.level for index in headings - {0}))
    )
    if not stands_over_all or (len(headings) == 1 and not second.follows_furniture):
        return ""
    in_quotes = _in_quotes.fullmatch(first.text)
    return in_quotes[1].strip() if in_quotes else first.text


def _parts(blocks, headings):
    parts, subhead, proses = [], "", []
    for index, block in enumerate(blocks):
        if index in headings:
            _append(parts, subhead, proses)
            subhead, proses = block.text, []
        elif block.html:
            proses.append(_as_prose(block))
    _append(parts, subhead, proses)
    return parts


def _append(parts, subhead, proses):
    if subhead or proses:
        parts.append(SplitPart(subhead, prose.clean("".join(proses))))


def _as_prose(block):
    if block.level:
        tag = "h3" if block.level < 4 else "h4"
        return f"<{tag}>{block.html}</{tag}>"
    if block.html == "<hr>" or block.html.startswith(tuple(f"<{tag}" for tag in _WHOLE_TAGS)):
        return block.html
    return f"<p>{block.html}</p>"
