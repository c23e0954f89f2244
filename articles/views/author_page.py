from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.river import river_of
from authors.models import Author
from composing.standing import standing
from permalinks.moved import redirect_to_moved


@require_safe
def author_page(request, slug):
    author = next(iter(_authors_at(slug=slug)), None)
    if author is None:
        return redirect_to_moved(Author.objects.all(), slug)
    river = river_of(request, author)
    return render(request, "articles/author_page.html", {"author": author, "river": river})


@standing
def _authors_at(slug):
    authors = Author.objects.filter(slug=slug).select_related("portrait")
    return authors.prefetch_related("profiles")
