"""Every address of the site. Sections come last: their addresses are a single word."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles.urls import asked_most
from newsroom.health import health
from newsroom.media import RENDITION, rendition
from newsroom.offline import app_icon, service_worker, web_manifest
from newsroom.styleguide import styleguide
from newsroom.well_known import (
    favicon,
    llms,
    robots,
    security,
    security_elsewhere,
    tdm_reservation,
    trust,
)
from permalinks.desk import DESK
from publication.app_icon import ICONS

urlpatterns = [
    path("", include(asked_most)),
    # Each opening of a story asks for this one.
    path("", include("readership.urls")),
    path("healthz", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("llms.txt", llms, name="llms"),
    path(".well-known/tdmrep.json", tdm_reservation, name="tdm_reservation"),
    path(".well-known/security.txt", security, name="security"),
    path("security.txt", security_elsewhere),
    path(".well-known/trust.txt", trust),
    path("trust.txt", trust, name="trust"),
    path("favicon.ico", favicon),
    path("styleguide/", styleguide, name="styleguide"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("site.webmanifest", web_manifest, name="web_manifest"),
    re_path(f"^({'|'.join(map(re.escape, ICONS))})$", app_icon, name="app_icon"),
    # The admin answers whatever begins like its own addresses, so the desk's screens stand before.
    path("", include("desk.urls")),
    path(DESK.removeprefix("/"), admin.site.urls),
    path("", include("syndication.urls")),
    path("", include("search.urls")),
    path("about/", include("policies.urls")),
    path("", include("articles.urls")),
]
if not urlsplit(settings.MEDIA_URL).netloc:
    media = settings.MEDIA_URL.strip("/")
    urlpatterns.insert(0, re_path(f"^{media}/renditions/{RENDITION}$", rendition, name="rendition"))

handler400 = "newsroom.errors.bad_request"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.broken"
