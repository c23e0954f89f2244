"""The picture of a story that is shown where its link is shared, 1200 by 630 pixels.

Drawn with Pillow when it is first asked for. Its address changes with whatever stands on it, so
it can be kept for ever.
"""

import json
import logging
from hashlib import blake2b
from io import BytesIO

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from permalinks.paths import path_to
from photos import lettering
from photos.lettering import public_sans

SIZE = WIDTH, HEIGHT = 1200, 630  # what Facebook, X, LinkedIn and others show uncropped
PHOTO_WIDTH = 470
MARGIN = 64
RULE = 12
HEADLINE_SIZES = (84, 74, 66, 58, 52, 46, 40, 35)
LEADING = 1.08
LABEL_SIZE, NAME_SIZE, CREDIT_SIZE = 26, 34, 17
PAPER, INK, SOFT_INK = "#fffdf9", "#15171b", "#55585f"
# The accents of static/css/tokens.css on light paper.
ACCENTS = {
    "red": "#8c1d18",
    "blue": "#1d3f72",
    "green": "#0d6450",
    "violet": "#55378a",
    "amber": "#9a4a12",
    "teal": "#0b6680",
}
# Grows when the drawing changes, so that cards drawn before are drawn anew.
EDITION = 1

log = logging.getLogger(__name__)


def token(article, publication):
    """Return 32 hexadecimal digits that change with everything that stands on the card."""
    photo = article.shown_photo
    shown = [
        EDITION,
        publication.name,
        article.headline,
        article.language,
        article.section.name,
        article.section.accent,
        photo and [photo.original.name, photo.focal_x, photo.focal_y, photo.credit],
    ]
    return blake2b(json.dumps(shown).encode(), digest_size=16).hexdigest()


def address(article, publication):
    """Return the absolute address of a story's card."""
    path = path_to("share_card", article.pk, token(article, publication))
    return settings.SITE_ADDRESS + path


def draw(article, publication):
    """Return the card as the bytes of a JPEG."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    accent = ACCENTS[article.section.accent]
    left, right = MARGIN, WIDTH - MARGIN
    photo = article.shown_photo and _photo(article.shown_photo)
    if photo:
        at = 0 if article.is_right_to_left else WIDTH - PHOTO_WIDTH
        card.paste(photo, (at, 0))
        if article.is_right_to_left:
            left += PHOTO_WIDTH
        else:
            right -= PHOTO_WIDTH
    pen.rectangle([left, 0, right, RULE], fill=accent)
    edge = right if article.is_right_to_left else left
    top = MARGIN + LABEL_SIZE
    _line(pen, article, article.section.name, (edge, top), LABEL_SIZE, accent, own=public_sans)
    _headline(pen, article, edge, right - left, top + 28)
    _line(pen, article, publication.name, (edge, HEIGHT - MARGIN), NAME_SIZE, INK)
    if photo and article.shown_photo.credit:
        at = (edge, HEIGHT - MARGIN + 32)
        _line(pen, article, article.shown_photo.credit, at, CREDIT_SIZE, SOFT_INK, own=public_sans)
    content = BytesIO()
    card.save(content, "JPEG", quality=88, progressive=True, optimize=True)
    return content.getvalue()


def _photo(photo):
    """Return the photo cut to its place, with its focal point in sight; None if it is lost."""
    try:
        with default_storage.open(photo.original.name) as file, Image.open(file) as original:
            original.draft("RGB", (PHOTO_WIDTH * 2, HEIGHT * 2))
            return ImageOps.fit(
                original.convert("RGB"),
                (PHOTO_WIDTH, HEIGHT),
                Image.Resampling.LANCZOS,
                centering=(photo.focal_x, photo.focal_y),
            )
    except (OSError, SyntaxError, ValueError) as error:
        log.warning("The share card shows no picture: photo %s is lost (%s).", photo.pk, error)
        return None


def _headline(pen, article, edge, width, top):
    """Set the headline as large as its room allows; without a font for it, leave its room empty."""
    text = lettering.drawable(article.headline)
    room = HEIGHT - MARGIN - NAME_SIZE - 24 - top
    try:
        size, lines = _fitted(text, article.language, width, room)
    except lettering.MissingFont as missing:
        log.warning("The share card of “%s” has no headline. %s", article.headline, missing)
        return
    for number, line in enumerate(lines, start=1):
        lettering.draw_line(
            pen,
            line,
            at=(edge, top + number * size * LEADING),
            size=size,
            language=article.language,
            fill=INK,
            is_right_to_left=article.is_right_to_left,
        )


def _fitted(text, language, width, room):
    """Return the largest size at which the text fits, and its lines; at the smallest it is cut."""
    for size in HEADLINE_SIZES:
        lines = lettering.lines(text, size=size, width=width, language=language)
        widest = max(
            (lettering.measure(line, size=size, language=language) for line in lines), default=0
        )
        if len(lines) * size * LEADING <= room and widest <= width:
            return size, lines
    lines = lettering.lines(text, size=size, width=width, language=language, breaks_words=True)
    return size, lines[: int(room // (size * LEADING))]


def _line(pen, article, text, at, size, fill, **options):
    """Set one line; a name in letters that no font has is left out rather than shown as boxes."""
    try:
        lettering.draw_line(
            pen,
            lettering.words(lettering.drawable(text)),
            at=at,
            size=size,
            language=article.language,
            fill=fill,
            is_right_to_left=article.is_right_to_left,
            **options,
        )
    except lettering.MissingFont as missing:
        log.warning("A share card lacks “%s”. %s", text, missing)
