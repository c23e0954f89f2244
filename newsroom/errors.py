"""Pages for requests that cannot be served as they were sent."""

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404
from django.shortcuts import render

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)


def refuse_nul(get_response):
    """Turn away addresses with a NUL, which PostgreSQL takes in no text that it looks for."""

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404("No address has a NUL in it.")
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("No query has a NUL in it.")
        return get_response(request)

    return middleware
