"""Who is a reader: a person who is not on the staff.

Headers are read where WSGI has them: to make `request.headers` of all takes a beacon as long as
to judge it.
"""

from functools import lru_cache

from crawleruseragents import is_crawler
from django.conf import settings

# Agents seen lately; judging one takes a hundred times as long as remembering the verdict.
REMEMBERED_AGENTS = 4_096
# A longer agent is no browser's, and neither worth a search nor worth remembering.
LONGEST_AGENT = 1_000  # characters


def is_reader(request):
    agent = agent_of(request)
    return 0 < len(agent) <= LONGEST_AGENT and not _is_bot(agent) and not _is_staff(request)


def agent_of(request):
    return request.META.get("HTTP_USER_AGENT", "").strip()


def address_of(request):
    """Return the address that the outermost of our own proxies saw, or the connection's own.

    What stands further left in X-Forwarded-For was written by the client and is not believed.
    """
    if settings.PROXIES_IN_FRONT:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.PROXIES_IN_FRONT:
            return hops[-settings.PROXIES_IN_FRONT].strip()
    return request.META.get("REMOTE_ADDR", "")


@lru_cache(maxsize=REMEMBERED_AGENTS)
def _is_bot(agent):
    return is_crawler(agent)


def _is_staff(request):
    # Without its cookie the session is not even opened.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff
