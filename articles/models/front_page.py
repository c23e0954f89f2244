"""The front page as editors arrange it; wherever they choose nothing, the newest stories stand."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.article_queries import UNREAD_BY_HEADLINES
from articles.models.status import Status
from photos.models import unread_of
from publication.models import Section

# The lead and the three seconds beside it.
TOP_PLACES = 4
# Of a section front: one story with its photo and the two beside it. Below them stands what is new.
SECTION_PLACES = 3


class FrontPageQuerySet(models.QuerySet):
    def begun(self, at=None):
        """Arrangements that began by now or by the moment given, the one that holds first."""
        return self.filter(starts_at__lte=at or timezone.now()).order_by("-starts_at")

    def planned(self):
        return self.filter(starts_at__gt=timezone.now()).order_by("starts_at")

    def current(self):
        """Return the arrangement that readers see; the first time, one without any choice."""
        return self.begun().first() or self.create()

    def over(self):
        """Arrangements in whose place another has come."""
        return self.begun().exclude(pk__in=self.begun()[:1].values("pk"))


class FrontPage(models.Model):
    """The front page as editors arranged it, from a moment on and until another begins."""

    starts_at = models.DateTimeField(
        _("begins"),
        default=timezone.now,
        unique=True,
        error_messages={"unique": _("Another change begins at this moment. Choose a later one.")},
    )

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("front page")
        default_permissions = ["change"]

    def __str__(self):
        return str(_("Front page"))

    @property
    def is_planned(self):
        return self.starts_at > timezone.now()

    @cached_property
    def chosen(self):
        """The picks with their stories, as fetched when first asked for."""
        return list(self.picks.select_related("article__section")) if self.pk else []

    def as_text(self):
        """Return a text that is another one whenever the arrangement is."""
        picks = sorted(self.chosen, key=lambda pick: pick.pk)
        rows = ((pick.section_id, pick.order, pick.article_id, pick.until) for pick in picks)
        return "; ".join(" ".join(map(str, row)) for row in rows)

    @transaction.atomic
    def arrange(self, picks):
        """Put unsaved picks in the stead of all that there are, and forget what is over.

        All rows are made anew, so that two stories can change places without meeting in one.
        """
        self.picks.all().delete()
        for pick in picks:
            pick.front_page = self
            pick.save(force_insert=True)
        FrontPage.objects.over().delete()


def can_be_picked():
    """What editors may choose: stories that readers can see, or will be able to see."""
    return Q(status=Status.PUBLISHED) & (Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


class FrontPagePickQuerySet(models.QuerySet):
    def public(self, at=None):
        """What readers may see: current picks that have not given way, of published stories.

        Asked so, a database begins with the few picks and never walks through the archive.
        """
        moment = at or timezone.now()
        published = Article.objects.published(moment).filter(pk=OuterRef("article"))
        return self.filter(
            Q(until=None) | Q(until__gt=moment),
            Exists(published),
            front_page__in=FrontPage.objects.begun(moment)[:1].values("pk"),
        )

    def for_headlines(self):
        """Fetch the stories too, with what a headline reads, in one query."""
        joined = self.select_related("article__section", "article__lead_photo")
        unread = [f"article__{name}" for name in UNREAD_BY_HEADLINES]
        return joined.defer(*unread, *unread_of("article__lead_photo"))


class FrontPagePick(models.Model):
    """A story that editors chose for a place on the front page, perhaps until a certain moment.

    Without a section the place is one at the top of the page, and `order` 0 is the lead.
    """

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="picks")
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="front_page_picks",
    )
    order = models.PositiveSmallIntegerField(_("order"))
    article = models.ForeignKey(
        Article,
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="front_page_picks",
        limit_choices_to=can_be_picked,
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = FrontPagePickQuerySet.as_manager()

    class Meta:
        default_permissions = []
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["front_page", "article"], name="front_page_has_a_story_once"
            ),
            models.UniqueConstraint(
                fields=["front_page", "section", "order"], name="front_page_place_is_unique"
            ),
            # To a database, two sections that are null differ.
            models.UniqueConstraint(
                fields=["front_page", "order"],
                condition=Q(section=None),
                name="front_page_top_place_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(section=None, order__lt=TOP_PLACES)
                | Q(section__isnull=False, order__lt=SECTION_PLACES),
                name="front_page_has_such_a_place",
            ),
        ]

    def __str__(self):
        return f"{self.article} ({self.section or _('top')}, {self.order + 1})"

    def is_public_at(self, moment):
        """The twin of `FrontPagePickQuerySet.public` for one pick."""
        has_given_way = self.until is not None and self.until <= moment
        return not has_given_way and self.article.is_published_at(moment)
