from django.shortcuts import render
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.models import Article
from articles.river import river
from permalinks.moved import redirect_to_moved


@require_safe
def tag_page(request, slug):
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        return redirect_to_moved(Tag.objects.all(), slug)
    articles = Article.objects.published().tagged(tag)
    return render(
        request, "articles/tag_page.html", {"tag": tag, "river": river(request, articles)}
    )
