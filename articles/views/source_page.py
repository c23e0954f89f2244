from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.river import river
from sources.models import Source


@require_safe
def source_page(request, slug):
    source = get_object_or_404(Source, slug=slug)
    return render(
        request,
        "articles/source_page.html",
        {"source": source, "river": river(request, Article.objects.published().citing(source))},
    )
