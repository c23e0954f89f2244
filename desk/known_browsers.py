"""Browsers in which somebody has signed in before, told by a cookie that only the desk is sent.

Whoever knows a name can use up the tries that an account gives to strangers; such a browser has
tries of its own. See OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string

from permalinks.desk import DESK

COOKIE = "known_browser"
KEPT_FOR = 365 * 24 * 60 * 60  # seconds


def remember(response, user):
    """Have a browser counted apart from now on when it signs this person in."""
    which = [_spelt(user.get_username()), get_random_string(12)]
    response.set_cookie(
        COOKIE,
        signing.dumps(which, salt=COOKIE),
        max_age=KEPT_FOR,
        path=DESK,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def counted_as(request, name):
    """Return by what tries to sign in with that name are counted: the account, or this browser."""
    cookie = request.COOKIES.get(COOKIE, "")
    try:
        known_name, _number = signing.loads(cookie, salt=COOKIE, max_age=KEPT_FOR)
    except signing.BadSignature:
        known_name = None
    return cookie if known_name == _spelt(name) else _spelt(name)


def _spelt(name):
    return name.casefold()
