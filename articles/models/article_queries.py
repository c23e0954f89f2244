"""Which stories: the one door through which readers come to them, and ways to choose some."""

from django.db import models
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Trunc
from django.utils import timezone

from articles.models.status import Status
from articles.models.tag import TaggedArticle
from articles.weeks import midnight
from photos.models import PhotoAttribution, unread_of

# What the desk keeps of a story; no list and no feed tells it.
UNREAD_IN_FEEDS = (
    *("backstory", "ai_use", "embargo_until", "expires_at", "coverage_ended_at"),
    *("taken_down_reason", "created_by", "changed_at", "revision", "trashed_at"),
)
UNREAD_BY_HEADLINES = (*UNREAD_IN_FEEDS, "created_at", "updated_at")


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """What readers may see now, or at a moment to come: the one door to public content."""
        moment = at or timezone.now()
        return self.filter(
            Q(embargo_until=None) | Q(embargo_until__lte=moment),
            Q(expires_at=None) | Q(expires_at__gt=moment),
            status=Status.PUBLISHED,
            published_at__lte=moment,
        )

    def kept(self):
        """Stories that are not in the trash."""
        return self.filter(trashed_at=None)

    def trashed(self):
        return self.exclude(trashed_at=None)

    def taken_down(self):
        return self.filter(status=Status.TAKEN_DOWN)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def most_read(self):
        return self.filter(views__total__gt=0).order_by("-views__total", "-pk")

    def most_read_since(self, day, number):
        """So many stories in the order of their views from that day on.

        Asked so, a database begins with the views of these days, adds them up once, and never walks
        through the archive. Chain after it what is to be fetched as well.
        """
        views = self.model.daily_views.rel.related_model.objects.filter(day__gte=day)
        of_these = views.filter(Exists(self.filter(pk=OuterRef("article"))))
        # Grouped by the bare column, SQLite would walk through the views of all days.
        summed = of_these.values(story=F("article_id") + 0).annotate(sum=Sum("count"))
        best = summed.order_by("-sum", "-story").values("story")[:number]
        of_one = views.filter(article=OuterRef("pk")).values("article").annotate(sum=Sum("count"))
        reads = Subquery(of_one.values("sum"))
        return self.model.objects.filter(pk__in=best).order_by(reads.desc(), "-pk")

    def between(self, first_day, next_day):
        """Stories published from the first day on and before the next, in the site's time zone."""
        return self.filter(
            published_at__gte=midnight(first_day), published_at__lt=midnight(next_day)
        )

    def count_by(self, kind):
        """Return `{date: number}` of stories by the first day of their "day", "month" or "year"."""
        counted = self.annotate(begins_on=Trunc("published_at", kind, output_field=DateField()))
        numbers = counted.order_by().values("begins_on").annotate(number=Count("pk"))
        return dict(numbers.values_list("begins_on", "number"))

    def in_section(self, section):
        """Stories of a section and of the sections within it; reads `section.within`."""
        return self.filter(section__in=section.keys_within())

    def filed_under(self, heading):
        """Published stories of a tag, an author or a source, newest first; see `heading_of`.

        They are read in the order in which they are filed, however few or many there are. Whether
        readers may see them yet, or still, `published()` alone says.
        """
        newest_first = "-clippings__published_at", "-clippings__article_id"
        return self.filter(clippings__heading=heading).order_by(*newest_first)

    def by(self, author):
        """Stories that an author has any role in, each once."""
        bylines = self.model.authors.through.objects.filter(author=author)
        return self.filter(pk__in=bylines.values("article"))

    def tagged(self, tag):
        """Stories that bear a tag. A join would let SQLite look at each story of the archive."""
        tagged = TaggedArticle.objects.filter(tag=tag)
        return self.filter(pk__in=tagged.values("content_object"))

    def made_by(self, user):
        """Stories that an account began, or has a byline of its author on, in any role."""
        bylines = self.model.authors.through.objects.filter(author__user=user)
        return self.filter(Q(created_by=user) | Q(pk__in=bylines.values("article")))

    def citing(self, source):
        """Stories that rest on a source, in their text or in a picture of theirs.

        A union, because the archive would be read for conditions of which one must be true.
        """
        in_text = self.model.attributions.rel.related_model.objects.filter(source=source)
        in_pictures = PhotoAttribution.objects.filter(source=source)
        citing = (
            in_text.order_by()
            .values("article")
            .union(
                in_pictures.values("photo__led_articles"),
                in_pictures.values("photo__parts__article"),
                in_pictures.values("photo__illustrations__part__article"),
            )
        )
        return self.filter(pk__in=citing)

    def told_as(self, article):
        """An article in all its languages: the original and its translations."""
        original = article.translation_of_id or article.pk
        return self.filter(Q(pk=original) | Q(translation_of=original))

    def near(self, section, tags):
        """Stories of a section or with a tag in common, all given by their keys."""
        return self.filter(Q(section=section) | Exists(_joins_with(tags)))

    def most_alike_first(self, tags):
        """Stories with most of the tags of these keys first, of those with as many the newest."""
        counted = _joins_with(tags).order_by().values("content_object").annotate(count=Count("pk"))
        shared = Coalesce(Subquery(counted.values("count")), 0)
        return self.order_by(shared.desc(), "-published_at", "-pk")

    def for_bare_headlines(self):
        """Fetch what a headline with its section reads, in one query."""
        return self.select_related("section").defer(*UNREAD_BY_HEADLINES)

    def for_headlines(self):
        """Fetch what a headline with its photo and section reads, in one query."""
        with_photos = self.for_bare_headlines().select_related("lead_photo")
        return with_photos.defer(*unread_of("lead_photo"))

    def for_feeds(self):
        """Fetch what tells of stories elsewhere, in a fixed number of queries."""
        joined = self.select_related("section", "lead_photo").prefetch_related("bylines")
        return joined.defer(*UNREAD_IN_FEEDS, *unread_of("lead_photo"))

    def for_page(self, today=None):
        """Fetch the story with what stands around its text; `story_context` fetches the rest.

        `views_today` is the count of the publication's day, or None; `is_translated` tells
        whether there are translations, published or not.
        """
        today = today or timezone.localdate()
        return (
            self.select_related("section__parent", "lead_photo", "views")
            .alias(daily=FilteredRelation("daily_views", condition=Q(daily_views__day=today)))
            .annotate(
                views_today=F("daily__count"),
                is_translated=Exists(self.model.objects.filter(translation_of=OuterRef("pk"))),
            )
            .defer(*unread_of("lead_photo"))
        )


def _joins_with(tags):
    return TaggedArticle.objects.filter(content_object=OuterRef("pk"), tag__pk__in=tags)
