from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles import share_card
from articles.models import Article
from publication.models import Publication

A_YEAR = 31_536_000  # seconds


@require_safe
def share_card_image(request, pk, token):
    """Show the card of a public story; an address from before a change leads to today's card."""
    articles = Article.objects.published().select_related("section", "lead_photo")
    article = get_object_or_404(articles, pk=pk)
    publication = Publication.current()
    current = share_card.token(article, publication)
    if token != current:
        return redirect("share_card", pk=pk, token=current)
    response = HttpResponse(_drawn_once(article, publication, token), "image/jpeg")
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response


def _drawn_once(article, publication, token):
    path = f"cards/{token[:2]}/{token}.jpg"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            return file.read()
    content = share_card.draw(article, publication)
    default_storage.save(path, ContentFile(content))
    return content
