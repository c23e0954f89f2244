"""A story as one piece of HTML that stands on any page, for readers elsewhere."""

import re

from django.conf import settings
from django.template.loader import render_to_string

from articles.source_marks import number_sources

# Prose and template write links in this one way; in running text, `<` is escaped.
_own_link = re.compile('<a href="([/#])')


def full_text(article):
    """Return the story's text with its pictures and sources, every address in it absolute.

    Reads parts with their photos and pictures, and attributions with their sources, so have them
    fetched.
    """
    parts = list(article.parts.all())
    context = {
        "article": article,
        "parts": parts,
        "attributions": number_sources(parts, article.attributions.all()),
    }
    html = render_to_string("syndication/_full_text.html", context)
    starts = {"/": f"{settings.SITE_ADDRESS}/", "#": f"{article.address}#"}
    return _own_link.sub(lambda match: f'<a href="{starts[match[1]]}', html)
