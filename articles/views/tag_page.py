from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.models import Article
from articles.river import river
from composing.standing import standing
from permalinks.moved import redirect_to_moved


@require_safe
def tag_page(request, slug):
    tag = next(iter(_tags_at(slug=slug)), None)
    if tag is None:
        return redirect_to_moved(Tag.objects.all(), slug)
    stories = partial(_stories, tag=tag.pk, now=timezone.now())
    return render(request, "articles/tag_page.html", {"tag": tag, "river": river(request, stories)})


@standing
def _tags_at(slug):
    return Tag.objects.filter(slug=slug)


@standing
def _stories(tag, now):
    return Article.objects.published(now).tagged(tag).newest_first().for_headlines()
