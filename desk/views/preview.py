"""A story as readers will see it, before they do: for the staff, and by a link for outsiders."""

from contextlib import contextmanager
from functools import wraps

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles import share_card
from articles.models import Article
from articles.story_context import story_context
from articles.story_pages import story_page
from desk.access import stories_for, works_on
from desk.models import Draft, PreviewLink
from desk.rehearsal import rehearsed
from desk.second_factor import asked_for
from publication.models import Publication


def kept_secret(view):
    """Keep a page out of every cache and index, and its address from whatever it links to."""

    @require_safe
    @wraps(view)
    def secret(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return secret


def for_the_staff(view):
    """Let who may read a story see it; the writing screen shows the page beside the text."""
    may_view = permission_required("articles.view_article", raise_exception=True)
    return kept_secret(may_view(asked_for(xframe_options_sameorigin(view))))


@for_the_staff
def article_preview(request, **which):
    """Show a story as readers will see it, with its draft if one is kept.

    `which` is the `pk` of a story, or the `key` of a draft whose story was never saved.
    """
    with _story(request, **which) as story:
        context = story_context(story)
    return _page(request, context | {"draft_key": which.get("key")})


@for_the_staff
def shared_preview(request, where, **which):
    """Show how a story looks in search results and where its link is shared."""
    if where not in ("search", "social", "card"):
        raise Http404
    with _story(request, **which) as story:
        pass
    card = reverse("preview_card", kwargs=which) if story.section else ""
    context = {"article": story, "where": where, "card": card}
    return render(request, "preview/shared_preview.html", context)


@for_the_staff
def preview_card(request, **which):
    """Draw the share card of a story as it will be."""
    with _story(request, **which) as story:
        pass
    if story.section is None:
        raise Http404("A share card takes its colour from the section.")
    return HttpResponse(share_card.draw(story, Publication.current()), "image/jpeg")


@kept_secret
def outside_preview(request, token):
    """Show a story to whoever has a link to it; a link that leads nowhere tells nothing of it."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        return render(request, "preview/no_preview.html", status=404)
    if not link.is_open or link.article.trashed_at:
        return render(request, "preview/no_preview.html", {"is_over": True}, status=410)
    with _with_draft(link.article, Draft.objects.of(link.article)) as story:
        context = story_context(story)
    return _page(request, context | {"is_outside": True})


@contextmanager
def _story(request, pk=None, key=None):
    if key:
        draft = get_object_or_404(Draft.objects.begun_by(request.user), key=key)
        with rehearsed(draft) as story:
            yield story
        return
    article = get_object_or_404(stories_for(request.user), pk=pk)
    # Of others' stories one sees what readers see, and not what becomes of them.
    draft = Draft.objects.of(article) if works_on(request.user, article) else None
    with _with_draft(article, draft) as story:
        yield story


@contextmanager
def _with_draft(article, draft):
    if draft is None:
        yield Article.objects.for_page().get(pk=article.pk)
        return
    with rehearsed(draft) as story:
        yield story


def _page(request, context):
    return story_page(request, context | {"is_preview": True})
