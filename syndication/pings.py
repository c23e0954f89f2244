"""Telling a service outside what is new since it was last told."""

from datetime import timedelta
from urllib.request import Request, urlopen

from django.utils import timezone

from syndication.models import Receiver

LONGEST_WAIT = 10  # seconds
# Whoever has never been told hears of the last day, and not of the whole archive.
FIRST_NEWS = timedelta(days=1)
# A story may be saved while we look, with a moment that has passed already.
OVERLAP = timedelta(seconds=30)


def tell_news(address, service):
    """Tell the service at the address its news, and return how many that were.

    The service is a module with `news(since)`, a list, and `tell(address, news)`. Raises OSError
    when it cannot be reached or refuses, HTTPException when it talks nonsense; then the same is
    told again by the next call.
    """
    now = timezone.now()
    news = unheard(address, service)
    if news:
        service.tell(address, news)
    Receiver(address=address, told_until=now).save()
    return len(news)


def unheard(address, service):
    """Return the news that the service at the address has not been told."""
    receiver = Receiver.objects.filter(address=address).first()
    since = receiver.told_until - OVERLAP if receiver else timezone.now() - FIRST_NEWS
    return service.news(since)


def post(address, body, content_type):
    """Send bytes by POST; whatever is answered but success is raised."""
    headers = {"Content-Type": content_type, "User-Agent": "newsroom"}
    with urlopen(Request(address, body, headers, method="POST"), timeout=LONGEST_WAIT):
        pass
