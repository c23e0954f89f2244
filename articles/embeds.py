"""Videos, posts and maps of other sites: what can be shown beside a link, once a reader asks.

Nothing here makes a request. The addresses of the frames are those that each site documents or uses
in the code that it offers for embedding, as of November 2026.
"""

import re
from collections.abc import Callable
from math import cos, radians
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

# Servers whose posts may be framed, as a browser is told beforehand whom it may frame. A post on
# any other is a link.
MASTODON_SERVERS = (
    "mastodon.social", "mastodon.online", "mstdn.social", "mas.to", "mastodon.world",
    "fosstodon.org", "hachyderm.io", "infosec.exchange", "journa.host", "newsie.social",
    "mstdn.jp", "chaos.social",
)  # fmt: skip
# A map's frame, in pixels, decides how much of the world it shows at a zoom.
MAP_WIDTH, MAP_HEIGHT = 660, 440
TILE = 256  # pixels; the whole world at zoom 0


class Embed(NamedTuple):
    """What a link leads to; `frame` is the address to load it from, or empty."""

    address: str
    site: "Site"
    frame: str

    @property
    def frame_host(self):
        return urlsplit(self.frame).netloc


# A shape is how much room the frame takes, and what it is called.
NAMES = {
    "video": _("Video on %(site)s"),
    "tall": _("Video on %(site)s"),
    "post": _("Post on %(site)s"),
    "map": _("Map on %(site)s"),
}


class Site(NamedTuple):
    """One kind of link: its whole address, and the frame's as a function of what was found."""

    name: str
    shape: str
    link: re.Pattern
    frame: Callable[[re.Match], str] = lambda _found: ""
    frame_hosts: tuple = ()

    @property
    def shows(self):
        return NAMES[self.shape] % {"site": self.name}


def embed_of(address):
    """Return the `Embed` that an address leads to, or None if it leads to no site we know."""
    for site in SITES:
        if found := site.link.fullmatch(address):
            return Embed(address, site, site.frame(found))
    return None


def hosts_framed_by(embeds):
    """Return the hosts that these are loaded from, each once."""
    return list(dict.fromkeys(embed.frame_host for embed in embeds if embed.frame))


def known_links():
    """Return the sites as the editor of prose knows them, in the order in which they are tried.

    Each has its `link`, a pattern of whole addresses in the syntax of JavaScript, its `name`, what
    such an address `shows`, and whether it `is_framed` or only a link.
    """
    return [
        {
            "link": site.link.pattern.replace("(?P<", "(?<"),
            "name": site.name,
            "shows": str(site.shows),
            "is_framed": bool(site.frame_hosts),
        }
        for site in SITES
    ]


def _link(pattern):
    # The query and the fragment of most links only say where it was shared.
    return re.compile(rf"https?://{pattern}(?:[?&#].*)?", re.ASCII)


def _youtube(found):
    start = re.search(r"[?&#](?:t|start)=(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?(?:[&#]|$)", found[0])
    hours, minutes, seconds = (int(number or 0) for number in start.groups()) if start else (0,) * 3
    began = 3600 * hours + 60 * minutes + seconds
    address = f"https://www.youtube-nocookie.com/embed/{found['id']}"
    return f"{address}?start={began}" if began else address


def _vimeo(found):
    # An unlisted video has a key behind its number.
    key = f"&h={found['key']}" if found["key"] else ""
    return f"https://player.vimeo.com/video/{found['id']}?dnt=1{key}"


def _mastodon(found):
    return f"https://{found['server']}/@{found['account']}/{found['id']}/embed"


def _openstreetmap(found):
    latitude, longitude = float(found["latitude"]), float(found["longitude"])
    across = 360 / TILE / 2 ** float(found["zoom"])  # degrees in a pixel
    width, height = across * MAP_WIDTH / 2, across * MAP_HEIGHT / 2 * cos(radians(latitude))
    corners = (longitude - width, latitude - height, longitude + width, latitude + height)
    box = "%2C".join(f"{corner:.5f}" for corner in corners)
    marker = re.search(r"[?&]mlat=(-?[\d.]+)&mlon=(-?[\d.]+)", found[0])
    return f"https://www.openstreetmap.org/export/embed.html?bbox={box}&layer=mapnik" + (
        f"&marker={marker[1]}%2C{marker[2]}" if marker else ""
    )


def _google_maps(found):
    place = found["place"] or f"{found['latitude']},{found['longitude']}"
    return f"https://www.google.com/maps?q={place}&z={found['zoom'].partition('.')[0]}&output=embed"


_LATITUDE_LONGITUDE = r"(?P<latitude>-?\d{1,2}(?:\.\d+)?)%s(?P<longitude>-?\d{1,3}(?:\.\d+)?)"
_TOOT = r"/@(?P<account>\w+)/(?P<id>\d{15,20})/?"

SITES = (
    Site(
        "YouTube",
        "video",
        _link(
            r"(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)"
            r"|youtu\.be/)(?P<id>[\w-]{11})"
        ),
        _youtube,
        ("www.youtube-nocookie.com",),
    ),
    Site(
        "Vimeo",
        "video",
        _link(r"(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d+)(?:/(?P<key>[0-9a-f]+))?"),
        _vimeo,
        ("player.vimeo.com",),
    ),
    Site(
        "TikTok",
        "tall",
        _link(r"(?:www\.)?tiktok\.com/@[\w.-]+/(?:video|photo)/(?P<id>\d+)/?"),
        lambda found: f"https://www.tiktok.com/player/v1/{found['id']}",
        ("www.tiktok.com",),
    ),
    Site(
        "X",
        "post",
        _link(r"(?:www\.|mobile\.)?(?:x|twitter)\.com/\w+/status/(?P<id>\d+)/?"),
        lambda found: f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={found['id']}",
        ("platform.twitter.com",),
    ),
    Site(
        "Instagram",
        "post",
        _link(r"(?:www\.)?instagram\.com/(?:[\w.]+/)?(?P<kind>p|reel)/(?P<id>[\w-]+)/?"),
        lambda found: f"https://www.instagram.com/{found['kind']}/{found['id']}/embed/",
        ("www.instagram.com",),
    ),
    Site(
        "Bluesky",
        "post",
        _link(r"bsky\.app/profile/(?P<account>did:[\w:.-]+|[\w.-]+)/post/(?P<id>[a-z0-9]+)/?"),
        lambda found: (
            f"https://embed.bsky.app/embed/{found['account']}/app.bsky.feed.post/{found['id']}"
            "?colorMode=system"
        ),
        ("embed.bsky.app",),
    ),
    Site(
        "Mastodon",
        "post",
        _link(rf"(?P<server>{'|'.join(map(re.escape, MASTODON_SERVERS))}){_TOOT}"),
        _mastodon,
        MASTODON_SERVERS,
    ),
    Site("Mastodon", "post", _link(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+" + _TOOT)),
    Site(
        "OpenStreetMap",
        "map",
        re.compile(
            r"https?://(?:www\.)?openstreetmap\.org/[^#]*#map=(?P<zoom>\d{1,2}(?:\.\d+)?)/"
            + _LATITUDE_LONGITUDE % "/"
            + "(?:&.*)?",
            re.ASCII,
        ),
        _openstreetmap,
        ("www.openstreetmap.org",),
    ),
    Site(
        "Google Maps",
        "map",
        _link(
            r"(?:www\.)?google\.(?:com|co)?(?:\.?[a-z]{2})?/maps/"
            r"(?:place/(?P<place>[^/?#&@]+)/)?@"
            + _LATITUDE_LONGITUDE % ","
            + r",(?P<zoom>\d{1,2}(?:\.\d+)?)z(?:/[^#]*)?"
        ),
        _google_maps,
        ("www.google.com",),
    ),
    # A short link says nothing of its place, and to follow it would be a request.
    Site("Google Maps", "map", _link(r"maps\.app\.goo\.gl/\w+")),
)
FRAME_HOSTS = tuple(dict.fromkeys(host for site in SITES for host in site.frame_hosts))
