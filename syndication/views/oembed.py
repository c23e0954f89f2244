from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import share_card
from articles.models import Article
from publication.models import Publication
from syndication import oembed as description


@require_safe
@cache_control(public=True, max_age=description.A_DAY)
def oembed(request):
    """Answer how to show the story at `?url=`, in JSON or XML; 404 and 501 are oEmbed's own."""
    format_ = request.GET.get("format", "json")
    if format_ not in description.FORMATS:
        sentence = _("The formats are json and xml.")
        return HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", 501)
    articles = Article.objects.published().for_feeds()
    article = get_object_or_404(articles, slug=description.slug_of(request.GET.get("url", "")))
    publication = Publication.of(request)
    answer = description.describe(
        article,
        publication=publication,
        thumbnail=share_card.address(article, publication),
        largest_width=_number(request.GET.get("maxwidth")),
    )
    if format_ == "xml":
        return HttpResponse(description.as_xml(answer), "text/xml; charset=utf-8")
    return JsonResponse(answer)


def _number(text):
    is_number = text and text.isascii() and text.isdecimal() and len(text) < 6
    return int(text) if is_number else description.WIDTH
