"""Stories that were deleted before readers saw them: kept a while, then gone."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Article

KEPT_FOR = timedelta(days=30)


def put_in_trash(article):
    """Take a story off the desk; raises ValidationError when readers have seen it."""
    article.trashed_at = timezone.now()
    article.full_clean(exclude=["tags"])
    article.save()


def take_out(article):
    article.trashed_at = None
    article.save()


def overdue():
    """Return the stories whose time in the trash is over."""
    return Article.objects.filter(trashed_at__lt=timezone.now() - KEPT_FOR)
