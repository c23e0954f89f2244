"""Who is to do what for a story, until when, and when it is to come out."""

from datetime import datetime, time

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Byline

END_OF_DAY = time.max


class Plan(models.Model):
    """The day, and perhaps the time, on which a story is to come out; it publishes nothing."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="plan"
    )
    day = models.DateField()
    time = models.TimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.article}: {self.day}"

    @property
    def moment(self):
        return _moment(self.day, self.time)


class AssignmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def next_due_first(self):
        return self.order_by("due_on", F("due_time").asc(nulls_last=True), "pk")


class Assignment(models.Model):
    """A person is asked to do something for a story, on a day and perhaps by a time."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    role = models.CharField(_("as"), max_length=20, choices=Byline.Role, default=Byline.Role.WORDS)
    task = models.CharField(_("what is asked"), max_length=500)
    due_on = models.DateField(_("due on"))
    due_time = models.TimeField(_("at"), null=True, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "done_at", "due_on"], name="assignment_of_person")
        ]

    def __str__(self):
        return self.task

    @property
    def due_at(self):
        """The moment at which it is due: the end of the day when no time was said."""
        return _moment(self.due_on, self.due_time or END_OF_DAY)

    @property
    def is_overdue(self):
        return self.done_at is None and self.due_at < timezone.now()


def _moment(day, at):
    """Return a day and a time, or its beginning, as a moment in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, at or time.min))
