from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.river import river_of
from composing.standing import standing
from permalinks.moved import redirect_to_moved
from sources.models import Source


@require_safe
def source_page(request, slug):
    source = next(iter(_sources_at(slug=slug)), None)
    if source is None:
        return redirect_to_moved(Source.objects.all(), slug)
    river = river_of(request, source)
    _say_what_for(river.entries, source)
    return render(request, "articles/source_page.html", {"source": source, "river": river})


@standing
def _sources_at(slug):
    return Source.objects.filter(slug=slug)


def _say_what_for(stories, source):
    """Give each story `cited_for`: what it uses the source for, each use once, in one query."""
    in_text = source.articleattributions.filter(article__in=stories)
    of_lead_photos = source.photoattributions.filter(photo__led_articles__in=stories)
    of_photos = source.photoattributions.filter(photo__parts__article__in=stories)
    of_pictures = source.photoattributions.filter(photo__illustrations__part__article__in=stories)
    uses = (
        in_text.order_by()
        .values_list("article", "used_for")
        .union(
            of_lead_photos.values_list("photo__led_articles", "used_for"),
            of_photos.values_list("photo__parts__article", "used_for"),
            of_pictures.values_list("photo__illustrations__part__article", "used_for"),
        )
    )
    uses = sorted(uses)
    for story in stories:
        story.cited_for = [used_for for article, used_for in uses if article == story.pk]
