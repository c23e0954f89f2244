"""What machines may do with what they read here, in the headers that they look at."""

from django.conf import settings

from permalinks.desk import is_desk
from policies.models import Policy, address_of


def _content_usage(publication):
    """Return the preferences of IETF's AI Preferences group (draft-ietf-aipref-vocab).

    Its draft-ietf-aipref-attach names two places for them, this header and robots.txt. Checkers of
    robots.txt, Lighthouse among them, still take the word for a mistake there.
    """
    return (
        f"train-ai={_y_or_n(publication.allows_ai_training)}, "
        f"search={_y_or_n(publication.allows_search)}"
    )


def tdm_reservation(publication):
    """Return the fields of the TDM Reservation Protocol (https://www.w3.org/2022/tdmrep/)."""
    if publication.allows_ai_training:
        return {"tdm-reservation": 0}
    fields = {"tdm-reservation": 1}
    if Policy.Kind.AI in publication.policies:
        fields["tdm-policy"] = settings.SITE_ADDRESS + address_of(Policy.Kind.AI)
    return fields


def middleware(get_response):
    """Tell it with each answer for which the publication was read, and read it for none.

    Pages and feeds do so; pictures and redirects do not, and robots.txt and tdmrep.json stand for
    them. The desk is not for machines.
    """

    def tell_usage_rights(request):
        response = get_response(request)
        publication = getattr(request, "publication", None)
        if publication and not is_desk(request.path):
            response.headers["Content-Usage"] = _content_usage(publication)
            for name, value in tdm_reservation(publication).items():
                response.headers[name] = str(value)
        return response

    return tell_usage_rights


def _y_or_n(is_allowed):
    return "y" if is_allowed else "n"
