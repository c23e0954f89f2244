from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.front_page import leads_of
from articles.models import Article
from articles.river import river
from permalinks.moved import redirect_to_moved
from publication.models import Section


@require_safe
def section_page(request, slug):
    sections = Section.objects.select_related("parent").prefetch_related("subsections")
    section = sections.filter(slug=slug).first()
    if section is None:
        return redirect_to_moved(Section.objects.all(), slug)
    stories = Article.objects.published().in_section(section)
    return render(
        request,
        "articles/section_page.html",
        {"section": section, "river": river(request, stories, leads=leads_of(section))},
    )
