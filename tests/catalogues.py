"""The catalogues of translations as they stand in newsroom/locale, read without gettext's tools."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

LOCALE = Path(__file__).resolve().parents[1] / "newsroom" / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir())
# The texts of pages, and those of the desk's scripts.
DOMAINS = ("django", "djangojs")

_keyword = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")')


class Entry(NamedTuple):
    context: str
    text: str
    plural: str
    translations: list
    is_fuzzy: bool


def path_of(language, domain="django", ending="po", *, below=LOCALE):
    return below / language / "LC_MESSAGES" / f"{domain}.{ending}"


def entries_of(language, domain="django", *, below=LOCALE):
    """Return the entries of a language's catalogue, but for its header."""
    blocks = path_of(language, domain, below=below).read_text().strip().split("\n\n")
    return [_entry(block) for block in blocks[1:]]


def _entry(block):
    strings, is_fuzzy, keyword = {}, False, ""
    for line in block.splitlines():
        if line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if match := _keyword.fullmatch(line):
            keyword, line = match.groups()
        strings[keyword] = strings.get(keyword, "") + ast.literal_eval(line)
    translations = [text for keyword, text in strings.items() if keyword.startswith("msgstr")]
    return Entry(
        strings.get("msgctxt", ""),
        strings["msgid"],
        strings.get("msgid_plural", ""),
        translations,
        is_fuzzy,
    )
