from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.river import river
from publication.models import Section


@require_safe
def section_page(request, slug):
    sections = Section.objects.select_related("parent").prefetch_related("subsections")
    section = get_object_or_404(sections, slug=slug)
    return render(
        request,
        "articles/section_page.html",
        {
            "section": section,
            "river": river(request, Article.objects.published().in_section(section)),
        },
    )
