from django.shortcuts import render
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.river import river_of
from composing.standing import standing
from permalinks.moved import redirect_to_moved


@require_safe
def tag_page(request, slug):
    tag = next(iter(_tags_at(slug=slug)), None)
    if tag is None:
        return redirect_to_moved(Tag.objects.all(), slug)
    river = river_of(request, tag)
    return render(request, "articles/tag_page.html", {"tag": tag, "river": river})


@standing
def _tags_at(slug):
    return Tag.objects.filter(slug=slug)
