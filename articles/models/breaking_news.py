"""What happens right now, told in a line at the head of every page."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.front_page import can_be_picked
from publication.models import Publication


class BreakingNews(models.Model):
    """A line that leads to a story, until a moment at which nobody has to think of removing it.

    It hangs on the publication, whose row every page reads, so it costs no page a query.
    """

    publication = models.OneToOneField(
        Publication,
        on_delete=models.CASCADE,
        primary_key=True,
        default=Publication.THE_ONE,
        editable=False,
        related_name="breaking_news",
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        verbose_name=_("story"),
        related_name="+",
        limit_choices_to=can_be_picked,
    )
    line = models.CharField(
        _("line"), max_length=120, help_text=_("What has happened, in a few words.")
    )
    until = models.DateTimeField(_("until"), help_text=_("Readers see the line until then."))

    class Meta:
        verbose_name = verbose_name_plural = _("breaking news")

    def __str__(self):
        return self.line

    @property
    def is_public(self):
        return self.until > timezone.now() and self.article.is_published
