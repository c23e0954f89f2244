from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.river import river
from authors.models import Author


@require_safe
def author_page(request, slug):
    authors = Author.objects.select_related("portrait").prefetch_related("profiles")
    author = get_object_or_404(authors, slug=slug)
    return render(
        request,
        "articles/author_page.html",
        {"author": author, "river": river(request, Article.objects.published().by(author))},
    )
