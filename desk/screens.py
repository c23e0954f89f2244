"""Screens of the desk that are no model's own: same door, same frame, same navigation."""

from functools import partial, wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from desk.access import stories_for, works_on


def screen(view):
    """Let only the staff in, ask for a token when something is sent, and keep no copy."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return admin.site.admin_view(view)(request, *args, **kwargs)

    return guarded


def show(request, template, context, *, status=200):
    """Answer a page of the desk; `context` holds its `title` at least."""
    frame = admin.site.each_context(request)
    return render(request, template, frame | context, status=status)


def story_for(user, pk):
    """Return a story that this person works on; raise Http404 or PermissionDenied."""
    if not user.has_perm("articles.view_article"):
        raise PermissionDenied
    article = get_object_or_404(stories_for(user), pk=pk)
    if not works_on(user, article):
        raise PermissionDenied
    return article


def warn_by(request):
    """Return a function that shows a warning on the next page of this person."""
    return partial(messages.warning, request)
