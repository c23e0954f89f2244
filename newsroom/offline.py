"""Reading without a network: the worker that browsers run for the site, and the site as an app."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from publication import app_icon as icons
from publication.models import Publication

# What the page that lists the kept stories is made of.
SHELL = (
    "css/site.css",
    "css/pages.css",
    "js/reader.js",
    "fonts/newsreader.woff2",
    "fonts/public-sans.woff2",
)
PAPER = "#fffdf9"  # as in tokens.css
AN_HOUR, A_DAY = 3_600, 86_400  # seconds


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def service_worker(_request):
    """Serve the worker from the root, because it may answer only for pages below its address.

    It begins with the name of the release, so that browsers take a new one with every change of
    static files. Switched off, it is a worker that removes what it kept, and itself.
    """
    if not settings.OFFLINE_READING:
        return HttpResponse(_source("js/service-worker-off.js"), "text/javascript")
    release = {
        "name": getattr(staticfiles_storage, "manifest_hash", "") or "development",
        "files": [reverse("offline"), *map(static, SHELL)],
    }
    script = f"const release = {json.dumps(release)};\n{_source('js/service-worker.js')}"
    return HttpResponse(script, "text/javascript")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def web_manifest(_request):
    """Describe the site as an app that can be put on a home screen (W3C Web App Manifest)."""
    publication = Publication.current()
    description = {
        "name": publication.name,
        "short_name": publication.name,
        "description": publication.strapline,
        "id": "/",
        "start_url": publication.get_absolute_url(),
        "scope": "/",
        "display": "minimal-ui",
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [*_icons()],
    }
    return JsonResponse(description, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def app_icon(_request, file_name):
    """Show the publication's sign as it stands on home screens."""
    drawn = icons.draw(Publication.current().name, settings.LANGUAGE_CODE, file_name)
    return HttpResponse(drawn, "image/png")


def _icons():
    for file_name, (side, is_cut) in icons.ICONS.items():
        yield {
            "src": reverse("app_icon", args=[file_name]),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": "maskable" if is_cut else "any",
        }


def _source(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")
