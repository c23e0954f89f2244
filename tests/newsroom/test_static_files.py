"""What collectstatic makes of the style sheets and scripts."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from articles import publishing
from articles.models import Correction
from tests.factories import make_article


@pytest.fixture
def collect(collected, settings, tmp_path):
    """Collect the files of a folder, `tmp_path / "sources"`, into one of its own."""
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATIC_ROOT = tmp_path / "staticfiles"

    def collect():
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["admin"])
        return settings.STATIC_ROOT

    return collect


def read(collected, name):
    return (collected / staticfiles_storage.stored_name(name)).read_text()


def test_two_style_sheets_hold_every_block_in_its_layer(collected, settings):
    sheet = read(collected, "css/site.css") + read(collected, "css/pages.css")

    assert "@import" not in sheet
    blocks = sorted((settings.BASE_DIR / "static" / "css" / "blocks").glob("*.css"))
    assert blocks
    for block in blocks:
        assert block.read_text().strip().splitlines()[-5].strip() in sheet, block.name
    assert sheet.count("@layer blocks {") == len(blocks)


def test_front_page_and_most_stories_fetch_one_style_sheet_and_other_pages_both(client, db):
    plain, corrected = make_article(), make_article()
    publishing.publish(corrected, correction=Correction(kind="correction", text="It was Tuesday."))

    for address in ["/", plain.get_absolute_url()]:
        assert sheets(client, address) == ["site"]
    for address in [corrected.get_absolute_url(), "/search/", "/no-such-page/"]:
        assert sheets(client, address) == ["site", "pages"]


def sheets(client, address):
    """Return the names of the style sheets of a page."""
    html = client.get(address).content.decode()
    return re.findall(r'rel="stylesheet" href="[^"]*/(\w+)[^"/]*\.css"', html)


def test_addresses_in_the_style_sheet_lead_to_files(collected):
    addresses = re.findall(r'url\("([^":]+)"\)', read(collected, "css/site.css"))

    assert addresses
    for address in addresses:
        assert (collected / "css" / address).resolve().is_file(), address


def test_changed_block_is_in_the_style_sheet_after_collecting_again(collect, tmp_path):
    sources = tmp_path / "sources"
    (sources / "css" / "blocks").mkdir(parents=True)
    (sources / "css" / "site.css").write_text('@import url("blocks/a.css") layer(blocks);\n')
    (sources / "css" / "blocks" / "a.css").write_text(
        '.a { background: url("../../favicon.svg"); }\n'
    )
    (sources / "favicon.svg").write_text("<svg/>")
    first = read(collect(), "css/site.css")

    (sources / "css" / "blocks" / "a.css").write_text(".b { color: red; }\n")
    second = read(collect(), "css/site.css")

    assert re.search(
        r'@layer blocks \{\.a \{ background: url\("\.\./favicon\.\w+\.svg"\); \}', first
    )
    assert ".b { color: red; }" in second


def test_readers_fetch_one_script_with_every_module_in_it(collected, settings):
    script = read(collected, "js/reader.js")

    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    modules = sorted((settings.BASE_DIR / "static" / "js" / "reader").glob("*.js"))
    assert modules
    for module in modules:
        last_line = module.read_text().strip().splitlines()[-1].removeprefix("export ")
        assert last_line in script, module.name


def test_shared_module_is_joined_once_before_those_that_import_it(collect, tmp_path):
    modules = {
        "reader.js": 'import "./reader/a.js";\nimport "./reader/b.js";\n',
        "reader/a.js": '/* A. */\nimport { twice } from "./twice.js";\nconst number = twice(1);\n',
        "reader/b.js": 'import {\n  twice,\n} from "./twice.js";\n\nconst number = twice(2);\n',
        "reader/twice.js": "// Two.\nexport const twice = (number) => 2 * number; // times\n",
    }
    sources = tmp_path / "sources"
    (sources / "js" / "reader").mkdir(parents=True)
    for name, script in modules.items():
        (sources / "js" / name).write_text(script)

    script = read(collect(), "js/reader.js")

    assert re.sub(r"\s+", " ", script) == (
        "const twice = (number) => 2 * number; // times { const number = twice(1); } "
        "{ const number = twice(2); } { } "
    )
