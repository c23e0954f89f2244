from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.models import Article
from articles.river import river


@require_safe
def tag_page(request, slug):
    tag = get_object_or_404(Tag, slug=slug)
    articles = Article.objects.published().filter(tagged_articles__tag=tag)
    return render(
        request, "articles/tag_page.html", {"tag": tag, "river": river(request, articles)}
    )
