from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.river import river
from permalinks.moved import redirect_to_moved
from sources.models import Source


@require_safe
def source_page(request, slug):
    source = Source.objects.filter(slug=slug).first()
    if source is None:
        return redirect_to_moved(Source.objects.all(), slug)
    return render(
        request,
        "articles/source_page.html",
        {"source": source, "river": river(request, Article.objects.published().citing(source))},
    )
