"""Who is at work on a story, so that two people do not write at once without knowing."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article

# A window that was closed says nothing more; one that is open says something every ten seconds.
GONE_AFTER = timedelta(seconds=40)


class EditingQuerySet(models.QuerySet):
    def now(self, article):
        """Return who is editing a story and since when, or None."""
        since = timezone.now() - GONE_AFTER
        return self.filter(article=article, seen_at__gte=since).select_related("person").first()

    def by_another(self, article, person):
        """The same, but None when it is this person."""
        editing = self.now(article)
        return editing if editing and editing.person_id != person.pk else None

    def see(self, article, person):
        """Remember that a person is at work, since now unless they were before."""
        now = timezone.now()
        mine = self.filter(article=article, person=person, seen_at__gte=now - GONE_AFTER)
        if not mine.update(seen_at=now):
            self.take_over(article, person)

    def take_over(self, article, person):
        now = timezone.now()
        fresh = {"person": person, "began_at": now, "seen_at": now}
        self.update_or_create(article=article, defaults=fresh)

    def leave(self, article, person):
        self.filter(article=article, person=person).delete()


class Editing(models.Model):
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="editing")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = EditingQuerySet.as_manager()

    def __str__(self):
        return f"{self.person} is editing “{self.article}”"
