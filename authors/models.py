"""The people and desks that write."""

import re

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from permalinks.models import Permalinked
from permalinks.paths import path_to
from permalinks.slugs import SlugField
from photos.models import Photo, shown
from sources.models import web_address

fediverse_address = RegexValidator(
    r"^@[\w.-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z",
    _("Write it as @name@server.example: two signs “@”, and no web address."),
    flags=re.ASCII | re.IGNORECASE,
)


class Author(Permalinked):
    """A person or desk that writes. A guest has no account to sign in with."""

    name = models.CharField(_("name"), max_length=120)
    slug = SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text=_("The account that this author logs in with; none for a guest."),
    )
    is_desk = models.BooleanField(
        _("is a desk"), default=False, help_text=_("A team, not a person.")
    )
    job = models.CharField(_("job"), max_length=120, blank=True)
    beats = models.CharField(
        _("beats"), max_length=200, blank=True, help_text=_("What this author covers.")
    )
    bio = models.TextField(_("bio"), blank=True)
    website = models.URLField(_("website"), blank=True, validators=[web_address])
    fediverse_handle = models.CharField(
        _("fediverse handle"),
        max_length=200,
        blank=True,
        validators=[fediverse_address],
        help_text=_(
            "On Mastodon or elsewhere in the fediverse, as @name@server.example. Posts that "
            "link to this author’s stories show it."
        ),
    )
    portrait = models.ForeignKey(
        Photo,
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="portrayed_authors",
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="author_has_slug",
                violation_error_message=_("Without a slug it would have no address."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_portrait(self):
        """The portrait, if readers may see it."""
        return shown(self.portrait)

    def get_absolute_url(self):
        return path_to("author", self.slug)


class Profile(models.Model):
    """Where else an author can be found."""

    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.CASCADE, related_name="profiles"
    )
    label = models.CharField(_("label"), max_length=60, help_text=_("For example: Mastodon."))
    url = models.URLField(_("address"), validators=[web_address])

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["author", "url"], name="profile_is_unique"),
        ]

    def __str__(self):
        return self.label
