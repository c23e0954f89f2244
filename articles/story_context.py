"""What stands on the page of a story: its text, and what is shown around it."""

from django.db.models import Prefetch, prefetch_related_objects

from articles.models import Article, Correction
from articles.models.part import fetch_pictures
from articles.source_marks import number_sources
from photos.models import PhotoAttribution

CONTENTS_FROM = 3  # subheads; a shorter story needs no table of contents
RELATED = 3
RELATED_CANDIDATES = 40  # the newest stories that share a section or tag; the best are taken
LATEST_BY_AUTHOR = 4


def story_context(article):
    """Return all that articles/article_page.html reads of a story fetched `for_page`."""
    parts = article.parts_in_order()
    fetch_pictures(parts)
    tags = list(article.tags.all())
    contents = [part for part in parts if part.subhead]
    _fetch_latest_stories(article)
    return {
        "article": article,
        "parts": parts,
        "contents": contents if len(contents) >= CONTENTS_FROM else [],
        "attributions": [*_attributions(article, parts), *_photo_attributions(article, parts)],
        "corrections": corrections_of(article),
        "translations": _translations(article),
        "tags": tags,
        "related": _related(article, tags),
    }


def corrections_of(article):
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
    stored = list(article.attributions.select_related("source"))
    attributions = number_sources(parts, stored)
    for part in parts:
        part.notes = [each for each in attributions if each.part_id == part.pk]
        for attribution in part.notes:
            attribution.part = part
    return attributions


def _photo_attributions(article, parts):
    """Return where the pictures come from, and give each picture its sources, in one query."""
    of_parts = [photo for part in parts for photo in (part.shown_photo, *part.shown_pictures)]
    photos = [photo for photo in (article.shown_photo, *of_parts) if photo]
    attributions = PhotoAttribution.objects.select_related("source")
    prefetch_related_objects(photos, Prefetch("attributions", attributions))
    shown_once = {photo.pk: photo for photo in photos}.values()
    return [attribution for photo in shown_once for attribution in photo.attributions.all()]


def _fetch_latest_stories(article):
    """Give each writer `latest_stories`, for the author box.

    One query for each: in a single one the database would number all stories that they ever wrote.
    """
    latest = Article.objects.published().exclude(pk=article.pk).select_related("section")
    for writer in article.writers:
        writer.latest_stories = list(latest.by(writer).newest_first()[:LATEST_BY_AUTHOR])


def _related(article, tags):
    """Return the stories nearest to this one: of the newest candidates, most tags shared first."""
    candidates = Article.objects.published().near(article, tags).exclude(pk=article.pk)
    newest = candidates.newest_first().values("pk")[:RELATED_CANDIDATES]
    related = Article.objects.filter(pk__in=newest).most_alike_first(tags)
    return list(related.for_headlines()[:RELATED])
