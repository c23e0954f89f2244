"""What was once found at an address can be found there for ever."""

from django.db import models, transaction

from permalinks.slugs import tidy_slug


class FormerSlugManager(models.Manager):
    def of(self, model):
        return self.filter(table=model._meta.label_lower)

    def keep(self, row, slug):
        """Remember that the row was found by the slug; forget whose its present one was before."""
        table = row._meta.label_lower
        self.update_or_create(table=table, slug=slug, defaults={"row": row.pk})
        self.filter(table=table, slug=row.slug).delete()


class FormerSlug(models.Model):
    """A slug that a row of a table, such as "articles.article", was found by before."""

    table = models.CharField(max_length=60)
    slug = models.SlugField(max_length=200, allow_unicode=True)
    row = models.PositiveBigIntegerField()

    objects = FormerSlugManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "slug"], name="former_slug_is_unique"),
        ]

    def __str__(self):
        return f"{self.slug} ({self.table})"


class Permalinked(models.Model):
    """For models with a unique `slug`: a row stays findable by every slug that it had."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._tidy_slug()
        with transaction.atomic():
            former = self._stored_slug()
            super().save(*args, **kwargs)
            if former and former != self.slug:
                FormerSlug.objects.keep(self, former)

    def clean_fields(self, exclude=None):
        """Tidy a typed slug before it is compared with those that others have."""
        self._tidy_slug()
        super().clean_fields(exclude)

    def _tidy_slug(self):
        self.slug = self.slug and tidy_slug(self.slug)

    def _stored_slug(self):
        if self._state.adding:
            return None
        rows = type(self)._base_manager.filter(pk=self.pk)
        return rows.values_list("slug", flat=True).first()
