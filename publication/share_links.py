"""Where a story can be shared: one row for each place, plain links, the canonical address only.

The networks' documented share addresses, as of November 2026. Nothing here makes a request: a
reader who never presses a link is never known to any of these places.
"""

from typing import NamedTuple
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _


class ShareTarget(NamedTuple):
    """A place, and its link to be filled in; without a link it is a button for a script."""

    key: str
    name: str
    link: str


SHARE_TARGETS = (
    ShareTarget("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ShareTarget("x", "X", "https://x.com/intent/tweet?url={url}&text={headline}"),
    ShareTarget("bluesky", "Bluesky", "https://bsky.app/intent/compose?text={headline}%20{url}"),
    ShareTarget(
        "threads", "Threads", "https://www.threads.net/intent/post?text={headline}%20{url}"
    ),
    ShareTarget(
        "linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"
    ),
    ShareTarget("whatsapp", "WhatsApp", "https://wa.me/?text={headline}%20{url}"),
    ShareTarget("telegram", "Telegram", "https://t.me/share/url?url={url}&text={headline}"),
    ShareTarget("reddit", "Reddit", "https://www.reddit.com/submit?url={url}&title={headline}"),
    # The reader's own server is asked for on a page of ours.
    ShareTarget("mastodon", "Mastodon", "{address}mastodon/"),
    ShareTarget("email", _("E-mail"), "mailto:?subject={headline}&body={url}"),
    ShareTarget("copy", _("Copy link"), "{address}"),
    ShareTarget("device", _("Share…"), ""),
)
_BY_KEY = {target.key: target for target in SHARE_TARGETS}
ALL_KEYS = [target.key for target in SHARE_TARGETS]


class ShareLink(NamedTuple):
    key: str
    name: str
    href: str
    is_elsewhere: bool


def share_links(address, headline, keys=ALL_KEYS):
    """Return a `ShareLink` for each known key, in the order of the keys.

    `address` is the story's canonical address, absolute and with its trailing slash.
    """
    filled = {
        "url": quote(address, safe=""),
        "headline": quote(headline, safe=""),
        "address": address,
    }
    return [
        ShareLink(
            target.key, target.name, target.link.format(**filled), target.link.startswith("https:")
        )
        for target in map(_BY_KEY.get, keys)
        if target
    ]
