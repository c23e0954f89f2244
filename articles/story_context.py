"""What stands on the page of a story: its text, and what is shown around it."""

from datetime import timedelta

from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, ArticleAttribution, Correction
from articles.models.byline import fetch_bylines
from articles.models.clipping import heading_of
from articles.models.part import fetch_pictures
from articles.pieces import with_embeds
from articles.source_marks import number_sources
from composing.standing import standing
from photos.models import PhotoAttribution

CONTENTS_FROM = 3  # subheads; a shorter story needs no table of contents
RELATED = 3
RELATED_CANDIDATES = 40  # the newest stories that share a section or tag; the best are taken
OF_LATE = timedelta(days=365)
LATEST_BY_AUTHOR = 4


def story_context(article):
    """Return all that articles/article_page.html reads of a story fetched `for_page`."""
    parts = article.parts_in_order()
    fetch_pictures(parts)
    fetch_bylines([article], with_portraits=True)
    tags = _tags_of(article=article.pk)
    contents = [part for part in parts if part.subhead]
    _fetch_latest_stories(article)
    # These number the marks, which stand in the pieces.
    attributions = [*_attributions(article, parts), *_photo_attributions(article, parts)]
    return {
        "article": article,
        "parts": parts,
        "contents": contents if len(contents) >= CONTENTS_FROM else [],
        "attributions": attributions,
        "embeds": _embeds(parts),
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


def attributions_of(article, parts):
    """Return what the story rests on, numbered as its parts mark it."""
    return number_sources(parts, _stored_attributions(article=article.pk))


def _translations(article):
    """Return the story in every language that readers can have, this one too; [] if in one only."""
    if article.translation_of_id is None and not article.is_translated:
        return []
    family = Article.objects.published().told_as(article).select_related("section")
    stories = list(family.order_by("language", "pk"))
    return stories if len(stories) > 1 else []


def _attributions(article, parts):
    """Return what the story rests on, and give each part its own share of it as `notes`."""
    attributions = attributions_of(article, parts)
    by_key = {part.pk: part for part in parts}
    for part in parts:
        part.notes = []
    for attribution in attributions:
        if part := by_key.get(attribution.part_id):
            attribution.part = part
            part.notes.append(attribution)
    return attributions


def _embeds(parts):
    """Return what of other sites a story shows, and give each part its `shown_pieces`."""
    for part in parts:
        part.shown_pieces = with_embeds(part.pieces)
    return [piece.embed for part in parts for piece in part.shown_pieces if piece.embed]


def _photo_attributions(article, parts):
    """Return where the pictures come from, and give each picture its sources, in one query."""
    of_parts = [photo for part in parts for photo in (part.shown_photo, *part.shown_pictures)]
    photos = [photo for photo in (article.shown_photo, *of_parts) if photo]
    shown_once = {photo.pk: photo for photo in photos}
    attributions = _sources_of_photos(photos=list(shown_once))
    for photo in photos:
        photo.rests_on = [each for each in attributions if each.photo_id == photo.pk]
    return [attribution for photo in shown_once.values() for attribution in photo.rests_on]


def _fetch_latest_stories(article):
    """Give each writer `latest_stories`, for the author box.

    One query for each: in a single one the database would number all stories that they ever wrote.
    """
    for writer in article.writers:
        writer.latest_stories = _latest(
            writer=heading_of(writer), article=article.pk, now=timezone.now()
        )


@standing
def _tags_of(article):
    return Tag.objects.filter(tagged_articles__content_object=article).order_by(
        "tagged_articles__pk"
    )


@standing
def _stored_attributions(article):
    return ArticleAttribution.objects.filter(article=article).select_related("source")


@standing
def _sources_of_photos(photos):
    return PhotoAttribution.objects.filter(photo__pk__in=photos).select_related("source")


@standing
def _latest(writer, article, now):
    others = Article.objects.published(now).filed_under(writer).exclude(pk=article)
    return others.for_bare_headlines()[:LATEST_BY_AUTHOR]


def _related(article, tags):
    """Return the stories nearest to one: of the newest candidates, those with most of its tags.

    A small section with rare tags has too few in a year. Its older ones are found list by list, for
    which there are indexes; to walk back through all stories until there are enough takes too long.
    """
    now = timezone.now()
    asked = {
        "article": article.pk,
        "section": article.section_id,
        "tags": [tag.pk for tag in tags],
        "now": now,
    }
    nearest = _nearest_of_late(**asked, since=now - OF_LATE)
    if len(nearest) == RELATED:
        return nearest
    return _nearest_ever(**asked, headings=[heading_of(tag) for tag in tags])


@standing
def _nearest_of_late(article, section, tags, since, now):
    recent = Article.objects.published(now).filter(published_at__gte=since).exclude(pk=article)
    candidates = recent.near(section, tags).newest_first()
    return _most_alike(candidates.values("pk")[:RELATED_CANDIDATES], tags)


@standing
def _nearest_ever(article, section, tags, headings, now):
    others = Article.objects.published(now).exclude(pk=article)
    lists = [others.filter(section=section).newest_first(), *map(others.filed_under, headings)]
    newest = [each.values("pk")[:RELATED_CANDIDATES] for each in lists]
    # SQLite unites no queries that have a limit of their own, and may have them one level below.
    keys = [Article.objects.filter(pk__in=each).values("pk") for each in newest]
    return _most_alike(keys[0].union(*keys[1:]), tags)


def _most_alike(candidates, tags):
    best = Article.objects.filter(pk__in=candidates).most_alike_first(tags).values("pk")[:RELATED]
    # Ordered once more: what is fetched of all candidates would have to be carried along.
    return Article.objects.filter(pk__in=best).most_alike_first(tags).for_headlines()
