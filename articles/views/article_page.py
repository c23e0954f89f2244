from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.encoding import escape_uri_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from permalinks.moved import redirect_to_moved
from photos.models import PhotoAttribution

CONTENTS_FROM = 3  # subheads; a shorter story needs no table of contents
RELATED = 3
RELATED_CANDIDATES = 40  # the newest stories that share a section or tag; the best are taken
LATEST_BY_AUTHOR = 4


@require_safe
def article_page(request, section, year, month, slug):
    """Show a story at its permanent address; send readers of an older address there."""
    article = Article.objects.published().for_page().filter(slug=slug).first()
    if article is None:
        return _gone_or_moved(request, slug)
    if escape_uri_path(request.path) != article.get_absolute_url():
        return redirect(article, permanent=True)
    return render(request, "articles/article_page.html", _context(article))


@require_safe
def article_text(request, section, year, month, slug):
    """Show the words of a story and nothing else, for slow lines and dear data."""
    articles = Article.objects.published().select_related("section").prefetch_related("bylines")
    article = articles.filter(slug=slug).first()
    if article is None:
        return _gone_or_moved(request, slug, ending="text/")
    address = f"{article.get_absolute_url()}text/"
    if escape_uri_path(request.path) != address:
        return redirect(address, permanent=True)
    attributions = article.attributions.select_related("source")
    return render(
        request,
        "articles/article_text.html",
        {"article": article, "parts": article.parts.all(), "attributions": attributions},
    )


@never_cache
@require_safe
@permission_required("articles.view_article", raise_exception=True)
def article_preview(request, pk):
    """Show the staff a story as readers will see it."""
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    response = render(
        request, "articles/article_page.html", _context(article) | {"is_preview": True}
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _gone_or_moved(request, slug, *, ending=""):
    taken_down = Article.objects.taken_down().filter(slug=slug).first()
    if taken_down is None:
        stories = Article.objects.published().select_related("section")
        return redirect_to_moved(stories, slug, ending=ending)
    return render(request, "410.html", {"article": taken_down}, status=410)


def _context(article):
    parts = list(article.parts.select_related("photo"))
    tags = list(article.tags.all())
    contents = [part for part in parts if part.subhead]
    _fetch_latest_stories(article)
    return {
        "article": article,
        "parts": parts,
        "contents": contents if len(contents) >= CONTENTS_FROM else [],
        "attributions": [*_attributions(article, parts), *_photo_attributions(article, parts)],
        "tags": tags,
        "related": _related(article, tags),
    }


def _attributions(article, parts):
    """Return what the story rests on, and give each part its own share of it as `notes`."""
    attributions = list(article.attributions.select_related("source"))
    for part in parts:
        part.notes = [each for each in attributions if each.part_id == part.pk]
        for attribution in part.notes:
            attribution.part = part
    return attributions


def _photo_attributions(article, parts):
    """Return where the pictures come from, and give each picture its sources, in one query."""
    photos = [photo for photo in [article.lead_photo, *(part.photo for part in parts)] if photo]
    attributions = PhotoAttribution.objects.select_related("source")
    prefetch_related_objects(photos, Prefetch("attributions", attributions))
    shown_once = {photo.pk: photo for photo in photos}.values()
    return [attribution for photo in shown_once for attribution in photo.attributions.all()]


def _fetch_latest_stories(article):
    """Give each writer `latest_stories`, for the author box, in one query."""
    latest = Article.objects.published().exclude(pk=article.pk).for_headlines().newest_first()
    prefetch_related_objects(
        article.writers, Prefetch("articles", latest[:LATEST_BY_AUTHOR], to_attr="latest_stories")
    )


def _related(article, tags):
    """Return the stories nearest to this one: of the newest candidates, most tags shared first."""
    candidates = Article.objects.published().near(article, tags).exclude(pk=article.pk)
    newest = candidates.for_headlines().newest_first()[:RELATED_CANDIDATES]
    return sorted(newest, key=lambda story: -story.shared_tags)[:RELATED]
