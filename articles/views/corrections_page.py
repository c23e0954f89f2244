from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Correction
from articles.river import page_of, rows_from


@require_safe
def corrections_page(request):
    """List what was corrected in published stories, the newest first."""
    corrections = Correction.objects.public().newest_first().for_ledger()
    page = page_of(request, lambda start: list(rows_from(start, corrections)))
    return render(request, "articles/corrections_page.html", {"page": page})
