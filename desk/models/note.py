"""What those who work on a story tell each other."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Part

LONGEST_NOTE = 2_000  # characters


class NoteQuerySet(models.QuerySet):
    def unresolved(self):
        return self.filter(reply_to=None, resolved_at=None)

    def as_threads(self):
        """Notes with their replies and who wrote them, what is unresolved first, in order."""
        with_people = self.select_related("part", "written_by__author", "resolved_by__author")
        replies = Note.objects.select_related("written_by__author").order_by("written_at", "pk")
        return (
            with_people.filter(reply_to=None)
            .prefetch_related(Prefetch("replies", replies))
            .order_by(models.F("resolved_at").asc(nulls_first=True), "written_at", "pk")
        )


class Note(models.Model):
    """A note on a story or on one of its parts; or the reply to one, which is never resolved."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    part = models.ForeignKey(
        Part, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.TextField(max_length=LONGEST_NOTE)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_to=None) | Q(resolved_at=None),
                name="note_that_replies_is_not_resolved",
                violation_error_message=_("A reply is resolved with the note it belongs to."),
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(60)

    @property
    def is_resolved(self):
        return self.resolved_at is not None

    def resolve(self, *, by):
        self.resolved_by, self.resolved_at = by, timezone.now()
        self.save(update_fields=["resolved_by", "resolved_at"])

    def reopen(self):
        self.resolved_by = self.resolved_at = None
        self.save(update_fields=["resolved_by", "resolved_at"])
