"""Pages for requests that cannot be served as they were sent, or not at all."""

import logging
import re
import sys

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from newsroom.outage import is_not_migrated, is_outage

logger = logging.getLogger(__name__)

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_AFTER = 30  # seconds; a database that starts anew, or hands over to another, takes less


# More of an address than this was never a headline.
LONGEST_GUESS = 100  # characters


def not_found(request, exception):
    """Offer to search for the words that the last part of the address is made of."""
    words = re.sub(r"[\W_]+", " ", request.path.rstrip("/").rpartition("/")[2]).strip()
    # The number of a day or of a version finds no story.
    guess = "" if words.isdecimal() else words[:LONGEST_GUESS]
    return render(request, "404.html", {"guess": guess}, status=404)


def bad_request(request, exception):
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)


def broken(request):
    """Answer for an error that nobody expected: 503 if the database is to blame, else 500."""
    error = sys.exc_info()[1]
    if is_not_migrated(error):
        logger.error("The database lacks a table or a column: run `manage.py migrate`.")
    elif not is_outage(error):
        return server_error(request)
    return _unavailable(request)


def _unavailable(request):
    """Say when to come back, without asking the database for the words."""
    # Browsers ask for HTML by name; feed readers, scripts and the beacon take anything.
    if "text/html" in request.headers.get("Accept", ""):
        was_sent = request.method not in ("GET", "HEAD")
        response = HttpResponse(render_to_string("503.html", {"was_sent": was_sent}), status=503)
    else:
        sentence = _("The site cannot be reached for a moment.")
        response = HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response


def refuse_nul(get_response):
    """Turn away addresses with a NUL, which PostgreSQL takes in no text that it looks for."""

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404("No address has a NUL in it.")
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("No query has a NUL in it.")
        return get_response(request)

    return middleware
