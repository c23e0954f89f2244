"""Pages that are the same for everybody, and that each reader's own device fills in."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def reading_list(request):
    return render(request, "articles/reading_list.html")


@require_safe
def offline(request):
    """Show the stories that the service worker keeps, and stand in for pages out of reach."""
    return render(request, "articles/offline.html")
