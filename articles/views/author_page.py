from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.river import river
from authors.models import Author
from permalinks.moved import redirect_to_moved


@require_safe
def author_page(request, slug):
    authors = Author.objects.select_related("portrait").prefetch_related("profiles")
    author = authors.filter(slug=slug).first()
    if author is None:
        return redirect_to_moved(Author.objects.all(), slug)
    return render(
        request,
        "articles/author_page.html",
        {"author": author, "river": river(request, Article.objects.published().by(author))},
    )
