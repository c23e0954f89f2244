"""The catalogues of translations as they stand in newsroom/locale, read without gettext's tools."""

import ast
import re
import struct
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

import django
from django.apps import apps

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


def unmarked(text):
    """Return what a text says outside of the marks that `write_marked` sets."""
    before = None
    while before != text:
        before, text = text, re.sub("⟦[^⟦⟧]*⟧", " ", text)
    return text


def write_marked(folder, language):
    """Write catalogues that know every text of ours and of Django's, each set within ⟦ and ⟧.

    Whatever a page then shows without these marks has never been handed over for translation.
    """
    for domain in DOMAINS:
        texts = {}
        for path in _compiled_in_german(domain):
            with path.open("rb") as file:
                texts |= GNUTranslations(file)._catalog
        marked = {key: f"⟦{_text_of(key)}⟧" for key in texts if _text_of(key)}
        path = path_of(language, domain, "mo", below=folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_compiled(marked))


def _compiled_in_german(domain):
    installed = [Path(app.path) / "locale" for app in apps.get_app_configs()]
    django_s_own = Path(django.__file__).parent / "conf" / "locale"
    paths = [path_of("de", domain, "mo", below=folder) for folder in (django_s_own, *installed)]
    return [path for path in [*paths, path_of("de", domain, "mo")] if path.exists()]


def _text_of(key):
    """Return the text of a key of GNUTranslations: a text, context and text, or one of plurals."""
    text = key[0] if isinstance(key, tuple) else key
    return text.rpartition("\4")[2]


def _compiled(texts):
    """Return `{key: text}` as a compiled catalogue (the GNU gettext manual, section 10.3)."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n!=1;\n"
    entries = {"": header}
    for key, text in texts.items():
        if isinstance(key, tuple):
            entries[f"{key[0]}\0{key[0]}"] = f"{text}\0{text}"
        else:
            entries[key] = text
    pairs = sorted((key.encode(), text.encode()) for key, text in entries.items())
    begin, strings, rows = 28 + 16 * len(pairs), b"", []
    for column in zip(*pairs, strict=True):
        for string in column:
            rows.append(struct.pack("<II", len(string), begin + len(strings)))
            strings += string + b"\0"
    places = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return places + b"".join(rows) + strings
