"""Where a photo is shown: stories, people, the publication. What shows it is above this room."""

from django.db.models import prefetch_related_objects

_SHOWING = (
    "led_articles", "parts__article", "illustrations__part__article", "portrayed_authors",
    "publications",
)  # fmt: skip


def fetch_uses(photos):
    """Fetch what `uses_of` reads for all of the photos, in a fixed number of queries."""
    prefetch_related_objects(photos, *_SHOWING)


def uses_of(photo):
    """Return all that shows a photo, each once: the newest stories first, then people and logo."""
    beside_texts = [part.article for part in photo.parts.all()]
    within_texts = [each.part.article for each in photo.illustrations.all()]
    stories = dict.fromkeys([*photo.led_articles.all(), *beside_texts, *within_texts])
    newest_first = sorted(stories, key=lambda story: story.pk, reverse=True)
    return [*newest_first, *photo.portrayed_authors.all(), *photo.publications.all()]
