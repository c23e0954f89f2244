"""The screen on which editors arrange the front page."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.form_fields import Moment
from articles.models import Article, FrontPage, FrontPagePick, Status
from desk.forms.ordered import OrderedForm, OrderedFormSet
from publication.models import Publication, Section
from sources.widgets import TypeAheadFields

PLACES = [_("Lead"), _("Second story"), _("Third story"), _("Fourth story")]
PLACES_OF_SECTION = [
    _("First of %(section)s"),
    _("Second of %(section)s"),
    _("Third of %(section)s"),
]


class PickForm(OrderedForm):
    """One place of the page.

    `absence` says why readers do not see what is chosen for it; `stored` is the pick that a sent
    story has already, here or elsewhere.
    """

    absence = ""
    stored = None
    until = Moment(required=False)

    class Meta:
        model = FrontPagePick
        fields = ["order", "article", "until"]
        labels = {"article": _("Story")}
        error_messages = {
            "article": {
                "required": _("Choose the story that stands here until then, or empty the time."),
                "invalid_choice": _("Choose a story from the list that opens as you type."),
            }
        }

    def _get_validation_exclusions(self):
        # The order is the formset's to say, and `clean` judges which story may stand here.
        return super()._get_validation_exclusions() | {"order", "article"}

    def clean(self):
        """Judge what is new. A story that stands already may stay, so that others can be arranged.

        Django's own `clean` would ask that no row has the place or the story yet, but all rows
        are made anew.
        """
        article, until = self.cleaned_data.get("article"), self.cleaned_data.get("until")
        if article is None:
            return
        self.stored = stored = getattr(article, "front_page_pick", None)
        if stored is None and (refusal := _refusal(article)):
            self.add_error("article", refusal)
        elif stored and not self.fields["until"].has_changed(stored.until, self["until"].data):
            self.cleaned_data["until"] = stored.until
        elif until and until <= timezone.now():
            self.add_error("until", _("This time is past. Choose a later one, or leave it empty."))
        elif until and until <= _appears_at(article):
            appears_at = _told(_appears_at(article))
            self.add_error(
                "until",
                _("The story appears only on %(moment)s. Choose later.") % {"moment": appears_at},
            )


class PickFormSet(OrderedFormSet):
    """All places of one part of the page: of the top (`section` is None) or of a section's front.

    None of its rows is a stored one, because all are stored anew: whoever saves after a colleague
    sends no keys of rows that are gone. `above` are the formsets of the parts further up.
    """

    section = None
    above = ()

    @classmethod
    def get_default_prefix(cls):
        return f"section-{cls.section.pk}" if cls.section else "top"

    @property
    def places(self):
        """The names of the places, in order."""
        if self.section:
            return [place % {"section": self.section} for place in PLACES_OF_SECTION]
        return PLACES

    def initial_form_count(self):
        return 0

    def total_form_count(self):
        return len(self.places)

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if self.is_bound or index is None:
            return kwargs
        pick = self._stored(index)
        initial = {"article": pick.article_id, "until": pick.until} if pick else {}
        return kwargs | {"initial": {"order": index} | initial}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        del form.fields[self._pk_field.name]
        pick = None if self.is_bound else self._stored(index)
        if pick:
            form.absence = _absence(pick, self.section)
            form.fields["article"].widget.widget.know(pick.article)

    def _stored(self, index):
        return next((pick for pick in self.get_queryset() if pick.order == index), None)

    def named(self):
        """Return `(name of the place, form)` in order."""
        return zip(self.places, self.in_order(), strict=True)

    def chosen(self):
        """Return `{story: name of its place}`."""
        return {
            form.cleaned_data["article"]: place
            for place, form in self.named()
            if form.cleaned_data.get("article")
        }

    def picks(self):
        """Return the unsaved picks of a valid formset."""
        return [
            FrontPagePick(
                section=self.section,
                order=order,
                article=form.cleaned_data["article"],
                until=form.cleaned_data["until"],
            )
            for order, form in enumerate(self.in_order())
            if form.cleaned_data.get("article")
        ]

    def validate_unique(self):
        """Left to `clean`, whose message stands beside the field."""

    def clean(self):
        seen = {}
        for formset in self.above:
            seen |= formset.chosen()
        for place, form in self.named():
            article = form.cleaned_data.get("article")
            if article is None:
                continue
            if article in seen:
                form.add_error(
                    "article",
                    _("“%(story)s” stands already as %(place)s.")
                    % {"story": article, "place": seen[article]},
                )
            elif self._is_out_of_place(form):
                form.add_error(
                    "article",
                    _("“%(story)s” is a story of %(its_section)s. Choose one of %(section)s.")
                    % {"story": article, "its_section": article.section, "section": self.section},
                )
            else:
                seen[article] = place

    def _is_out_of_place(self, form):
        """Whether a story that was not here before is none of the section."""
        if self.section is None or (form.stored and form.stored.section_id == self.section.pk):
            return False
        return not form.cleaned_data["article"].is_in(self.section)


class PickInline(TypeAheadFields, admin.StackedInline):
    model = FrontPagePick
    form = PickForm
    formset = PickFormSet
    autocomplete_fields = ["article"]
    can_delete = False

    def __init__(self, *args, section):
        super().__init__(*args)
        self.section = section

    def get_formset(self, request, front_page=None, **kwargs):
        formset = super().get_formset(request, front_page, **kwargs)
        formset.section = self.section
        return formset

    def get_queryset(self, request):
        picks = super().get_queryset(request).filter(section=self.section)
        return picks.select_related("article__section")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "article":
            # What may not be chosen is refused by the form, which says why.
            kwargs["limit_choices_to"] = None
            kwargs["queryset"] = Article.objects.select_related("section", "front_page_pick")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Stories are written on their own screen, not in a window on the way."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "article":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def has_view_permission(self, request, front_page=None):
        """Picks are the front page's, so whoever may arrange it may do all with them."""
        return request.user.has_perm("articles.change_frontpage")

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class FrontPageForm(forms.ModelForm):
    """`arrangement` tells of the page as it was when the screen was opened."""

    arrangement = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = FrontPage
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.present = FrontPagePick.objects.as_text()
        self.initial["arrangement"] = self.present

    def clean_arrangement(self):
        if self.cleaned_data["arrangement"] != self.present:
            # Whoever has read the message and saves again means it.
            self.data = self.data.copy()
            self.data["arrangement"] = self.present
            raise ValidationError(
                _(
                    "Somebody else has arranged the front page since you opened it. What you chose "
                    "is below: look at the page as it is now, then save again to put yours in its "
                    "place."
                )
            )
        return self.present


@admin.register(FrontPage)
class FrontPageAdmin(admin.ModelAdmin):
    form = FrontPageForm

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, front_page=None):
        return False

    def has_change_permission(self, request, front_page=None):
        """Whoever chooses among stories must be allowed to see them."""
        may_see = self.admin_site.get_model_admin(Article).has_view_permission(request)
        return may_see and super().has_change_permission(request, front_page)

    def has_view_permission(self, request, front_page=None):
        return self.has_change_permission(request, front_page)

    def changelist_view(self, request, extra_context=None):
        """There is one front page, so its list is its screen."""
        address = reverse("admin:articles_frontpage_change", args=[Publication.current().pk])
        return HttpResponseRedirect(address)

    def view_on_site(self, front_page):
        return reverse("front_page")

    def get_queryset(self, request):
        """Let who saves wait for a colleague who saves, and then see what that one arranged."""
        pages = super().get_queryset(request)
        return pages.select_for_update() if request.method == "POST" else pages

    def get_inlines(self, request, front_page):
        sections = Section.objects.top().prefetch_related("subsections")
        return [partial(PickInline, section=section) for section in [None, *sections]]

    def _create_formsets(self, request, front_page, change):
        formsets, inlines = super()._create_formsets(request, front_page, change)
        for number, formset in enumerate(formsets):
            formset.above = formsets[:number]
        return formsets, inlines

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"title": _("Front page"), "subtitle": None, "time_zone": settings.TIME_ZONE}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, front_page, form, change):
        """Only the picks change: the publication's own fields are another screen's."""

    def save_related(self, request, form, formsets, change):
        FrontPagePick.objects.arrange(pick for formset in formsets for pick in formset.picks())

    def construct_change_message(self, request, form, formsets, add=False):
        chosen = [line for formset in formsets for line in formset.chosen().items()]
        lines = [f"{place}: “{article}”" for article, place in chosen]
        return "; ".join(lines) or _("Nothing chosen")

    def response_change(self, request, front_page):
        self.message_user(request, _("The front page is arranged."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)


def _refusal(article):
    """Return why a story can be on no front page, in a sentence, or nothing."""
    if article.status == Status.TAKEN_DOWN:
        return _("“%(story)s” was taken down.") % {"story": article}
    if article.status != Status.PUBLISHED:
        return _(
            "“%(story)s” is not published (%(status)s). Choose a published or scheduled story."
        ) % {"story": article, "status": article.get_status_display()}
    if article.expires_at and article.expires_at <= timezone.now():
        return _("“%(story)s” expired on %(moment)s.") % {
            "story": article,
            "moment": _told(article.expires_at),
        }
    return ""


def _absence(pick, section):
    """Return why readers do not see a pick now, in a sentence, or nothing."""
    article = pick.article
    if refusal := _refusal(article):
        return refusal
    if section and not article.is_in(section):
        return _("“%(story)s” is a story of %(section)s now.") % {
            "story": article,
            "section": article.section,
        }
    if pick.until and pick.until <= timezone.now():
        return _("It gave way on %(moment)s.") % {"moment": _told(pick.until)}
    if article.is_published:
        return ""
    return _("It appears on %(moment)s.") % {"moment": _told(_appears_at(article))}


def _appears_at(article):
    return max(filter(None, [article.published_at, article.embargo_until]))


def _told(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
