"""Strict readers of environment variables: a wrong value stops the start-up and says why."""

import os
import re
from email.utils import parseaddr
from importlib.util import find_spec
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

# Pages of 20 KB or so and notes of their dates: 3 MB in each process, and never more than 40 MB.
LOCAL_CACHE_OPTIONS = {"MAX_ENTRIES": 300}
# Whoever waits for a page would not notice half a second, and minds ten.
REDIS_OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds
# A machine that is away is found out: to be connected takes so long at most (seconds), and what was
# sent to it is taken for lost after that (milliseconds).
# A page reads a few rows along an index. To compile such a query, or to start processes for it,
# takes longer than the query, and the planner would do so in a large archive.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 2,
    "tcp_user_timeout": 5_000,
    "options": "-c jit=off -c max_parallel_workers_per_gather=0",
}
_WORDS_FOR_TRUE = {"1", "true", "yes", "on"}
_WORDS_FOR_FALSE = {"0", "false", "no", "off", ""}
_host = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def read_file(path):
    """Take the lines of a `.env` file as variables; the real environment wins."""
    if path.exists():
        environ.Env.read_env(path)


def text(name, default=""):
    return os.environ.get(name, default).strip()


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


def whole_number(name, default, minimum=0, maximum=None):
    value = text(name, default=str(default))
    # The length comes first: int() of a long text takes for ever.
    if not value.isdecimal() or len(value) > 12 or int(value) < minimum:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of at least {minimum}, not {value!r}."
        )
    if maximum is not None and int(value) > maximum:
        raise ImproperlyConfigured(f"{name} may be {maximum} at most, not {value}.")
    return int(value)


def one_of(name, choices, default):
    value = text(name, default=default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def time_zone(name, default):
    value = text(name, default=default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise ImproperlyConfigured(
            f"{name} must be a time zone such as Asia/Seoul, not {value!r}."
        ) from None
    return value


def web_address(name, default):
    """Return scheme and host without a trailing slash, as `https://news.example`."""
    value = text(name, default=default).rstrip("/")
    if not _is_origin(value):
        raise ImproperlyConfigured(f"{name} must look like https://news.example, not {value!r}.")
    return value


def hosts(name, default):
    """Return host names for `ALLOWED_HOSTS`; one with a leading dot stands for its subdomains."""
    names = texts(name)
    for host in names:
        if host != "*" and not _host.fullmatch(host.removeprefix(".")):
            raise ImproperlyConfigured(
                f"{name} must hold bare names such as news.example, not {host!r}."
            )
    return names or list(default)


def address_prefix(name, default):
    """Return what the addresses of files begin with: `media/`, or `https://cdn.example/media/`."""
    value = text(name, default=default)
    scheme, separator, rest = value.partition("://")
    host, slash, path = rest.partition("/")
    is_elsewhere = separator and slash and _is_origin(f"{scheme}://{host}")
    is_ours = not separator and re.fullmatch(r"/?([\w-]+/)+", value, re.ASCII)
    if not (is_ours or (is_elsewhere and re.fullmatch(r"([\w.~-]+/)*", path, re.ASCII))):
        raise ImproperlyConfigured(
            f"{name} must look like media/ or https://cdn.example/media/, "
            f"with its last slash, not {value!r}."
        )
    return value


def endpoint(name, default=""):
    """Return the address of another site's service, as `https://hub.example/`, or the default."""
    value = text(name, default=default)
    if not value:
        return value
    scheme, _, rest = value.partition("://")
    host, _, path = rest.partition("/")
    if not (_is_origin(f"{scheme}://{host}") and re.fullmatch(r"[\w./~-]*", path, re.ASCII)):
        raise ImproperlyConfigured(f"{name} must look like https://hub.example/, not {value!r}.")
    return value


def bucket(name, media_url):
    """Return Django's settings of a storage in an S3 bucket, or None where none is named.

    Keys and region are read by Amazon's own library, as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
    and AWS_DEFAULT_REGION; `media_url` is where readers find what is in the bucket.
    """
    value = text(name)
    if not value:
        return None
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        raise ImproperlyConfigured(f"{name} must be a bucket's name, as news-media, not {value!r}.")
    scheme, separator, domain = media_url.partition("://")
    if not separator:
        raise ImproperlyConfigured(
            f"With {name}, MEDIA_URL must be the address of the bucket for readers, as "
            f"https://media.news.example/."
        )
    _need(name, "storages", "object storage")
    options = {
        "bucket_name": value,
        "endpoint_url": endpoint("MEDIA_ENDPOINT") or None,
        "custom_domain": domain.rstrip("/"),
        "url_protocol": f"{scheme}:",
        "querystring_auth": False,
        # A name says what a file was made from, so what is written again is the same.
        "file_overwrite": True,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def socket_address(name, default):
    """Return where a server listens: `127.0.0.1:8000`, or `unix:/run/newsroom.sock`."""
    value = text(name, default=default)
    host, _, port = value.rpartition(":")
    is_port = port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) < 65_536
    if not (value.startswith("unix:/") or (_host.fullmatch(host) and is_port)):
        raise ImproperlyConfigured(
            f"{name} must look like 127.0.0.1:8000 or unix:/run/newsroom.sock, not {value!r}."
        )
    return value


def database(name, default):
    """Return Django's database settings for a `DATABASE_URL`-style variable."""
    value = text(name, default=default)
    schemes = ("sqlite://", "postgres://", "postgresql://")
    if not value.startswith(schemes):
        raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(schemes)}.")
    configured = _parsed(name, value, environ.Env.db_url_config)
    if not configured["NAME"] or configured["NAME"] == ":memory:":
        # In memory each thread would have a database of its own, and all would go with the process.
        raise ImproperlyConfigured(f"{name} must name a database: sqlite:////srv/news.sqlite3.")
    if value.startswith("sqlite://"):
        configured["ENGINE"] = "composing.sqlite3"
    else:
        _need(name, "psycopg", "PostgreSQL")
        configured["OPTIONS"] = POSTGRESQL_OPTIONS | configured.get("OPTIONS", {})
    return configured


def replica(name, of):
    """Return Django's settings of a streaming replica of the database with the settings `of`."""
    if not text(name).startswith("postgres") or not of["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured(
            f"{name} must be a streaming replica of DATABASE_URL, both like "
            f"postgres://user:password@host/name."
        )
    # Tests make one database, and both names stand for it.
    return database(name, "") | {"TEST": {"MIRROR": "default"}}


def sqlite(path):
    """Return the `DATABASE_URL` of a file, whatever signs stand in the path."""
    return f"sqlite:///{quote(str(path))}"


def cache(name, default):
    """Return Django's cache settings for a `CACHE_URL`-style variable."""
    value = text(name, default=default)
    schemes = ("locmemcache://", "dummycache://", "redis://", "rediss://", "unix://")
    if not value.startswith(schemes):
        raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(schemes)}.")
    if value.startswith(("redis", "unix")):
        _need(name, "redis", "Redis")
        if not value.partition("://")[2]:
            raise ImproperlyConfigured(f"{name} must name a server: redis://127.0.0.1:6379/0.")
    # A socket's path is a Redis without a host to django-environ.
    configured = _parsed(name, re.sub("^unix:", "redis:", value), environ.Env.cache_url_config)
    fitting = REDIS_OPTIONS if "redis" in configured["BACKEND"] else LOCAL_CACHE_OPTIONS
    configured["OPTIONS"] = fitting | configured.get("OPTIONS", {})
    return configured


def redis_server(name, default=""):
    """Return the address of a Redis, as `redis://127.0.0.1:6379/1`, or the default."""
    value = text(name, default=default)
    if not value:
        return value
    scheme, _, rest = value.partition("://")
    host, _, database = rest.rpartition("@")[2].partition("/")
    is_socket = scheme == "unix" and rest.startswith("/")
    is_host = scheme in ("redis", "rediss") and _is_origin(f"http://{host}")
    if not (is_socket or (is_host and (database.isdecimal() or not database))):
        raise ImproperlyConfigured(
            f"{name} must look like redis://127.0.0.1:6379/1 or unix:///run/redis.sock, "
            f"not {value!r}."
        )
    _need(name, "redis", "Redis")
    return value


def mail_server(name, default):
    """Return Django's settings of e-mail for an `EMAIL_URL`-style variable."""
    value = text(name, default=default)
    schemes = ("consolemail://", "dummymail://", "smtp://", "smtp+tls://", "smtp+ssl://")
    if not value.startswith(schemes):
        raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(schemes)}.")
    configured = _parsed(name, value, environ.Env.email_url_config)
    if value.startswith("smtp") and not configured.get("EMAIL_HOST"):
        raise ImproperlyConfigured(
            f"{name} must name a server: smtp+tls://name:password@mail.example:587."
        )
    # Others, such as a folder for files, are nothing that a setting of ours speaks of.
    names = ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    settings = {f"EMAIL_{each}": configured.get(f"EMAIL_{each}") for each in names}
    return {name: value for name, value in settings.items() if value is not None}


def mail_sender(name, default):
    """Return whose name mail is sent in: `desk@news.example`, or `The Desk <desk@news.example>`."""
    value = text(name, default=default)
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or not value.isprintable():
        raise ImproperlyConfigured(
            f"{name} must look like The Desk <desk@news.example>, not {value!r}."
        )
    return value


def _is_origin(address):
    """Tell whether an address is a web site's scheme, host and perhaps port, and nothing more."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc.removesuffix(f":{port}")
    return (
        parts.scheme in ("http", "https")
        and address == f"{parts.scheme}://{parts.netloc}"
        and bool(_host.fullmatch(host))
        and port != 0
    )


def _parsed(name, value, parse):
    try:
        return parse(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from None


def _need(name, module, product):
    if find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{name} asks for {product}, whose driver is not installed: "
            f"pip install -r requirements-prod.txt"
        )
