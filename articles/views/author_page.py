from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.river import river
from authors.models import Author
from composing.standing import standing
from permalinks.moved import redirect_to_moved


@require_safe
def author_page(request, slug):
    author = next(iter(_authors_at(slug=slug)), None)
    if author is None:
        return redirect_to_moved(Author.objects.all(), slug)
    stories = partial(_stories, author=author.pk, now=timezone.now())
    return render(
        request, "articles/author_page.html", {"author": author, "river": river(request, stories)}
    )


@standing
def _authors_at(slug):
    authors = Author.objects.filter(slug=slug).select_related("portrait")
    return authors.prefetch_related("profiles")


@standing
def _stories(author, now):
    return Article.objects.published(now).by(author).newest_first().for_headlines()
