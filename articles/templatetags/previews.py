from django import template

from articles import oembed, share_card

register = template.Library()


@register.simple_tag(takes_context=True)
def share_card_address(context, article):
    """Return the absolute address of the picture that a shared link is shown with."""
    return share_card.address(article, context["publication"])


@register.simple_tag
def oembed_address(article, format_):
    """Return where another site asks how to show the story, in "json" or "xml"."""
    return oembed.address(article, format_)
