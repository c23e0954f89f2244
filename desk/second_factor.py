"""Whether the desk asks somebody for a second factor that they have not set up."""

from functools import wraps

from django.shortcuts import redirect

from publication.models import Publication
from staff import second_factor
from staff.models import Role, role_of


def is_missing(request):
    """Tell whether a person's role asks for a second factor, and there is none."""
    return (
        role_of(request.user) in (Role.EDITOR, Role.CHIEF)
        and Publication.of(request).requires_second_factor
        and not second_factor.is_set_up(request.user)
    )


def asked_for(view):
    """Lead whoever has yet to set up a second factor to where that is done."""

    @wraps(view)
    def asking(request, *args, **kwargs):
        return redirect("mfa_index") if is_missing(request) else view(request, *args, **kwargs)

    return asking
