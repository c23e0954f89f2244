from django import template

from publication.share_links import share_links

register = template.Library()


@register.inclusion_tag("publication/_share_bar.html", takes_context=True)
def share_bar(context, story):
    """Draw the share links of a story, which has an `address` and a `headline`."""
    publication = context["publication"]
    return {
        "caption": publication.share_caption,
        "share_links": share_links(story.address, story.headline, publication.share_targets),
        "address": story.address,
        "headline": story.headline,
    }
