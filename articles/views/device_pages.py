"""Pages that are the same for everybody, and that each reader's own device fills in."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def reading_list(request):
    return render(request, "articles/reading_list.html")
