"""Letters in pictures: which font has them, and lines of them in any script.

Latin letters are set in the publication's own faces, which come as packages; every other script
in a font of the machine, found by the name of its file.
"""

from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unicodedata import bidirectional, category, name

from PIL import ImageFont

DISPLAY_CUT, TEXT_CUT = 72, 14  # optical sizes: fine hairlines, or strokes that carry ink
FOLDERS = [
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
]
# The face of each language within Noto's collections for Chinese, Japanese and Korean.
CJK_FACES = {"ja": 0, "ko": 1, "zh-hans": 2, "zh-hant": 3}
CJK = {"CJK", "HANGUL", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "BOPOMOFO"}
# Files by the first word of a letter's Unicode name, the best first; other scripts go by the rule.
FILES_OF_SCRIPT = {
    "ARABIC": ("NotoNaskhArabic-Bold.ttf", "NotoSansArabic-Bold.ttf", "GeezaPro.ttc", "arial.ttf"),
    **dict.fromkeys(
        CJK,
        ("NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", "AppleSDGothicNeo.ttc", "malgunbd.ttf"),
    ),
}
FILES_OF_ANY = ("NotoSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "NotoSans-Bold.ttf", "arial.ttf")
# Written without spaces: a line may end behind any of these letters.
UNSPACED = CJK - {"HANGUL"} | {"THAI", "LAO", "KHMER", "MYANMAR"}
# Letters that cannot begin a line, and vowels that are written before their consonant.
NEVER_FIRST = set("ำຳะาๅๆฯゃゅょっぁぃぅぇぉャュョッァィゥェォー々")
NEVER_LAST = set("เแโใไເແໂໃໄ")
NEVER_DRAWN = {"So", "Sk", "Cc", "Cn", "Co", "Cs"}  # categories of Unicode
NOT_A_CHARACTER = "\U0010ffff"  # no font has it, so its picture is the one of what is missing


class MissingFont(LookupError):
    """No font of this machine has the letters; the message says which to install."""


class Word(NamedTuple):
    """Letters that stay together, and whether a space follows them."""

    text: str
    has_space: bool
    is_right_to_left: bool


@cache
def newsreader(size, *, weight=500, italic=False, optical_size=DISPLAY_CUT):
    """Return Newsreader at a size in pixels and a weight from 200 to 800."""
    file = "Newsreader-Italic[opsz,wght].ttf" if italic else "Newsreader[opsz,wght].ttf"
    return _packaged("fontpkg_newsreader", file, size, [weight, optical_size])


@cache
def public_sans(size, *, weight=600):
    """Return Public Sans at a size in pixels and a weight from 100 to 900."""
    return _packaged("fontpkg_public_sans", "PublicSans[wght].ttf", size, [weight])


def drawable(text):
    """Return the text without emoji, control characters and the like, spaces made single.

    What joins or parts letters (category Cf) stays: Persian and Hindi are misspelt without it.
    """
    kept = (sign for sign in " ".join(text.split()) if category(sign) not in NEVER_DRAWN)
    return " ".join("".join(kept).split())


def words(text):
    """Cut a text into the words that a line may be broken between."""
    found = []
    for chunk in text.split():
        pieces = _pieces(chunk)
        found += [Word(piece, False, _is_right_to_left(piece)) for piece in pieces[:-1]]
        found.append(Word(pieces[-1], True, _is_right_to_left(pieces[-1])))
    return found


def lines(text, *, size, width, language, own=newsreader, breaks_words=False):
    """Break a text into lists of words, each at most `width` pixels wide.

    A single word that is wider stands on a line of its own, unless `breaks_words`.
    """

    def is_too_wide(line):
        return measure(line, size=size, language=language, own=own) > width

    broken, line = [], []
    for word in words(text):
        for piece in _letters(word) if breaks_words and is_too_wide([word]) else [word]:
            if line and is_too_wide([*line, piece]):
                broken.append(line)
                line = []
            line.append(piece)
    return [*broken, line] if line else broken


def measure(line, *, size, language, own=newsreader):
    """Return the width of a line in pixels."""
    return sum(advance for _, _, advance in _set(line, size, language, own))


def draw_line(draw, line, *, at, size, language, fill, is_right_to_left=False, own=newsreader):
    """Draw a line whose baseline begins at `(x, y)`, or ends there if it runs from the right."""
    x, y = at
    if is_right_to_left:
        x -= measure(line, size=size, language=language, own=own)
    for text, font, advance in _set(line, size, language, own, is_right_to_left=is_right_to_left):
        draw.text((x, y), text, font=font, fill=fill, anchor="ls", language=language)
        x += advance


def font_for(text, *, size, language, own=newsreader):
    """Return the first font that has every letter of a word. Raises MissingFont."""
    for font in _candidates(_script(text), size, language, own):
        if all(_has(font, letter) for letter in text):
            return font
    script = _script(text).title()
    raise MissingFont(
        f"No font of this machine has “{text}”. Install Noto fonts for {script}: "
        f"Debian's fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk."
    )


def _set(line, size, language, own, *, is_right_to_left=False):
    """Yield `(text, font, advance)` from left to right."""
    # Each stretch runs its own way; a line from right to left begins with its last stretch.
    stretches = [
        list(stretch)[:: -1 if runs_back else 1]
        for runs_back, stretch in groupby(line, key=lambda word: word.is_right_to_left)
    ]
    if is_right_to_left:
        stretches.reverse()
    ordered = [word for stretch in stretches for word in stretch]
    for position, word in enumerate(ordered):
        font = font_for(word.text, size=size, language=language, own=own)
        advance = font.getlength(word.text, language=language)
        is_last = position == len(ordered) - 1
        yield word.text, font, advance + (0 if is_last or not word.has_space else size * 0.25)


def _letters(word):
    *others, last = word.text
    return [
        *(Word(letter, False, word.is_right_to_left) for letter in others),
        word._replace(text=last),
    ]


def _pieces(chunk):
    """Return the chunk whole, or letter by letter where its script has no spaces."""
    pieces = [""]
    for letter in chunk:
        if _may_break(pieces[-1], letter):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _may_break(piece, letter):
    return (
        piece
        and category(letter)[0] == "L"
        and _script(letter) in UNSPACED
        and letter not in NEVER_FIRST
        and piece[-1] not in NEVER_LAST
    )


def _is_right_to_left(text):
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def _script(text):
    """Return the first word of the Unicode name of the first letter: “LATIN”, “THAI”, “CJK”."""
    letter = next((letter for letter in text if category(letter)[0] == "L"), "a")
    return name(letter, "LATIN").replace("-", " ").split()[0]


def _candidates(script, size, language, own):
    yield own(size)
    by_rule = (f"NotoSerif{script.title()}-Bold.ttf", f"NotoSans{script.title()}-Bold.ttf")
    for file in (*FILES_OF_SCRIPT.get(script, by_rule), *FILES_OF_ANY):
        if path := _installed().get(file.lower()):
            yield _on_machine(path, size, _face(path, language))


def _face(path, language):
    if not path.name.startswith("Noto"):
        return 0
    return CJK_FACES.get(language, 0) if path.suffix == ".ttc" else 0


@cache
def _installed():
    """Return the fonts of this machine, `{file name in small letters: path}`."""
    return {
        path.name.lower(): path
        for folder in reversed(FOLDERS)
        if folder.is_dir()
        for path in folder.rglob("*.tt[fc]")
    }


@cache
def _on_machine(path, size, face):
    return ImageFont.truetype(str(path), size, index=face)


def _packaged(package, file, size, axes):
    with as_file(files(package) / "files" / file) as path:
        font = ImageFont.truetype(str(path), round(size))
    font.set_variation_by_axes(axes)
    return font


@lru_cache(maxsize=20_000)
def _has(font, letter):
    """Tell whether the font draws the letter, and not the box that stands for a missing one."""
    # Marks stand on letters; what joins or parts them is shaped by it and never seen itself.
    if letter.isspace() or category(letter)[0] == "M" or category(letter) == "Cf":
        return True
    return bytes(font.getmask(letter)) != bytes(font.getmask(NOT_A_CHARACTER))
