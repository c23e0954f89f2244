from django import template

from articles.embeds import embed_of
from articles.prose import LoneLink, parted_at_lone_links

register = template.Library()


@register.inclusion_tag("articles/_prose.html")
def prose_with_embeds(prose):
    """Print a prose with a card in place of each link that stands alone and that we can embed."""
    return {"pieces": [_piece(piece) for piece in parted_at_lone_links(prose)]}


def _piece(piece):
    if isinstance(piece, LoneLink):
        embed = embed_of(piece.address)
        return {"embed": embed, "words": piece.words} if embed else {"prose": piece.paragraph}
    return {"prose": piece}
