from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.front_page import front_page_context


@require_safe
def front_page(request):
    return render(request, "articles/front_page.html", front_page_context())
