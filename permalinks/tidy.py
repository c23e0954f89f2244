"""One page has one address: near misses lead to it."""

import copy
import re
from http import HTTPStatus

from django.http import HttpResponsePermanentRedirect
from django.utils.encoding import escape_uri_path

from permalinks.desk import is_desk
from permalinks.slugs import tidy_slug
from permalinks.tracking import without_tracking

_slashes = re.compile("//+")
# What is not for this reader, or not to be read, is not found at an address nearby either.
NOT_FOUND = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


def middleware(get_response):
    """Lead readers to the address without tracking, capitals, split accents or doubled slashes.

    What tracks is cut off at once. The path is an address of ours as it is, until nothing is found
    there: then the tidy one is tried, and led to if it holds a page. The desk is left alone.
    """

    def lead_to_tidy_address(request):
        if request.method not in ("GET", "HEAD") or is_desk(request.path_info):
            return get_response(request)
        query = request.META.get("QUERY_STRING", "")
        if query != (tidy_query := without_tracking(query)):
            return _redirect(_slashes.sub("/", request.path_info), tidy_query)
        response = get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        path = _slashes.sub("/", tidy_slug(request.path_info))
        if path == request.path_info or is_desk(path):
            return response
        there = get_response(_moved_to(path, request))
        if there.has_header("Location"):
            return there
        return response if there.status_code in NOT_FOUND else _redirect(path, query)

    return lead_to_tidy_address


def _moved_to(path, request):
    moved = copy.copy(request)
    moved.path = moved.path_info = path
    moved.META = request.META | {"PATH_INFO": path}
    return moved


def _redirect(path, query):
    """Redirect within this site: with one slash at its start, a path cannot name another host."""
    return HttpResponsePermanentRedirect(escape_uri_path(path) + (f"?{query}" if query else ""))
