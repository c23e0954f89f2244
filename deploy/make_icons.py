"""Cut the glyphs of the share bar from the package that brings them: `make icons`.

Needs npm. The result is a block of the style sheet, so that a page need not ask for glyphs. It is
committed, so that a newsroom needs neither npm nor this script.
"""

import json
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

PACKAGE = "bootstrap-icons@1.13.2"
BLOCKS = Path(__file__).resolve().parent.parent / "static" / "css" / "blocks"
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


HEAD = """\
/* The glyphs of the share bar, cut by `make icons`. */

/*! Bootstrap Icons

{licence}*/

"""
RULE = """\
.share-bar [data-share="{key}"] {{
  --glyph: url("data:image/svg+xml,{picture}");
}}
"""


def main():
    with TemporaryDirectory() as folder, tarfile.open(_fetch(folder)) as package:
        rules = [_rule(package, key, name) for key, name in GLYPHS.items()]
        licence = package.extractfile("package/LICENSE").read().decode()
    sheet = HEAD.format(licence=licence) + "\n".join(rules)
    (BLOCKS / "share-glyphs.css").write_text(sheet, encoding="utf-8")
    print(f"{len(sheet):,} bytes, {len(rules)} glyphs")


def _fetch(folder):
    """Download the package into the folder and return the path of its archive."""
    answer = subprocess.run(
        ["npm", "pack", PACKAGE, "--json", "--pack-destination", folder],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(folder) / json.loads(answer.stdout)[0]["filename"]


def _rule(package, key, name):
    icon = ElementTree.parse(package.extractfile(f"package/icons/{name}.svg")).getroot()
    paths = "".join(f"<path d='{path.get('d')}'/>" for path in icon.iter(f"{{{SVG}}}path"))
    picture = f"<svg xmlns='{SVG}' viewBox='{icon.get('viewBox')}'>{paths}</svg>"
    return RULE.format(key=key, picture=picture)


if __name__ == "__main__":
    main()
