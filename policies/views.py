from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from authors.models import Author
from policies.models import ALWAYS, Policy, address_of, pages_of
from publication.models import Publication

MOST_PEOPLE = 500


@require_safe
def policy_page(request, kind):
    """Show a policy, and lead to the others."""
    if kind not in Policy.Kind.values:
        raise Http404("There is no such policy.")
    address = address_of(kind)
    if request.path != address:
        return redirect(address, permanent=True)
    policy = Policy.objects.filter(kind=kind).first()
    if policy is None and kind not in ALWAYS:
        raise Http404("This policy has not been written yet.")
    return render(
        request,
        "policies/policy_page.html",
        {
            "kind": kind,
            "name": Policy.Kind(kind).label,
            "policy": policy,
            "pages": pages_of(Publication.of(request)),
            "people": _people() if kind == Policy.Kind.MASTHEAD else [],
        },
    )


def _people():
    return Author.objects.select_related("portrait").order_by("is_desk", "name")[:MOST_PEOPLE]
