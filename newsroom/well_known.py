"""Files that clients ask for by a fixed name, whether or not a page mentions them."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /views/

Sitemap: {sitemap}
Sitemap: {sitemap_of_news}
"""
A_DAY = 86_400  # seconds


@require_safe
@cache_control(public=True, max_age=A_DAY)
def robots(_request):
    sitemaps = {
        name: settings.SITE_ADDRESS + reverse(name) for name in ("sitemap", "sitemap_of_news")
    }
    return HttpResponse(ROBOTS.format(**sitemaps), "text/plain")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def favicon(_request):
    return redirect(static("favicon.svg"))
