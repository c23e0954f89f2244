"""How a story is shown within other sites, in the words of oEmbed 1.0 (https://oembed.com)."""

from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.html import format_html

from permalinks.paths import path_to
from syndication.legible import legible

FORMATS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
NARROWEST, WIDTH, HEIGHT = 200, 600, 240  # pixels
A_DAY = 86_400  # seconds


def addresses(page):
    """Return `(type, address)` of each description of the page with that absolute address."""
    described = f"{settings.SITE_ADDRESS}{path_to('oembed')}?{urlencode({'url': page})}"
    return [(type_, f"{described}&format={format_}") for format_, type_ in FORMATS.items()]


def slug_of(url):
    """Return the slug of the story that an address of ours leads to, or None."""
    try:
        parts, ours = urlsplit(url), urlsplit(settings.SITE_ADDRESS)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    is_ours = parts.scheme in ("http", "https") and parts.netloc == ours.netloc
    return match.kwargs["slug"] if is_ours and match.url_name == "article" else None


def describe(article, *, publication, thumbnail, largest_width):
    """Return the answer as a dictionary; `thumbnail` is the address of the share card."""
    width = max(NARROWEST, min(WIDTH, largest_width))
    return {
        "version": "1.0",
        "type": "rich",
        "title": article.headline,
        "author_name": ", ".join(str(author) for author in article.writers),
        "provider_name": publication.name,
        "provider_url": f"{settings.SITE_ADDRESS}{path_to('front_page')}",
        "cache_age": A_DAY,
        "thumbnail_url": thumbnail,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "html": _quotation(article, publication),
        "width": width,
        "height": HEIGHT,
    }


def as_xml(description):
    root = ElementTree.Element("oembed")
    for name, value in description.items():
        ElementTree.SubElement(root, name).text = legible(str(value))
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _quotation(article, publication):
    """Return a quotation that is whole without a script or a frame of ours."""
    return format_html(
        '<blockquote lang="{}" dir="{}"><p><a href="{}">{}</a></p><p>{}</p>'
        "<footer>{}</footer></blockquote>",
        article.language,
        article.direction,
        article.address,
        article.headline,
        article.standfirst,
        publication.name,
    )
