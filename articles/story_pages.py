"""The way to a story from its address, for each of the pages that it has."""

from functools import wraps

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_safe

from articles.embeds import FRAME_HOSTS, hosts_framed_by
from articles.models import Article
from composing.standing import standing
from permalinks.moved import redirect_to_moved


def of_a_story(fetch):
    """Turn a view of `(request, article, **rest)` into one of an address below a story's.

    `fetch` adds to the published articles what the view reads, perhaps of today. Readers of an
    older address are sent to the present one, and readers of what was taken down are told why.
    """

    @standing
    def stories_at(slug, now, today):
        return fetch(Article.objects.published(now), today).filter(slug=slug)

    def decorate(view):
        @require_safe
        @wraps(view)
        def of_address(request, section, year, month, slug, **rest):
            stories = stories_at(slug=slug, now=timezone.now(), today=timezone.localdate())
            article = next(iter(stories), None)
            # What stands behind the story's own address, as "text/".
            ending = request.path.split("/", 5)[5]
            if article is None:
                return _gone_or_moved(request, slug, ending)
            address = f"{article.get_absolute_url()}{ending}"
            if escape_uri_path(request.path) != address:
                return redirect(address, permanent=True)
            return view(request, article, **rest)

        return of_address

    return decorate


def story_page(request, context):
    """Answer with the page of a story, of which `context` is the `story_context`.

    It may frame what its embeds load, and live coverage whatever its next entries may show.
    """
    response = render(request, "articles/article_page.html", context)
    is_coverage = context["article"].is_coverage
    response.frame_hosts = FRAME_HOSTS if is_coverage else hosts_framed_by(context["embeds"])
    return response


def _gone_or_moved(request, slug, ending):
    taken_down = Article.objects.taken_down().filter(slug=slug).first()
    if taken_down is None:
        stories = Article.objects.published().select_related("section")
        return redirect_to_moved(stories, slug, ending=ending)
    return render(request, "410.html", {"article": taken_down}, status=410)
