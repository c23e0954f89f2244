from django import template

from syndication import oembed

register = template.Library()


@register.simple_tag
def oembed_address(article, format_):
    """Return where another site asks how to show the story, in "json" or "xml"."""
    return oembed.address(article, format_)
