"""Where the links of a story lead: those to our own pages are looked up, others remembered."""

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri
from taggit.models import Tag

from articles.models import Article, Part
from authors.models import Author
from desk.models import Link
from permalinks.models import FormerSlug
from publication.models import Section
from sources.models import Source

Verdict = Link.Verdict
_link = re.compile(r'<a href="([^"]*)"')
_STORY_PAGES = ("article", "article_text", "article_history")
# What stands behind an address that names one row by its slug.
_ROWS = {
    **dict.fromkeys(_STORY_PAGES, Article),
    "section": Section,
    "author": Author,
    "tag": Tag,
    "source": Source,
}


class Place(NamedTuple):
    """A link and where it stands: in the part, or with the sources when that is None."""

    address: str
    part: Part | None


def links_of(parts, attributions):
    """Yield a `Place` for each link of a story; mail addresses and leaps within it are none."""
    for part in parts:
        for href in _link.findall(part.prose):
            if (address := _address(unescape(href))) is not None:
                yield Place(address, part)
    for attribution in attributions:
        for url in filter(None, (attribution.url, attribution.archived_url)):
            yield Place(_address(url), None)


def is_own(address):
    """Tell whether an address is one of this site, which has no need to ask itself over the net."""
    return urlsplit(address).netloc in ("", urlsplit(settings.SITE_ADDRESS).netloc)


def fates_of(places):
    """Return `{address: (verdict, remark)}`: ours are looked up, others as they were last found."""
    addresses = {place.address for place in places}
    own = {address for address in addresses if is_own(address)}
    dead = _dead_of_ours(own)
    fates = {address: (Verdict.DEAD if address in dead else Verdict.ALIVE, "") for address in own}
    fates |= dict.fromkeys(addresses - own, (Verdict.UNKNOWN, ""))
    tried = Link.objects.filter(address__in=addresses - own)
    return fates | {link.address: (link.verdict, link.remark) for link in tried}


def _address(href):
    """Return an address as it is asked for; None for what is no page."""
    address = iri_to_uri(urldefrag(href).url)
    return None if not address or address.startswith("mailto:") else address


def _dead_of_ours(addresses):
    """Return which of our own addresses readers would find nothing at, in two queries a kind."""
    wanted, dead = {}, set()
    for address in addresses:
        try:
            page = resolve(unquote(urlsplit(address).path) or "/")
        except Resolver404:
            dead.add(address)
            continue
        if model := _ROWS.get(page.url_name):
            wanted.setdefault(model, {}).setdefault(page.kwargs["slug"], []).append(address)
    for model, by_slug in wanted.items():
        for slug in by_slug.keys() - _known(model, by_slug.keys()):
            dead.update(by_slug[slug])
    return dead


def _known(model, slugs):
    """Return which of the slugs a row has that readers may see, or had before it moved."""
    rows = Article.objects.published() if model is Article else model.objects.all()
    known = set(rows.filter(slug__in=slugs).values_list("slug", flat=True))
    former = FormerSlug.objects.of(model).filter(slug__in=slugs - known)
    moved = dict(former.values_list("slug", "row"))
    if not moved:
        return known
    there = set(rows.filter(pk__in=moved.values()).values_list("pk", flat=True))
    return known | {slug for slug, row in moved.items() if row in there}
