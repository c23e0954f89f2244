"""What reporting rests on: sources, and how a story or a picture uses one."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from permalinks.models import Permalinked
from permalinks.paths import path_to
from permalinks.slugs import SlugField, first_free, slug_of

LONGEST_SLUG = 200  # characters

web_address = URLValidator(schemes=["http", "https"])


class Source(Permalinked):
    """An organisation, person or document that reporting rests on."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        PERSON = "person", _("Person")
        DOCUMENT = "document", _("Document")

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = SlugField(_("slug"), max_length=LONGEST_SLUG, unique=True, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ORGANISATION)
    url = models.URLField(_("website"), blank=True, validators=[web_address])
    note = models.TextField(
        _("note"), blank=True, help_text=_("What readers should know of this source.")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="source_has_slug",
                violation_error_message=_("Without a slug it would have no address."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("source", self.slug)

    @classmethod
    def named(cls, name):
        """Return the source of that name, whatever its capitals; an unsaved one if it is new."""
        known = cls.objects.filter(name__iexact=name).first()
        return known or cls(name=name, slug=cls._free_slug(name))

    @classmethod
    def _free_slug(cls, name):
        return first_free(
            slug_of(name) or "source",
            lambda slug: cls.objects.filter(slug=slug).exists(),
            longest=LONGEST_SLUG,
        )


class Attribution(models.Model):
    """A source used for something: "Ref image", "statement", "document"."""

    # Where a story's text names it; what a picture rests on stands nowhere in the text.
    number, part = None, None

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    used_for = models.CharField(
        _("used for"), max_length=80, help_text=_("For example: statement, Ref image, data.")
    )
    url = models.URLField(_("link"), max_length=500, blank=True, validators=[web_address])
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    archived_url = models.URLField(
        _("archived copy"), max_length=500, blank=True, validators=[web_address]
    )

    class Meta:
        abstract = True

    def __str__(self):
        return gettext("%(used_for)s from %(source)s") % {
            "used_for": self.used_for,
            "source": self.source,
        }

    @property
    def link(self):
        """Where a reader can check: the exact page if known, else the source's website, else ''."""
        return self.url or self.source.url
