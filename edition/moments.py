"""The moments at which a page changes by itself, without anybody changing anything."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from articles.models import Article, BreakingNews, FrontPage, FrontPagePick, Status
from articles.weeks import midnight


def next_moment(now):
    """Return the first moment after `now` at which readers see something else than before.

    Each is found at the beginning of an index, or in a table of a few rows. Licences of pictures
    end with a day, and so does the date at the head of each page: midnight stands for them all.
    """
    scheduled = (
        (Article.objects.filter(status=Status.PUBLISHED), "published_at"),
        (Article.objects, "embargo_until"),
        (Article.objects, "expires_at"),
        (FrontPage.objects, "starts_at"),
        (FrontPagePick.objects, "until"),
        (BreakingNews.objects, "until"),
    )
    moments = (
        rows.filter(**{f"{name}__gt": now}).aggregate(first=Min(name))["first"]
        for rows, name in scheduled
    )
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return min([midnight(tomorrow), *filter(None, moments)])
