from datetime import timedelta

from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from publication.models import Section

SECONDS = 3  # stories beside the lead
FRONT_STORIES = 7  # stories of a section front: one with its photo, two beside it, four headlines
MOST_READ = 5


@require_safe
def front_page(request):
    lead, seconds = _top_stories()
    shown = {story.pk for story in [lead, *seconds] if story}
    fronts = [(section, _front(section, shown)) for section in _sections()]
    stories = [story for _, front in fronts for story in front]
    prefetch_related_objects(stories, "bylines")
    return render(
        request,
        "articles/front_page.html",
        {
            "is_front_page": True,
            "lead": lead,
            "seconds": seconds,
            "most_read": _most_read(),
            "fronts": [(section, front) for section, front in fronts if front],
        },
    )


def _top_stories():
    """Return the lead and the seconds, the newest stories."""
    newest = Article.objects.published().newest_first().for_cards()[: SECONDS + 1]
    lead, *seconds = _led_by_photo(newest) or [None]
    return lead, seconds


def _most_read():
    """Return what was read most this week; in a week too quiet to tell, what ever was."""
    week = timezone.localdate() - timedelta(days=6)
    published = Article.objects.published().for_headlines()
    this_week = list(published.most_read_since(week)[:MOST_READ])
    return this_week if len(this_week) == MOST_READ else published.most_read()[:MOST_READ]


def _sections():
    return Section.objects.top().prefetch_related("subsections")


def _front(section, shown):
    articles = Article.objects.published().in_section(section).exclude(pk__in=shown)
    return _led_by_photo(articles.newest_first().for_headlines()[:FRONT_STORIES])


def _led_by_photo(stories):
    """Return the stories as a list, the first of them that has a photo before the others."""
    stories = list(stories)
    lead = next((story for story in stories if story.lead_photo), None)
    return sorted(stories, key=lambda story: story != lead)
