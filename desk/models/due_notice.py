from django.db import models

from articles.models import Article


class DueNoticeQuerySet(models.QuerySet):
    def due(self):
        """Notices of stories that readers can see by now."""
        return self.filter(article__in=Article.objects.published().values("pk"))


class DueNotice(models.Model):
    """A story whose writers are to be told as soon as it appears by its schedule."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="due_notice"
    )

    objects = DueNoticeQuerySet.as_manager()

    def __str__(self):
        return str(self.article)
