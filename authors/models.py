"""The people and desks that write."""

import re

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from permalinks.models import Permalinked
from photos.models import Photo
from sources.models import web_address

fediverse_address = RegexValidator(
    r"^@[\w.-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z",
    "Write it as @name@server.example: two signs “@”, and no web address.",
    flags=re.ASCII | re.IGNORECASE,
)


class Author(Permalinked):
    """A person or desk that writes. A guest has no account to sign in with."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The account that this author signs in with; none for a guest.",
    )
    is_desk = models.BooleanField("is a desk", default=False, help_text="A team, not a person.")
    job = models.CharField(max_length=120, blank=True)
    beats = models.CharField(max_length=200, blank=True, help_text="What this author covers.")
    bio = models.TextField(blank=True)
    website = models.URLField(blank=True, validators=[web_address])
    fediverse_handle = models.CharField(
        max_length=200,
        blank=True,
        validators=[fediverse_address],
        help_text="On Mastodon or elsewhere in the fediverse, as @name@server.example. Posts that "
        "link to this author’s stories show it.",
    )
    portrait = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="author_has_slug",
                violation_error_message="Without a slug it would have no address.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("author", args=[self.slug])


class Profile(models.Model):
    """Where else an author can be found."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="profiles")
    label = models.CharField(max_length=60, help_text="For example: Mastodon.")
    url = models.URLField("address", validators=[web_address])

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["author", "url"], name="profile_is_unique"),
        ]

    def __str__(self):
        return self.label
