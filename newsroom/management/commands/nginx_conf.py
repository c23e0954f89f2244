"""Print how nginx serves this site: `deploy/nginx.conf` with the site's own settings in it."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from newsroom import environment
from newsroom.media import MIME_TYPES, RENDITION

# What browsers are told of each file; one of them could be opened by itself and run a script.
FILES = """\
        gzip_static on;{brotli}
        gzip_vary on;
        include mime.types;
        add_header Content-Security-Policy "default-src 'self'; frame-ancestors 'none'";
        add_header X-Content-Type-Options nosniff;
        add_header Access-Control-Allow-Origin *;"""
BROTLI = """
        brotli_static on;"""
# Renditions, and nothing else of that folder: what was uploaded is nobody's to see.
MEDIA = """
    location ~ "^{url}renditions/{rendition}$" {{
        alias {root}/renditions/$path;
        types {{ {types} }}
        add_header X-Content-Type-Options nosniff;
        add_header Cache-Control "public, max-age=31536000, immutable";
    }}

    location {url} {{
        return 404;
    }}
"""
REDIRECT = """\
server {{
    listen 80;
    listen [::]:80;
    server_name {names};

    # Where certificates are renewed (RFC 8555, section 8.3).
    location /.well-known/acme-challenge/ {{
        root /var/www/html;
    }}

    location / {{
        return 301 {site}$request_uri;
    }}
}}

"""
TLS = """\
{listen}
    ssl_certificate {folder}/fullchain.pem;
    ssl_certificate_key {folder}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:newsroom_tls:10m;"""


class Command(BaseCommand):
    help = (
        "Prints the configuration of nginx for this site; write it to "
        "/etc/nginx/sites-available/newsroom and set PROXIES_IN_FRONT=1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--servers",
            nargs="+",
            help="Where gunicorn listens, as 127.0.0.1:8000 or unix:/run/newsroom/web.sock; "
            "several share the load. By default as BIND and PORT say.",
        )
        parser.add_argument(
            "--listen",
            help="Where nginx listens, as 127.0.0.1:8080. By default at port 80, or with a "
            "certificate at 443.",
        )
        parser.add_argument(
            "--certificate",
            help="A folder with fullchain.pem and privkey.pem: nginx then speaks HTTPS, and at "
            "443 leads readers there.",
        )
        parser.add_argument(
            "--brotli",
            action="store_true",
            help="Send static files packed with brotli, a sixth smaller than with gzip; Debian has "
            "the module for that in libnginx-mod-http-brotli-static.",
        )
        parser.add_argument(
            "--cache", default="/var/lib/nginx/newsroom", help="Where nginx keeps pages."
        )

    def handle(self, *, servers, listen, certificate, brotli, cache, **options):
        try:
            servers = servers or [
                environment.socket_address("BIND", default=f"127.0.0.1:{settings.PORT}")
            ]
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        names = " ".join(dict.fromkeys([urlsplit(settings.SITE_ADDRESS).hostname, *_hosts()]))
        values = {
            "CACHE": cache,
            "SERVERS": "\n".join(f"    server {each} max_fails=0;" for each in servers),
            "SESSION": settings.SESSION_COOKIE_NAME,
            "NAMES": names,
            "LISTEN": _listen(listen, certificate),
            "REDIRECT": REDIRECT.format(names=names, site=settings.SITE_ADDRESS)
            if certificate and not listen
            else "",
            "STATIC_URL": settings.STATIC_URL,
            "STATIC_ROOT": str(settings.STATIC_ROOT),
            "FILES": FILES.format(brotli=BROTLI if brotli else ""),
            "MEDIA": _media(),
        }
        template = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
        self.stdout.write(re.sub("@([A-Z_]+)@", lambda found: values[found[1]], template))


def _listen(address, certificate):
    """Return where nginx listens, and with what certificate."""
    if not certificate:
        return f"    listen {address or 80};"
    addresses = [address] if address else ["443", "[::]:443"]
    listen = "\n".join(f"    listen {each} ssl http2;" for each in addresses)
    return TLS.format(listen=listen, folder=certificate)


def _hosts():
    # nginx has no word for "any"; as the only site it answers for all.
    return [host for host in settings.ALLOWED_HOSTS if host != "*"]


def _media():
    """Return how renditions are served, or nothing when another host does."""
    if urlsplit(settings.MEDIA_URL).netloc:
        return ""
    types = " ".join(f"{mime_type} {ending};" for ending, mime_type in MIME_TYPES.items())
    return MEDIA.format(
        url=settings.MEDIA_URL, root=settings.MEDIA_ROOT, rendition=RENDITION, types=types
    )
