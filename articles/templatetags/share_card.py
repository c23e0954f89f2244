from django import template
from django.conf import settings
from django.urls import reverse

from articles import share_card

register = template.Library()


@register.simple_tag(takes_context=True)
def share_card_address(context, article):
    """Return the absolute address of the picture that a shared link is shown with."""
    token = share_card.token(article, context["publication"])
    return settings.SITE_ADDRESS + reverse("share_card", args=[article.pk, token])
