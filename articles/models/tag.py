"""Tags, joined to stories by a table of their own, so that the database can keep the join whole."""

from django.db import models
from taggit.models import ItemBase, Tag


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_articles"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_is_unique"),
        ]
