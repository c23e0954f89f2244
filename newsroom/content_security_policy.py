"""The second wall behind the sanitiser: browsers run our own files and nothing else."""

from urllib.parse import urlsplit

from django.conf import settings

from permalinks.desk import is_desk

# Pictures, feeds and scripts: what of them could run does so only from here. A page has a dozen of
# such files, and its whole policy on each would weigh as much as one of its fonts.
FOR_FILES = "default-src 'self'; frame-ancestors 'none'"


def _media_origin():
    parts = urlsplit(settings.MEDIA_URL)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _policy(*, frames=(), pictures=()):
    directives = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": " ".join([f"'self'{_media_origin()}", *pictures]),
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
            # Beside the text of a story stands its preview, and codes to be scanned are drawn into
            # their own addresses.
            policy = _policy(frames=["'self'"], pictures=["data:", "blob:"])
        else:
            # What readers ask to see of other sites, as `story_page` says; nobody else.
            hosts = getattr(response, "frame_hosts", ())
            policy = _policy(frames=[f"https://{host}" for host in hosts])
        # The one header that views set themselves says it for both.
        if response.get("X-Frame-Options") == "SAMEORIGIN":
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return add_policy
