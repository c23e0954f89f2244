"""What collectstatic makes of the style sheets and scripts."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "staticfiles"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "newsroom.static_files.HashedStaticFiles"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    return settings.STATIC_ROOT


def read(collected, name):
    return (collected / staticfiles_storage.stored_name(name)).read_text()


def test_readers_fetch_one_style_sheet_with_every_block_in_its_layer(collected, settings):
    sheet = read(collected, "css/site.css")

    assert "@import" not in sheet
    blocks = sorted((settings.BASE_DIR / "static" / "css" / "blocks").glob("*.css"))
    assert blocks
    for block in blocks:
        assert block.read_text().strip().splitlines()[-5] in sheet, block.name
    assert sheet.count("@layer blocks {") == len(blocks)


def test_addresses_in_the_style_sheet_lead_to_files(collected):
    addresses = re.findall(r'url\("([^"]+)"\)', read(collected, "css/site.css"))

    assert addresses
    for address in addresses:
        assert (collected / "css" / address).resolve().is_file(), address


def test_changed_block_is_in_the_style_sheet_after_collecting_again(collected, settings, tmp_path):
    sources = tmp_path / "sources"
    (sources / "css" / "blocks").mkdir(parents=True)
    (sources / "css" / "site.css").write_text('@import url("blocks/a.css") layer(blocks);\n')
    (sources / "css" / "blocks" / "a.css").write_text(
        '.a { background: url("../../favicon.svg"); }\n'
    )
    (sources / "favicon.svg").write_text("<svg/>")
    settings.STATICFILES_DIRS = [sources]
    call_command("collectstatic", verbosity=0, interactive=False)
    first = read(collected, "css/site.css")

    (sources / "css" / "blocks" / "a.css").write_text(".b { color: red; }\n")
    call_command("collectstatic", verbosity=0, interactive=False)

    assert re.search(
        r'@layer blocks \{\n\.a \{ background: url\("\.\./favicon\.\w+\.svg"\); \}', first
    )
    assert ".b { color: red; }" in read(collected, "css/site.css")
