"""The second wall behind the sanitiser: browsers run our own files and nothing else."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from articles.embeds import FRAME_HOSTS
from permalinks.desk import is_desk

# Pictures, feeds and scripts: what of them could run does so only from here. A page has a dozen of
# such files, and its whole policy on each would weigh as much as one of its fonts.
FOR_FILES = "default-src 'self'; frame-ancestors 'none'"

# What a reader may ask to see (templates/articles/_embed.html); live coverage brings in more.
FRAME = b" data-frame="
_frame = re.compile(FRAME + rb'"https://([^/"]+)')
LIVE = b" data-live="


def _media_origin():
    parts = urlsplit(settings.MEDIA_URL)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _policy(*, frames=()):
    directives = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: blob:{_media_origin()}",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if frames:
        directives["frame-src"] = " ".join(frames)
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def middleware(get_response):
    def add_policy(request):
        response = get_response(request)
        # A 304 has no type and speaks for a page as well.
        if not response.get("Content-Type", "text/html").startswith("text/html"):
            policy = FOR_FILES
        elif is_desk(request.path):
            # Beside the text of a story stands its preview.
            policy = _policy(frames=["'self'"])
        else:
            # What readers ask to see of other sites; nobody else may be framed.
            hosts = getattr(response, "frame_hosts", FRAME_HOSTS)
            policy = _policy(frames=[f"https://{host}" for host in hosts])
        # The one header that views set themselves says it for both.
        if response.get("X-Frame-Options") == "SAMEORIGIN":
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return add_policy


def note_frames(get_response):
    """Note whose embeds a page has: it may frame no others, and to name all takes 400 bytes."""

    def note(request):
        response = get_response(request)
        is_page = not response.streaming and response.content and not is_desk(request.path)
        if is_page and LIVE not in response.content:
            response.frame_hosts = _hosts_framed_by(response.content)
        return response

    return note


def _hosts_framed_by(page):
    if FRAME not in page:
        return []
    found = set(_frame.findall(page))
    return [host for host in FRAME_HOSTS if host.encode() in found]
