"""IndexNow (https://www.indexnow.org/documentation): search engines hear of each change at once."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import Article
from publication.models import Publication
from syndication.freshness import once_public
from syndication.pings import post

MOST_ADDRESSES = 10_000  # in one request
KEY_LENGTH = 32  # hexadecimal digits; IndexNow takes 8 to 128


def key():
    """Return what proves that the sender owns the site: it is found there, at `/<key>.txt`.

    It follows from SECRET_KEY, which it does not give away; there is nothing to set or to keep.
    """
    mac = salted_hmac("syndication.indexnow", settings.SITE_ADDRESS, algorithm="sha256")
    return mac.hexdigest()[:KEY_LENGTH]


def news(since):
    """Return the addresses of stories that appeared, changed or went since then."""
    if not Publication.current().allows_search:
        return []
    stories = once_public(Article.objects.all()).filter(
        Q(changed_at__gte=since)
        | Q(published_at__gte=since)
        | Q(embargo_until__gte=since)
        | Q(expires_at__gte=since, expires_at__lte=timezone.now()),
        section__isnull=False,
        slug__isnull=False,
    )
    return [story.address for story in stories.newest_first().select_related("section")]


def tell(endpoint, addresses):
    for start in range(0, len(addresses), MOST_ADDRESSES):
        message = {
            "host": urlsplit(settings.SITE_ADDRESS).netloc,
            "key": key(),
            "keyLocation": settings.SITE_ADDRESS + reverse("indexnow_key", args=[key()]),
            "urlList": addresses[start : start + MOST_ADDRESSES],
        }
        post(endpoint, json.dumps(message).encode(), "application/json; charset=utf-8")
