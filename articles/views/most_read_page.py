from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.models.byline import fetch_bylines
from composing.standing import standing

RANKS = 20
# The last word of each address, its name, and how many days it looks back; None is all of them.
WINDOWS = {
    "today": (_("Today"), 1),
    "7-days": (_("7 days"), 7),
    "30-days": (_("30 days"), 30),
    "all-time": (_("All time"), None),
}


@require_safe
def most_read_page(request, window="7-days"):
    """Rank stories by their views; without a window, by those of the last seven days."""
    if window not in WINDOWS:
        raise Http404("There is no such list.")
    _name, days = WINDOWS[window]
    return render(
        request,
        "articles/most_read_page.html",
        {
            "window": window,
            "windows": [(key, name) for key, (name, _days) in WINDOWS.items()],
            "stories": _ranked(days),
        },
    )


def _ranked(days):
    now, today = timezone.now(), timezone.localdate()
    stories = _read_since(day=today - timedelta(days=days - 1), now=now) if days else _read(now=now)
    fetch_bylines(stories)
    return stories


@standing
def _read_since(day, now):
    return Article.objects.published(now).most_read_since(day, RANKS).for_headlines()


@standing
def _read(now):
    return Article.objects.published(now).most_read().for_headlines()[:RANKS]
