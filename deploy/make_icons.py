"""Cut the glyphs of the share bar from the package that brings them: `make icons`.

Needs npm. The result is one picture with all of them in a column, because a browser makes a
document of each, and a block of the style sheet that says where each stands. Both are committed,
so that a newsroom needs neither npm nor this script.
"""

import json
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

PACKAGE = "bootstrap-icons@1.13.2"
# Joins paths and rounds to a hundredth of a square, which nobody sees at fifteen pixels.
SHORTENED = ["npm", "exec", "--yes", "--package=svgo@4.1.0", "--", "svgo", "--multipass"]
DIGITS = 2
STATIC = Path(__file__).resolve().parent.parent / "static"
PICTURE = STATIC / "share-glyphs.svg"
LICENCE = STATIC / "share-glyphs-licence.txt"
BLOCK = STATIC / "css" / "blocks" / "share-glyphs.css"
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
SIDE = 16  # of a glyph; all have the same
STEP = 20  # from one to the next, with a gap so that none shows its neighbour's edge

DRAWN = '<svg xmlns="{namespace}" viewBox="0 0 {side} {height}">{glyphs}</svg>'
LICENSED = "<!-- Bootstrap Icons, MIT License, see {licence} -->\n{drawn}\n"
# From 0 % for the first to 100 % for the last.
PLACED = """\
/* The glyphs of the share bar, cut by `make icons`. They are a file of their own, since a page is
   painted without them. */

.share-bar__link::before {{
  mask: url("../../share-glyphs.svg") 0 calc(100% * var(--glyph) / {last}) / 100% no-repeat;
}}

"""
RULE = '.share-bar [data-share="{key}"] {{ --glyph: {number}; }}\n'


def main():
    with TemporaryDirectory() as folder, tarfile.open(_fetch(folder)) as package:
        glyphs = [
            _glyph(package, name, top=number * STEP) for number, name in enumerate(GLYPHS.values())
        ]
        licence = package.extractfile("package/LICENSE").read().decode()
    last = len(glyphs) - 1
    drawn = _shortened(
        DRAWN.format(namespace=SVG, side=SIDE, height=last * STEP + SIDE, glyphs="".join(glyphs))
    )
    rules = [RULE.format(key=key, number=number) for number, key in enumerate(GLYPHS)]
    LICENCE.write_text(licence, encoding="utf-8")
    PICTURE.write_text(LICENSED.format(licence=LICENCE.name, drawn=drawn), encoding="utf-8")
    BLOCK.write_text(PLACED.format(last=last) + "".join(rules), encoding="utf-8")
    print(f"{PICTURE.stat().st_size:,} bytes, {len(glyphs)} glyphs")


def _fetch(folder):
    """Download the package into the folder and return the path of its archive."""
    answer = subprocess.run(
        ["npm", "pack", PACKAGE, "--json", "--pack-destination", folder],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(folder) / json.loads(answer.stdout)[0]["filename"]


def _glyph(package, name, *, top):
    """Return a glyph that begins at `top`."""
    icon = ElementTree.parse(package.extractfile(f"package/icons/{name}.svg")).getroot()
    if icon.get("viewBox") != f"0 0 {SIDE} {SIDE}":
        raise SystemExit(f"{name} is not a square of {SIDE}: {icon.get('viewBox')}")
    paths = "".join(f'<path d="{path.get("d")}"/>' for path in icon.iter(f"{{{SVG}}}path"))
    return f'<g transform="translate(0 {top})">{paths}</g>'


def _shortened(drawn):
    """Return the picture in fewer bytes."""
    answer = subprocess.run(
        [*SHORTENED, f"--precision={DIGITS}", "--input=-", "--output=-"],
        input=drawn,
        check=True,
        capture_output=True,
        text=True,
    )
    return answer.stdout.strip()


if __name__ == "__main__":
    main()
