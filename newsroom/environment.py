"""Strict readers of environment variables: a wrong value stops the start-up and says why."""

from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()
_WORDS_FOR_TRUE = {"1", "true", "yes", "on"}
_WORDS_FOR_FALSE = {"0", "false", "no", "off", ""}


def read_file(path):
    """Take the lines of a `.env` file as variables; the real environment wins."""
    if path.exists():
        environ.Env.read_env(path)


def text(name, default=""):
    return _env.str(name, default=default).strip()


def texts(name, default=()):
    """Return a comma-separated value as a list."""
    value = text(name)
    return [item.strip() for item in value.split(",") if item.strip()] or list(default)


def flag(name, default=False):
    word = text(name, default=str(default)).lower()
    if word in _WORDS_FOR_TRUE:
        return True
    if word in _WORDS_FOR_FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {word!r}.")


def whole_number(name, default, minimum=0):
    value = text(name, default=str(default))
    if not value.isdecimal() or int(value) < minimum:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of at least {minimum}, not {value!r}."
        )
    return int(value)


def web_address(name, default):
    """Return scheme and host without a trailing slash, as `https://news.example`."""
    value = text(name, default=default).rstrip("/")
    scheme, separator, host = value.partition("://")
    if scheme not in ("http", "https") or not separator or not host or "/" in host:
        raise ImproperlyConfigured(f"{name} must look like https://news.example, not {value!r}.")
    return value


def database(name, default):
    """Return Django's database settings for a `DATABASE_URL`-style variable."""
    value = text(name, default=default)
    schemes = ("sqlite://", "postgres://", "postgresql://")
    if not value.startswith(schemes):
        raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(schemes)}.")
    return environ.Env.db_url_config(value)


def sqlite(path):
    """Return the `DATABASE_URL` of a file, whatever signs stand in the path."""
    return f"sqlite:///{quote(str(path))}"


def cache(name, default):
    """Return Django's cache settings for a `CACHE_URL`-style variable."""
    value = text(name, default=default)
    schemes = ("locmemcache://", "dummycache://", "redis://", "rediss://", "unix://")
    if not value.startswith(schemes):
        raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(schemes)}.")
    return environ.Env.cache_url_config(value)
