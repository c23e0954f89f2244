"""Cut the glyphs of the share bar from the package that brings them: `make icons`.

Needs npm. The result, static/icons/share.svg with its licence beside it, is committed, so that a
newsroom needs neither npm nor this script.
"""

import json
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

PACKAGE = "bootstrap-icons@1.13.2"
FOLDER = Path(__file__).resolve().parent.parent / "static" / "icons"
SVG = "http://www.w3.org/2000/svg"

# The key of each share target (publication/share_links.py), and the package's name for its glyph.
GLYPHS = {
    "facebook": "facebook",
    "x": "twitter-x",
    "bluesky": "bluesky",
    "threads": "threads",
    "linkedin": "linkedin",
    "whatsapp": "whatsapp",
    "telegram": "telegram",
    "reddit": "reddit",
    "mastodon": "mastodon",
    "email": "envelope",
    "copy": "link-45deg",
    "device": "share",
}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, tarfile.open(_fetch(folder)) as package:
        symbols = [_symbol(package, key, name) for key, name in GLYPHS.items()]
        licence = package.extractfile("package/LICENSE").read()
    sprite = "\n".join([f'<svg xmlns="{SVG}">', *symbols, "</svg>", ""])
    (FOLDER / "share.svg").write_text(sprite, encoding="utf-8")
    (FOLDER / "licence.txt").write_bytes(licence)
    print(f"{len(sprite):,} bytes, {len(symbols)} glyphs")


def _fetch(folder):
    """Download the package into the folder and return the path of its archive."""
    answer = subprocess.run(
        ["npm", "pack", PACKAGE, "--json", "--pack-destination", folder],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(folder) / json.loads(answer.stdout)[0]["filename"]


def _symbol(package, key, name):
    icon = ElementTree.parse(package.extractfile(f"package/icons/{name}.svg")).getroot()
    paths = "".join(f'<path d="{path.get("d")}"/>' for path in icon.iter(f"{{{SVG}}}path"))
    return f'<symbol id="{key}" viewBox="{icon.get("viewBox")}">{paths}</symbol>'


if __name__ == "__main__":
    main()
