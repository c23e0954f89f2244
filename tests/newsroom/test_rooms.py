"""Who may import whom: arrows point one way only, so that each room can be read on its own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# From the top floor down. A room may import what stands below it.
ROOMS = [
    "bench",
    "newsroom",
    "meridian",
    "desk",
    "edition",
    "syndication",
    "readership",
    "search",
    "policies",
    "articles",
    "staff",
    "authors",
    "publication",
    "photos",
    "sources",
    "permalinks",
    "composing",
]
# Settings are for everybody, through django.conf.
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]


def name_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        # A relative import cannot leave its room.
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_room_imports_only_from_below(path):
    above = set(ROOMS[: ROOMS.index(path.relative_to(ROOT).parts[0])]) | {"tests"}

    assert not [name for name in imports_of(path) if name.partition(".")[0] in above]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_urls_import_views_and_nothing_imports_the_admin(path):
    ours = [name.split(".") for name in imports_of(path) if name.partition(".")[0] in ROOMS]
    room = path.relative_to(ROOT).parts[0]

    assert path.name == "urls.py" or not [name for name in ours if "views" in name[1:2]]
    assert not [name for name in ours if "admin" in name[1:] and name[0] != room]
