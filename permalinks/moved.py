"""From a slug that nothing has any more to what had it."""

from django.http import Http404
from django.shortcuts import redirect

from permalinks.models import FormerSlug


def redirect_to_moved(rows, slug, *, ending=""):
    """Lead for ever from a former slug to the page of the row that has moved.

    `ending` is what stands behind the page's address, as "feed/rss/". Raises Http404 when none of
    the rows ever had the slug, so give only rows that readers may see.
    """
    former = FormerSlug.objects.of(rows.model).filter(slug=slug)
    moved = rows.filter(pk__in=former.values("row")).first()
    if moved is None:
        raise Http404("There is nothing at this address, and never was.")
    return redirect(f"{moved.get_absolute_url()}{ending}", permanent=True)
