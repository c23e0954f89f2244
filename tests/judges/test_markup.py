"""The Nu Html Checker, the W3C's own, judges every type of page and every style sheet."""

import json
import re

import pytest

from tests.judges import npm

CHECKER = "node_modules/vnu-jar/build/dist/vnu.jar"
# What is right and yet an error to the checker: the message, and what stands there.
ALLOWED_IN_STYLE_SHEETS = [
    # `::view-transition-old(root)`, CSS View Transitions 1, section 4.3.
    ("CSS: Parse Error.", r"sition-(old|new)\(root\)"),
    # CSS Basic User Interface 4, section 4.1; on the desk alone.
    ("CSS: “field-sizing”: Property “field-sizing” doesn't exist.", "field-sizing: content"),
    # `calc(65rem + 2 * var(--gutter))`: it does not know that the variable is a length.
    ("CSS: “--page”: The types are incompatible.", r"\* var\(--gutter\)"),
]


@pytest.fixture
def judged():
    """Return the errors found in files, as `(file, line, message, what stands there)`."""
    npm.install("java")

    def judged(*arguments):
        done = npm.run("java", "-jar", CHECKER, "--format", "json", *map(str, arguments))
        return [
            (
                message.get("url", "").rpartition("/")[2],
                message.get("lastLine"),
                message["message"],
                message.get("extract", ""),
            )
            for message in json.loads(done.stderr)["messages"]
            if message["type"] != "info"
        ]

    return judged


def test_every_type_of_page_is_valid_html(judged, pages, tmp_path):
    for name, response in pages.items():
        (tmp_path / f"{name}.html").write_bytes(response.content)

    assert judged(*sorted(tmp_path.glob("*.html"))) == []


def test_every_screen_of_the_desk_is_valid_html(judged, desk_pages, tmp_path):
    for name, response in desk_pages.items():
        (tmp_path / f"{name}.html").write_bytes(response.content)

    assert {response.status_code for response in desk_pages.values()} == {200}
    assert judged(*sorted(tmp_path.glob("*.html"))) == []


def test_every_style_sheet_is_valid(judged, collected):
    sheets = sorted((collected / "css").rglob("*.????????????.css"))

    errors = [
        (file, line, message, extract)
        for file, line, message, extract in judged("--css", *sheets)
        if not any(
            message == allowed and re.search(where, extract)
            for allowed, where in ALLOWED_IN_STYLE_SHEETS
        )
    ]

    assert sheets
    assert errors == []


def test_checker_finds_what_is_wrong(judged, tmp_path):
    page, sheet = tmp_path / "page.html", tmp_path / "sheet.css"
    page.write_text("<!doctype html><html lang=en><title>T</title><p><img src=a.png></p></html>")
    sheet.write_text("@layer a { .b { colr: red; } }")

    assert "An “img” element must have an “alt”" in judged(page)[0][2]
    assert "colr" in judged("--css", sheet)[0][2]
