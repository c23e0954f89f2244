from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import http_date

from articles.models import Article
from syndication import sitemaps
from syndication.freshness import conditional, newest_change, public_document


@public_document
def sitemap_index(request):
    return _answer(request, sitemaps.index())


@public_document
def sitemap_of_pages(request):
    return _answer(request, sitemaps.of_pages())


@public_document
def sitemap_of_month(request, year, month, first=None):
    """Show the stories of a month in order of time, from the story with the number `first` on."""
    month = sitemaps.Month(int(year), int(month))
    try:
        changed_at = newest_change(month.articles())
    except (ValueError, OverflowError):
        raise Http404("No calendar has this month.") from None
    if first is not None:
        first = get_object_or_404(month.stories(), pk=first)
    elif not month.stories().exists():
        raise Http404("No story was published in this month.")
    return _answer(request, sitemaps.of_stories(month.stories(first=first)), changed_at=changed_at)


@public_document
def sitemap_of_news(request):
    since = sitemaps.oldest_news()
    changed_at = newest_change(Article.objects.all(), since=since)
    return _answer(request, sitemaps.of_news(since), changed_at=changed_at)


def _answer(request, document, *, changed_at=None):
    response = HttpResponse(document, "application/xml; charset=utf-8")
    if changed_at:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return conditional(request, response)
