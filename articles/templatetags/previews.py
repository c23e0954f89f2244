from django import template

from articles import share_card

register = template.Library()


@register.simple_tag(takes_context=True)
def share_card_address(context, article):
    """Return the absolute address of the picture that a shared link is shown with."""
    return share_card.address(article, context["publication"])
