"""WebSub (https://www.w3.org/TR/websub/): a hub is told which feeds have something new.

What a publisher sends to a hub is left open by the standard; this is what the public hubs take.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from articles.models import Article
from sources.models import Source
from syndication.formats import FORMATS
from syndication.pings import post

# Older stories than these stand in hardly any feed, so whatever happens to them can wait.
NEWEST = 200  # stories


def news(since):
    """Return the addresses of all feeds that have a story published or changed since then."""
    stories = Article.objects.published().newest_first().select_related("section__parent")
    changed = [
        story
        for story in stories.prefetch_related("tags", "authors")[:NEWEST]
        if max(filter(None, [story.published_at, story.embargo_until, story.changed_at])) >= since
    ]
    if not changed:
        return []
    return sorted({address for feed in _feeds_of(changed) for address in _addresses(*feed)})


def _feeds_of(stories):
    """Yield the address names and slugs of the feeds that show the stories, some repeatedly."""
    yield ("site_feed",)
    for story in stories:
        sections = filter(None, [story.section, story.section.parent])
        yield from (("section_feed", section.slug) for section in sections)
        yield from (("tag_feed", tag.slug) for tag in story.tags.all())
        yield from (("author_feed", author.slug) for author in story.authors.all())
    yield from (("source_feed", slug) for slug in _sources_of(stories))


def _sources_of(stories):
    return (
        Source.objects.filter(
            Q(articleattributions__article__in=stories)
            | Q(photoattributions__photo__led_articles__in=stories)
            | Q(photoattributions__photo__parts__article__in=stories)
            | Q(photoattributions__photo__illustrations__part__article__in=stories)
        )
        .distinct()
        .values_list("slug", flat=True)
    )


def _addresses(name, *slugs):
    return [settings.SITE_ADDRESS + reverse(name, args=[*slugs, format]) for format in FORMATS]


def tell(hub, topics):
    body = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
    post(hub, body.encode(), "application/x-www-form-urlencoded")
