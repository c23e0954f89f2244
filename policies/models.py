"""What the publication promises its readers: one page for each promise."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models.part import LONGEST_PROSE
from articles.prose import ProseField
from permalinks.paths import path_to
from publication.models import Publication


class Policy(models.Model):
    """What the newsroom says of one side of its work. Each kind is there once, or not yet."""

    class Kind(models.TextChoices):
        ABOUT = "about", _("About us")
        MASTHEAD = "masthead", _("Masthead")
        ETHICS = "ethics", _("Ethics")
        CORRECTIONS = "corrections", _("Corrections")
        SOURCES = "sources", _("Sources")
        OWNERSHIP = "ownership", _("Ownership and funding")
        VIEWS = "views", _("How we count views")
        AI = "ai", _("Use of artificial intelligence")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, primary_key=True)
    prose = ProseField(_("text"), max_length=LONGEST_PROSE)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(condition=~models.Q(prose=""), name="policy_is_not_empty"),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        _tell_publication()

    def get_absolute_url(self):
        return address_of(self.kind)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        _tell_publication()
        return deleted


# These have a page before anybody has written a word: the site itself knows what to say.
ALWAYS = (Policy.Kind.ABOUT, Policy.Kind.MASTHEAD, Policy.Kind.VIEWS)


def address_of(kind):
    return path_to("about") if kind == Policy.Kind.ABOUT else path_to("policy", kind)


def pages_of(publication):
    """Return the policies that have a page, `[(kind, name, address)]`, in the order of kinds."""
    return [
        (kind, kind.label, address_of(kind))
        for kind in Policy.Kind
        if kind in ALWAYS or kind in publication.policies
    ]


def _tell_publication():
    """Note on the publication which policies there are: every page reads that row anyway."""
    written = set(Policy.objects.values_list("kind", flat=True))
    in_order = [kind for kind in Policy.Kind.values if kind in written]
    Publication.objects.filter(pk=Publication.stored().pk).update(policies=in_order)
