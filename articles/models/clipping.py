"""The morgue: where a newspaper files its stories under what readers look them up by."""

from django.db import models

from articles.models.article import Article


class Clipping(models.Model):
    """A published story, filed under a tag, an author or a source, in the order of time.

    Lists are read from here: among a million stories, those of a rare tag are found nowhere else
    in a millisecond. The database keeps it in step with the index of the search (search/index.py).
    """

    pk = models.CompositePrimaryKey("heading", "published_at", "article")
    heading = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    # Whatever deletes a story, its clippings go by themselves.
    article = models.ForeignKey(
        Article, models.DO_NOTHING, related_name="clippings", db_constraint=False, db_index=False
    )

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.heading}: {self.article}"


def heading_of(subject):
    """Return what stories of a tag, an author or a source are filed under, as `author12`."""
    return f"{subject._meta.model_name}{subject.pk}"
