"""The catalogues are whole, compiled, and in step with the pages."""

import re
import shutil
from gettext import GNUTranslations
from itertools import product

import pytest
from django.core.management import call_command

from tests.catalogues import DOMAINS, LANGUAGES, LOCALE, entries_of, path_of
from tests.newsroom.test_rooms import ROOMS, ROOT

# What a translation takes over as it is: places for values, and markup.
KEPT = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]*>")
PLURAL_FORMS = {"ar": 6, "de": 2, "fr": 2}
WRONG_SIGNS = {
    # Stops and quotation marks of another script; commas and colons between digits are none.
    "ar": r"[,;?“”‘’]",
    # „…“ and nothing else; a straight mark is one that readers are to type.
    "de": r"[”‹›«»]|(?<!\w)'",
    # Two-part signs have a narrow no-break space before them, guillemets one on their inside.
    "fr": r"(?<!\u202f)[;!?»]|(?<![\u202f\w]):|(?<=\w):(?!\d|»|\u202f|//)|«(?!\u202f)|[“”']",
}


def compiled(language, domain):
    with path_of(language, domain, "mo").open("rb") as file:
        return GNUTranslations(file)


def test_three_languages_stand_beside_english():
    assert set(PLURAL_FORMS) <= set(LANGUAGES)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language, domain):
    entries = entries_of(language, domain)

    assert len(entries) > 60
    assert [entry.text for entry in entries if entry.is_fuzzy or not all(entry.translations)] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize(("language", "number"), PLURAL_FORMS.items())
def test_every_plural_has_all_its_forms(language, number, domain):
    plurals = [entry.translations for entry in entries_of(language, domain) if entry.plural]

    assert plurals
    assert {len(forms) for forms in plurals} == {number}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_places_and_markup(language, domain):
    for entry in entries_of(language, domain):
        kept = sorted(KEPT.findall(entry.plural or entry.text))

        # A form for one number alone may say that number in words.
        *few, most = entry.translations
        assert sorted(KEPT.findall(most)) == kept, entry.text
        assert all(set(KEPT.findall(text)) <= set(kept) for text in few), entry.text


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", WRONG_SIGNS)
def test_translations_are_set_as_the_language_wants(language, domain):
    set_wrongly = re.compile(WRONG_SIGNS[language])
    texts = [text for entry in entries_of(language, domain) for text in entry.translations]

    assert [text for text in texts if set_wrongly.search(KEPT.sub("x", text))] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_says_the_same(language, domain):
    catalogue = compiled(language, domain)

    for context, text, plural, translations, _ in entries_of(language, domain):
        if plural and context:
            shown = {catalogue.npgettext(context, text, plural, n) for n in range(200)}
        elif plural:
            shown = {catalogue.ngettext(text, plural, n) for n in range(200)}
        elif context:
            shown = {catalogue.pgettext(context, text)}
        else:
            shown = {catalogue.gettext(text)}
        assert shown == set(translations), f"{text}: run `make messages`"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed.")
def test_catalogues_hold_the_texts_of_the_pages_and_no_others(tmp_path, monkeypatch, settings):
    for folder in (*ROOMS, "templates", "static"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    copied = tmp_path / LOCALE.relative_to(ROOT)
    settings.LOCALE_PATHS = [copied]
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", verbosity=0)

    for language, domain in product(LANGUAGES, DOMAINS):
        gathered = entries_of(language, domain, below=copied)
        assert gathered == entries_of(language, domain), "run `make messages`"
