"""Pictures of the demo, drawn with Pillow as a two-ink printer would have them.

`draw` makes a story's illustration, `monogram` an author's portrait. Both return the same picture
for the same seed. `press.py` holds inks, plates and paper; the motifs stand in modules by theme.
"""

from functools import partial
from random import Random

from .cities import narrow_street, stadium
from .crossings import bridge, harbour, lock, regatta, train
from .cut_paper import bar_chart, letters, line_chart, orbit, paper_shapes
from .heads import halftone_portrait
from .landscapes import lighthouse, mountains, sun, terraces, two_clocks, waves
from .maps import grid_city, route_map, sea_route
from .portraits import draw_monogram, initials
from .press import ACCENT_COLOURS, HEIGHT, WIDTH, Sheet
from .specimens import beetle, core, web
from .still_lifes import ballot, books, leaf, long_ballot

__all__ = ["MOTIFS", "draw", "monogram"]

MOTIFS = {
    "ballot": ballot,
    "bar-chart": bar_chart,
    "beetle": beetle,
    "books": books,
    "bridge": bridge,
    "core": core,
    "grid-city": grid_city,
    "halftone-portrait": halftone_portrait,
    "harbour": harbour,
    "leaf": leaf,
    "letters": letters,
    "lighthouse": lighthouse,
    "line-chart": line_chart,
    "lock": lock,
    "long-ballot": long_ballot,
    "mountains": mountains,
    "narrow-street": narrow_street,
    "orbit": orbit,
    "paper-shapes": paper_shapes,
    "regatta": regatta,
    "route-map": route_map,
    "sea-route": sea_route,
    "stadium": stadium,
    "sun": sun,
    "terraces": terraces,
    "train": train,
    "two-clocks": two_clocks,
    "waves": waves,
    "web": web,
}


def draw(motif, *, seed, accent, size=(1500, 1000)):
    """Return a two-ink illustration, an RGB image of `size` (width, height) in pixels.

    The same motif, seed and accent give the same picture. Other shapes than 3:2 are cropped from
    its middle. Raises KeyError for an unknown motif or accent.
    """
    return _printed(_named(motif, MOTIFS, "motif"), seed=seed, accent=accent, size=size)


def monogram(name, *, seed, accent, size=(800, 800)):
    """Return an author's initials in two inks, an RGB image of `size` in pixels.

    Raises KeyError for an unknown accent and ValueError for a name without letters.
    """
    motif = partial(draw_monogram, letters=initials(name))
    return _printed(motif, seed=seed, accent=accent, size=size)


def _printed(motif, *, seed, accent, size):
    _named(accent, ACCENT_COLOURS, "accent")
    rng = Random(seed)
    sheet = Sheet(accent=accent, rng=rng, scale=max(size[0] / WIDTH, size[1] / HEIGHT))
    motif(sheet, rng)
    return _cropped(sheet.printed(), size)


def _cropped(picture, size):
    left, top = ((long - short) // 2 for long, short in zip(picture.size, size, strict=True))
    return picture.crop((left, top, left + size[0], top + size[1]))


def _named(name, choices, kind):
    if name not in choices:
        raise KeyError(f"Unknown {kind} {name!r}: choose one of {', '.join(sorted(choices))}")
    return choices[name]
