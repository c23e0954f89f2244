"""What somebody wrote on the writing screen and did not save in the story yet."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article


class DraftQuerySet(models.QuerySet):
    def of(self, article):
        """Return the draft of a story with who saved it, or None."""
        return self.filter(article=article).select_related("saved_by").first()

    def begun_by(self, user):
        """Drafts of stories that were never saved, the newest first."""
        return self.filter(article=None, saved_by=user).order_by("-saved_at")


class Draft(models.Model):
    """Unpublished changes to an article: the kept form of the writing screen.

    `form` is what a browser would send, as a list of `[name, value]`. A story that was never saved
    has no article yet; its draft is found by the `key` that its form carries. `stamp` changes with
    each save, so that a form can tell whether it shows the newest. `notes` are messages that stand
    beside fields, by their name on the page.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, null=True, related_name="draft"
    )
    key = models.UUIDField(null=True, unique=True)
    form = models.JSONField()
    notes = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    stamp = models.UUIDField(default=uuid4)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None) ^ Q(key=None), name="draft_is_of_a_story_or_has_a_key"
            ),
        ]

    def __str__(self):
        return self.headline or _("Untitled story")

    @property
    def headline(self):
        return next((value for name, value in self.form if name == "headline"), "").strip()

    @property
    def sent(self):
        """The form as Django reads one. What acts on the story is never kept: its status."""
        sent = QueryDict(mutable=True)
        for name, value in self.form:
            sent.appendlist(name, value)
        sent["status"] = self.article.status if self.article else "draft"
        return sent
