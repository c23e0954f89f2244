"""What a text is cut into where something else stands in it."""

from typing import NamedTuple

from articles.embeds import Embed, embed_of
from articles.prose import LoneLink, Prose, parted_at_lone_links
from photos.models import Photo


class Piece(NamedTuple):
    """A stretch of prose, a photo, or a link that is shown as a card, with its words."""

    prose: Prose | None = None
    photo: Photo | None = None
    embed: Embed | None = None
    words: str = ""


def with_embeds(pieces):
    """Return the pieces of a text with a card in place of each lone link that we can embed."""
    shown = []
    for piece in pieces:
        shown += [piece] if piece.photo else map(_piece, parted_at_lone_links(piece.prose))
    return shown


def _piece(stretch):
    if not isinstance(stretch, LoneLink):
        return Piece(stretch)
    embed = embed_of(stretch.address)
    return Piece(embed=embed, words=stretch.words) if embed else Piece(stretch.paragraph)
