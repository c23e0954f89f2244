"""The front page as editors arrange it; wherever they choose nothing, the newest stories stand."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, Status
from publication.models import Publication, Section

# The lead and the three seconds beside it.
TOP_PLACES = 4
# Of a section front: one story with its photo and the two beside it. Below them stands what is new.
SECTION_PLACES = 3


class FrontPage(Publication):
    """The publication, seen as the page that the desk arranges."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = _("front page")
        default_permissions = ["change"]

    def __str__(self):
        return str(_("Front page"))


def can_be_picked():
    """What editors may choose: stories that readers can see, or will be able to see."""
    return Q(status=Status.PUBLISHED) & (Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


class FrontPagePickQuerySet(models.QuerySet):
    def public(self):
        """What readers may see: picks that have not given way, of stories that are published.

        Asked so, a database begins with the few picks and never walks through the archive.
        """
        published = Article.objects.published().filter(pk=OuterRef("article"))
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), Exists(published))

    def for_headlines(self):
        """Fetch the stories too, with what a headline reads, in one query."""
        return self.select_related("article__section", "article__lead_photo")

    def as_text(self):
        """Return a text that is another one whenever the arrangement is."""
        rows = self.order_by("pk").values_list("section", "order", "article", "until")
        return "; ".join(" ".join(map(str, row)) for row in rows)

    @transaction.atomic
    def arrange(self, picks):
        """Put unsaved picks in the stead of all that there are.

        All rows are made anew, so that two stories can change places without meeting in one.
        """
        self.all().delete()
        self.bulk_create(list(picks))


class FrontPagePick(models.Model):
    """A story that editors chose for a place on the front page, perhaps until a certain moment.

    Without a section the place is one at the top of the page, and `order` 0 is the lead.
    """

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        default=Publication.THE_ONE,
        related_name="front_page_picks",
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="front_page_picks",
    )
    order = models.PositiveSmallIntegerField(_("order"))
    article = models.OneToOneField(
        Article,
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="front_page_pick",
        limit_choices_to=can_be_picked,
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = FrontPagePickQuerySet.as_manager()

    class Meta:
        default_permissions = []
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["section", "order"], name="front_page_place_is_unique"),
            # To a database, two sections that are null differ.
            models.UniqueConstraint(
                fields=["order"],
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
