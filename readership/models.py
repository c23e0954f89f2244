"""How often stories are read: day by day, in all, and who must not be counted twice."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article

LONGEST_NAME = 253  # characters; what a host's name may have


class DailyViewsQuerySet(models.QuerySet):
    def today(self):
        return self.filter(day=timezone.localdate())


class DailyViews(models.Model):
    """The views of one article on one day of the publication's time zone."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="daily_views"
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("count"), default=0)

    objects = DailyViewsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("daily views")
        constraints = [
            models.UniqueConstraint(fields=["article", "day"], name="daily_views_are_unique"),
        ]
        # All columns, so that the table itself is not read.
        indexes = [models.Index(fields=["day", "-count", "article"], name="daily_views_most_read")]

    def __str__(self):
        return f"{date_format(self.day)}: {self.count}"


class HourlyViews(models.Model):
    """The views of one article in one hour, for the desk to see what is read now; kept for days."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="hourly_views"
    )
    hour = models.DateTimeField(_("hour"))
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        default_permissions = []
        constraints = [
            # The hour comes first: it is what is asked for and what is forgotten.
            models.UniqueConstraint(fields=["hour", "article"], name="hourly_views_are_unique"),
        ]

    def __str__(self):
        return f"{self.hour:%Y-%m-%d %H}: {self.count}"


class DailyTally(models.Model):
    """How often something was named on one day; who named it is not kept."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        abstract = True
        default_permissions = []

    def __str__(self):
        return f"{self.name}: {self.count}"


class DailyReferrer(DailyTally):
    """The views of a day that came by a link from another site, under the name of its host."""

    class Meta(DailyTally.Meta):
        constraints = [
            models.UniqueConstraint(fields=["day", "name"], name="daily_referrers_are_unique"),
        ]


class FruitlessSearch(DailyTally):
    """Words that readers looked for on a day and found no story with."""

    class Meta(DailyTally.Meta):
        constraints = [
            models.UniqueConstraint(fields=["day", "name"], name="fruitless_searches_are_unique"),
        ]


class ArticleViews(models.Model):
    """All views of one article: those we counted, and those that an older site had counted."""

    article = models.OneToOneField(
        Article,
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="views",
    )
    counted = models.PositiveBigIntegerField(_("counted"), default=0)
    imported = models.PositiveBigIntegerField(_("imported"), default=0)
    total = models.GeneratedField(
        verbose_name=_("total"),
        expression=F("counted") + F("imported"),
        output_field=models.PositiveBigIntegerField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = verbose_name_plural = _("article views")
        indexes = [models.Index(fields=["-total"], name="article_views_most_read")]

    def __str__(self):
        return ngettext("%(total)d view", "%(total)d views", self.total) % {"total": self.total}


class RecentView(models.Model):
    """When a reader was last counted on an article, under a keyed hash; forgotten with the day."""

    reader = models.CharField(max_length=32, primary_key=True)
    counted_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.reader


class DailySalt(models.Model):
    """The key of a day's hashes. Thrown away with the day, it can never be asked again."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(salt=b""), name="daily_salt_is_not_empty"),
        ]

    def __str__(self):
        return str(self.day)


class DrainedBatch(models.Model):
    """A batch of views from Redis that the counts hold, written in the same transaction as they."""

    batch = models.CharField(max_length=32, primary_key=True)
    drained_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.batch
