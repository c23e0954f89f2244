from django.shortcuts import render
from django.views.decorators.http import require_safe

from authors.models import Author

# A page that grows past this needs letters of the alphabet, not more rows.
MOST_AUTHORS = 500


@require_safe
def authors_page(request):
    """Show the people and desks that write, by name."""
    authors = Author.objects.select_related("portrait").order_by("is_desk", "name")
    return render(request, "articles/authors_page.html", {"authors": authors[:MOST_AUTHORS]})
