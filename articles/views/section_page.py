from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.front_page import leads_of
from articles.models import Article
from articles.river import headlines_from, river
from composing.standing import standing
from permalinks.moved import redirect_to_moved
from publication.models import Section, section_at


@require_safe
def section_page(request, slug):
    section = section_at(slug)
    if section is None:
        return redirect_to_moved(Section.objects.all(), slug)
    leads = leads_of(section)
    stories = partial(
        _stories,
        sections=section.keys_within(),
        others=[story.pk for story in leads],
        now=timezone.now(),
    )
    return render(
        request,
        "articles/section_page.html",
        {"section": section, "river": river(request, stories, leads=leads)},
    )


@standing
def _stories(start, sections, others, now):
    stories = Article.objects.published(now).filter(section__pk__in=sections)
    return headlines_from(start, stories.exclude(pk__in=others).newest_first())
