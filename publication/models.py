"""The news site itself, and the sections that it is divided into."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from composing.standing import standing
from permalinks.models import Permalinked
from permalinks.paths import path_to
from permalinks.slugs import SlugField
from photos.models import Photo, shown, unread_of
from publication.share_links import ALL_KEYS
from publication.trust_txt import trust_txt_lines

secure_address = URLValidator(schemes=["https"])

# First words of addresses that belong to pages of the site, so that no section may take them.
RESERVED_SLUGS = {
    "about", "admin", "api", "archive", "author", "authors", "cards", "corrections", "feed",
    "feeds", "media", "most-read", "oembed", "offline", "preview", "reading-list", "search",
    "section", "source", "sources", "static", "styleguide", "tag", "tags", "text", "topics",
    "views",
}  # fmt: skip


def all_share_targets():
    return list(ALL_KEYS)


def first_share_caption():
    """Return what stands beside the share links until an editor writes something else."""
    return gettext("Spread the love")


def contact_address(value):
    """Refuse what is neither an e-mail address nor the https address of a page."""
    is_page = value.lower().startswith("https://")
    try:
        (secure_address if is_page else validate_email)(value)
    except ValidationError:
        raise ValidationError(
            _("Write an e-mail address, or the address of a page that begins with https://.")
        ) from None


class Publication(models.Model):
    """The publication: one row, which the desk stores; until then all is as the defaults say."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    name = models.CharField(_("name"), max_length=80, default="Newsroom")
    strapline = models.CharField(_("strapline"), max_length=160, blank=True)
    about = models.TextField(
        _("about"), blank=True, help_text=_("Stands at the foot of every page.")
    )
    logo = models.ForeignKey(
        Photo,
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="publications",
    )
    share_caption = models.CharField(
        _("share caption"),
        max_length=60,
        default=first_share_caption,
        help_text=_("Stands beside the share links."),
    )
    share_targets = models.JSONField(
        _("share targets"),
        default=all_share_targets,
        blank=True,
        help_text=_("The places to share to, in order."),
    )
    allows_search = models.BooleanField(
        _("search engines may list stories"),
        default=True,
        help_text=_("Told to machines in robots.txt; honest ones obey."),
    )
    allows_ai_answers = models.BooleanField(
        _("AI may answer questions from stories"),
        default=True,
        help_text=_("Reading a story at the moment of a question, to answer with a link to it."),
    )
    allows_ai_training = models.BooleanField(
        _("AI may be trained on stories"),
        default=False,
        help_text=_("Unless allowed, text and data mining is reserved (EU 2019/790, article 4)."),
    )
    security_contact = models.CharField(
        _("security contact"),
        max_length=200,
        blank=True,
        validators=[contact_address],
        help_text=_(
            "Who finds a hole in the site’s security writes there: an e-mail address, or the "
            "https address of a page. Told in security.txt."
        ),
    )
    trust_statements = models.TextField(
        _("statements for trust.txt"),
        max_length=20_000,
        blank=True,
        validators=[trust_txt_lines],
        help_text=_(
            "One in each line, such as belongto=https://association.example/ or "
            "social=https://social.example/@news. Policies, contact and AI training are told "
            "already."
        ),
    )
    menu_links = models.JSONField(
        default=list, blank=True, help_text="`words` and `address` of each, after the sections."
    )
    footer_links = models.JSONField(
        default=list, blank=True, help_text="`words` and `address` of each, on every page."
    )
    policies = models.JSONField(
        default=list, editable=False, help_text="The kinds of policy that are written."
    )
    has_full_text_feeds = models.BooleanField(
        _("full text in feeds"),
        default=True,
        help_text=_("Whole stories in RSS, Atom and JSON Feed; otherwise their standfirsts."),
    )

    requires_second_factor = models.BooleanField(
        _("editors need a second factor"),
        default=False,
        help_text=_(
            "Editors and chief editors reach the desk only with a code of an app, or a passkey, "
            "beside their password. Set up your own first."
        ),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="publication_is_the_only_one"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("front_page")

    @property
    def shown_logo(self):
        """The logo, if readers may see it."""
        return shown(self.logo)

    @classmethod
    def current(cls):
        """Return the publication with all that hangs on it for every page, in one query.

        It may not be stored yet: readers' pages write nothing.
        """
        return next(iter(_publications()), None) or cls()

    @classmethod
    def stored(cls):
        """Return the publication's row, made now if there is none, for those who change it."""
        return cls.objects.get_or_create(pk=cls.THE_ONE)[0]

    @classmethod
    def of(cls, request):
        """Return the publication, read once for a request and kept there."""
        if not hasattr(request, "publication"):
            request.publication = cls.current()
        return request.publication


@standing
def _publications():
    joined = Publication.objects.select_related("logo", "breaking_news__article__section")
    return joined.defer(*unread_of("logo"))


class SectionQuerySet(models.QuerySet):
    def top(self):
        return self.filter(parent=None)


class Section(Permalinked):
    """A department of the site. Two levels at most: World, and Asia within it."""

    class Accent(models.TextChoices):
        RED = "red", _("Red")
        BLUE = "blue", _("Blue")
        GREEN = "green", _("Green")
        VIOLET = "violet", _("Violet")
        AMBER = "amber", _("Amber")
        TEAL = "teal", _("Teal")

    name = models.CharField(_("name"), max_length=60)
    slug = SlugField(_("slug"), max_length=60, unique=True, allow_unicode=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsections",
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    accent = models.CharField(
        _("accent"),
        max_length=10,
        choices=Accent,
        default=Accent.RED,
        help_text=_("The one colour of its pages: label, rule and links."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="section_is_not_its_own_parent",
                violation_error_message=_("A section cannot stand within itself."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="section_has_slug",
                violation_error_message=_("Without a slug it would have no address."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("section", self.slug)

    @cached_property
    def within(self):
        """The sections within it, as fetched with it or when first asked for."""
        return list(self.subsections.all())

    def keys_within(self):
        """Return its own key and those of the sections within it."""
        return [self.pk, *(section.pk for section in self.within)]

    def clean(self):
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is the address of another page of the site.")
                    % {"slug": self.slug}
                }
            )
        if self.parent_id and self.parent_id == self.pk:
            raise ValidationError({"parent": _("A section cannot stand within itself.")})
        if self.parent and self.parent.parent_id:
            raise ValidationError(
                {
                    "parent": _("%(section)s stands within %(parent)s; two levels at most.")
                    % {"section": self.parent, "parent": self.parent.parent}
                }
            )
        if self.parent and self.pk and self.subsections.exists():
            raise ValidationError(
                {"parent": _("This section has sections of its own, so it must stand at the top.")}
            )


def sections():
    """Return the sections at the top in their order, with all that are `within` each."""
    within = defaultdict(list)
    for section in (stored := _sections()):
        within[section.parent_id].append(section)
    for section in stored:
        section.within = within[section.pk]
    return within[None]


def section_at(slug):
    """Return the section with that slug, with its parent and all that are within it, or None."""
    for top in sections():
        if top.slug == slug:
            return top
        for section in top.within:
            if section.slug == slug:
                section.parent = top
                return section
    return None


@standing
def _sections():
    return Section.objects.all()
