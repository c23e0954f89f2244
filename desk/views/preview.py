from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.story_context import story_context
from desk.access import stories_for


@never_cache
@require_safe
@permission_required("articles.view_article", raise_exception=True)
def article_preview(request, pk):
    """Show the staff a story as readers will see it."""
    article = get_object_or_404(stories_for(request.user).for_page(), pk=pk)
    response = render(
        request, "articles/article_page.html", story_context(article) | {"is_preview": True}
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
