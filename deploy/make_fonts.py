"""Cut the web fonts from the packages that bring them: `make fonts` writes static/fonts/.

The packages hold variable TrueType fonts for every weight. Readers get the weights that the style
sheets use, as WOFF2: what Western Europe writes every day in one file, the rest of Latin Europe's
letters in another, which a browser asks for only when a page has such a letter. The result is
committed, so that a newsroom needs neither fontTools nor this script.
"""

from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
LARGEST_ON_A_PAGE = 60 * 1024  # bytes, for a page in everyday letters and with italics

# The unicode-range lines of static/css/tokens.css say the same. Pages wait for these letters: each
# hundred bytes of them are a millisecond on a slow phone.
EVERYDAY = {
    *range(0x20, 0x7F),
    *(0xA0, 0xAD, 0x2009, 0x2011, 0x202F),  # spaces and hyphens that are not seen as such
    *map(ord, "§©«°»·–—‘’‚“”„•…′″‹›€×←→−"),
    *map(ord, "àáâäåæçèéêëìíîïñòóôöøùúûüßœÀÄÅÇÈÉÖØÜ"),
}
# Latin-1, Latin Extended-A, and the letters with a comma below that Romanian has in Extended-B.
EXTENDED = {*range(0xA1, 0x180), *range(0x218, 0x21C), *map(ord, "―†⁄↑↓")} - EVERYDAY
FEATURES = ["kern", "ccmp", "locl", "rvrn", "liga", "lnum", "onum"]

# A fifth of a pixel in a headline: pairs of letters that are moved by less are not. Labels are half
# as large and take twice of both.
LEAST_KERNING = 0.008  # of a letter's height
KERNING_GRID = 0.006  # the others move by multiples of this
# What varies with size and weight is kept as exactly as anybody sees: points move by multiples of
# this, and those that their neighbours would move as far to within it say nothing.
VARIATION_GRID = 2  # steps
# Headlines, the only large letters, have this weight, halfway between the two ends of the axis.
HALFWAY = 0.5
# Glyphs whose shape at one corner of the axes is further from what the axes alone make of it.
FAR = 60  # steps


class Cut(NamedTuple):
    """One web font: where it comes from, and which stretch of each axis is kept.

    `kerning` is the one place on the axes whose kerning serves for all of them: kerning that
    varies would be as heavy as all the outlines together. `steps` are the grid in a letter's
    height, a fifteenth of a pixel or finer at the largest size that style sheets give this face.
    `features` are what they ask of it beside `FEATURES`. Kerning is as many times `coarser`.
    """

    name: str
    package: str
    file: str
    axes: dict
    kerning: dict
    steps: int = 1_000
    features: tuple = ()
    coarser: int = 1


CUTS = (
    Cut(
        "newsreader",
        "fontpkg_newsreader",
        "Newsreader[opsz,wght].ttf",
        axes={"opsz": (18, 72), "wght": (400, 600)},
        kerning={"opsz": 28, "wght": 450},
    ),
    Cut(
        "newsreader-italic",
        "fontpkg_newsreader",
        "Newsreader-Italic[opsz,wght].ttf",
        # Italics stand in running text, at one size and weight.
        axes={"opsz": 18, "wght": 400},
        kerning={"opsz": 18, "wght": 400},
    ),
    Cut(
        "public-sans",
        "fontpkg_public_sans",
        "PublicSans[wght].ttf",
        axes={"wght": (400, 700)},
        kerning={"wght": 500},
        # Labels: the largest has 17 pixels.
        steps=256,
        features=("pnum", "tnum"),
        coarser=2,
    ),
)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    everyday = sum(_make(cut, EVERYDAY, cut.name) for cut in CUTS)
    for cut in CUTS:
        _make(cut, EXTENDED, f"{cut.name}-extended")
    for package in {cut.package for cut in CUTS}:
        _copy_licence(package)
    print(f"{everyday:>8,} bytes on a page in everyday letters")
    if everyday > LARGEST_ON_A_PAGE:
        raise SystemExit(f"That is more than {LARGEST_ON_A_PAGE:,}: cut an axis or some letters.")


def _make(cut, letters, name):
    """Write one font and return its size in bytes."""
    font = _cut(cut, letters, cut.axes)
    fixed = _cut(cut, letters, cut.kerning)
    if "gvar" in font:
        _straighten(font)
        _coarsen(font)
    if "GPOS" in fixed:
        _thin_kerning(fixed["GPOS"].table, cut.steps * cut.coarser)
    for table in ("GPOS", "GDEF"):
        if table in font:
            del font[table]
        if table in fixed:
            font[table] = fixed[table]
    font.flavor = "woff2"
    target = FOLDER / f"{name}.woff2"
    font.save(target)
    print(f"{target.stat().st_size:>8,} {target.name}")
    return target.stat().st_size


def _cut(cut, letters, axes):
    with as_file(files(cut.package).joinpath("files", cut.file)) as path:
        font = TTFont(path)
    subsetter = subset.Subsetter(
        subset.Options(
            layout_features=[*FEATURES, *cut.features],
            hinting=False,
            name_IDs=[0, 1, 2, 14],  # the copyright and the address of its licence
        )
    )
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, axes)
    scale_upem(font, cut.steps)
    return font


def _straighten(font):
    """Let large letters vary with their weight as small ones do, exactly at that of headlines.

    How both axes together bend a letter is a third of all that varies, for a tenth of a pixel in
    the few large letters of other weights.
    """
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        by_axes = {frozenset(each.axes): each for each in variations}
        size, corner = by_axes.get(frozenset({"opsz"})), by_axes.get(frozenset({"opsz", "wght"}))
        if size is None or corner is None:
            continue
        points, outline = glyphs._getCoordinatesAndControls(name, metrics)
        for each in (size, corner):
            each.calcInferredDeltas(points, outline.endPts)
        if any(max(abs(x), abs(y)) > FAR for x, y in corner.coordinates):
            continue
        variations.remove(corner)
        corner.scaleDeltas(HALFWAY)
        size += corner
        size.roundDeltas()
        size.optimize(points, outline.endPts, isComposite=glyphs[name].isComposite())


def _coarsen(font):
    """Round what varies to the grid, and leave out what follows from the points beside it."""
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        points, outline = glyphs._getCoordinatesAndControls(name, metrics)
        is_composite = glyphs[name].isComposite()
        for each in variations:
            each.calcInferredDeltas(points, outline.endPts)
            # The last four are the letter's advance, which HVAR says as well.
            shape, advance = each.coordinates[:-4], each.coordinates[-4:]
            each.coordinates = [*(_on_grid(x, y) for x, y in shape), *advance]
            each.roundDeltas()
            each.optimize(
                points, outline.endPts, tolerance=VARIATION_GRID, isComposite=is_composite
            )
        variations[:] = [each for each in variations if each.hasImpact()]


def _on_grid(*deltas):
    return tuple(round(each / VARIATION_GRID) * VARIATION_GRID for each in deltas)


def _thin_kerning(table, height):
    """Remove what moves letters by less than anybody sees, and round the rest as finely.

    `height` is a letter's in steps, or as much more as its kerning is coarser.
    """
    for lookup in table.LookupList.Lookup:
        for pairs in lookup.SubTable:
            if pairs.Format == 1:
                for first in pairs.PairSet:
                    first.PairValueRecord = [
                        pair for pair in first.PairValueRecord if _thin(pair.Value1, height)
                    ]
                    first.PairValueCount = len(first.PairValueRecord)
            else:
                for first in pairs.Class1Record:
                    for second in first.Class2Record:
                        _thin(second.Value1, height)


def _thin(value, height):
    """Round by how much a pair is moved, or do not move it; tell whether it still is."""
    grid = KERNING_GRID * height
    is_seen = abs(value.XAdvance) >= LEAST_KERNING * height
    value.XAdvance = round(round(value.XAdvance / grid) * grid) if is_seen else 0
    return is_seen


def _copy_licence(package):
    licence = files(package).joinpath("LICENSE").read_text(encoding="utf-8")
    name = package.removeprefix("fontpkg_").replace("_", "-")
    (FOLDER / f"{name}-licence.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
