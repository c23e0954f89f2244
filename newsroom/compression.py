"""Pages, feeds and whatever else is text leave packed, with nothing in front of gunicorn.

Static files are compressed when they are collected, and pictures are by their nature.
"""

import re

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header, patch_vary_headers

from edition.packing import best_encoding, brotli
from permalinks.desk import is_desk

# Made for one reader, as gzip's default: it takes as long, and its pages are a sixth smaller.
BROTLI_QUALITY = 5
# Made once for all readers of minutes: an eighth smaller again, for 13 ms instead of one.
BROTLI_QUALITY_OF_KEPT = 10

_text = re.compile(r"text/|application/([\w.-]+\+)?(json|xml)\b|image/svg\+xml")


class _Compression(GZipMiddleware):
    def process_response(self, request, response):
        if response.status_code == 304:
            return _as_of_what_is_kept(request, response)
        if _text.match(response.get("Content-Type", "")):
            return super().process_response(request, response)
        return response


class _ReadersCompression(_Compression):
    # Readers' pages hold no secret that their length could give away (BREACH), and are the same
    # for everybody, byte for byte. Those of the desk keep Django's random padding.
    max_random_bytes = 0

    def process_response(self, request, response):
        # What Django looks for there is the word "gzip", be it refused.
        request.META["HTTP_ACCEPT_ENCODING"] = encoding = best_encoding(request)
        response = super().process_response(request, response)
        # What it would have packed, it has marked so.
        is_marked = has_vary_header(response, "Accept-Encoding") and not response.streaming
        if encoding == "br" and is_marked and response.content:
            is_kept = getattr(request, "is_answer_kept", False)
            quality = BROTLI_QUALITY_OF_KEPT if is_kept else BROTLI_QUALITY
            response.content = brotli.compress(response.content, quality=quality)
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["Content-Encoding"] = "br"
            _weaken_etag(response)
        return response


def middleware(get_response):
    for_readers = _ReadersCompression(get_response)
    at_the_desk = _Compression(get_response)

    def compress(request):
        return at_the_desk(request) if is_desk(request.path) else for_readers(request)

    return compress


def _as_of_what_is_kept(request, response):
    """Give a 304 the headers of the answer that it stands for (RFC 9110, section 15.4.5)."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if best_encoding(request):
        _weaken_etag(response)
    return response


def _weaken_etag(response):
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"
