from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article, Correction, Kind
from articles.story_pages import of_a_story
from photos.models import PhotoAttribution

CONTENTS_FROM = 3  # subheads; a shorter story needs no table of contents
RELATED = 3
RELATED_CANDIDATES = 40  # the newest stories that share a section or tag; the best are taken
LATEST_BY_AUTHOR = 4
LIVE_SECONDS = 15  # how old the list of live entries may be


@of_a_story(lambda articles: articles.for_page())
def article_page(request, article):
    """Show a story at its permanent address."""
    return render(request, "articles/article_page.html", _context(article))


@of_a_story(lambda articles: articles.select_related("section").prefetch_related("bylines"))
def article_text(request, article):
    """Show the words of a story and nothing else, for slow lines and dear data."""
    return render(
        request,
        "articles/article_text.html",
        {
            "article": article,
            "parts": article.parts_in_order(),
            "attributions": article.attributions.select_related("source"),
            "corrections": _corrections(article),
        },
    )


@of_a_story(lambda articles: articles.filter(kind=Kind.LIVE).select_related("section"))
def live_entries(request, article):
    """Tell a page of live coverage, as JSON, which entries there are by now; see live.js."""
    entries = [
        {"anchor": part.anchor, "subhead": part.subhead, "posted_at": part.posted_at}
        for part in article.parts_in_order()
        if part.posted_at
    ]
    response = JsonResponse({"is_live": article.is_live, "entries": entries})
    # Many readers ask at once; a proxy may answer all of them for as long as one waits anyway.
    patch_cache_control(response, public=True, max_age=LIVE_SECONDS)
    return response


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


def _context(article):
    parts = article.parts_in_order()
    tags = list(article.tags.all())
    contents = [part for part in parts if part.subhead]
    _fetch_latest_stories(article)
    return {
        "article": article,
        "parts": parts,
        "contents": contents if len(contents) >= CONTENTS_FROM else [],
        "attributions": [*_attributions(article, parts), *_photo_attributions(article, parts)],
        "corrections": _corrections(article),
        "translations": _translations(article),
        "tags": tags,
        "related": _related(article, tags),
    }


def _corrections(article):
    """Return what readers were told, the newest first; whatever it was, the story was updated."""
    if article.updated_at is None:
        return []
    return list(Correction.objects.of(article).newest_first())


def _translations(article):
    """Return the story in every language that readers can have, this one too; [] if in one only."""
    if article.translation_of_id is None and not article.is_translated:
        return []
    family = Article.objects.published().told_as(article).select_related("section")
    stories = list(family.order_by("language", "pk"))
    return stories if len(stories) > 1 else []


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
