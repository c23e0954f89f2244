from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from articles.models import Kind
from articles.story_context import attributions_of, corrections_of, story_context
from articles.story_pages import of_a_story, story_page

LIVE_SECONDS = 15  # how old the list of live entries may be


@of_a_story(lambda articles, today: articles.for_page(today))
def article_page(request, article):
    """Show a story at its permanent address."""
    return story_page(request, story_context(article))


@of_a_story(lambda articles, today: articles.select_related("section"))
def article_text(request, article):
    """Show the words of a story and nothing else, for slow lines and dear data."""
    parts = article.parts_in_order()
    return render(
        request,
        "articles/article_text.html",
        {
            "article": article,
            "parts": parts,
            "attributions": attributions_of(article, parts),
            "corrections": corrections_of(article),
        },
    )


@of_a_story(lambda articles, today: articles.filter(kind=Kind.LIVE).select_related("section"))
def live_entries(request, article):
    """Tell a page of live coverage, as JSON, which entries there are by now; see live.js."""
    entries = [
        {
            "anchor": part.anchor,
            "subhead": part.subhead,
            "posted_at": part.posted_at,
            "wording": part.wording,
        }
        for part in article.parts_in_order()
        if part.posted_at
    ]
    response = JsonResponse({"is_live": article.is_live, "entries": entries})
    # Many readers ask at once; a proxy may answer all of them for as long as one waits anyway.
    patch_cache_control(response, public=True, max_age=LIVE_SECONDS)
    return response
