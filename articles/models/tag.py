"""Tags, joined to stories by a table of their own, so that the database can keep the join whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, Tag


class TaggedArticle(ItemBase):
    # The index of the stories of a tag stands in its place.
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="tagged_articles", db_index=False
    )
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_articles"
    )

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        # Both columns, so that the table itself is not read.
        indexes = [models.Index(fields=["tag", "content_object"], name="tag_stories")]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_is_unique"),
        ]
