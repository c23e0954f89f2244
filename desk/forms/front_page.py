"""The forms by which editors arrange the front page, and what they refuse."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.form_fields import Moment
from articles.models import FrontPage, FrontPagePick, Status
from desk.forms.ordered import OrderedForm, OrderedFormSet

PLACES = [_("Lead"), _("Second story"), _("Third story"), _("Fourth story")]
PLACES_OF_SECTION = [
    _("First of %(section)s"),
    _("Second of %(section)s"),
    _("Third of %(section)s"),
]


class PickForm(OrderedForm):
    """One place of `page`.

    `absence` says why readers do not see what is chosen for it; `stored` is the pick that a sent
    story has already, here or elsewhere on the page.
    """

    page = None
    absence = ""
    stored = None
    until = Moment(label=_("Until"), required=False)

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
        chosen = (pick for pick in self.page.chosen if pick.article_id == article.pk)
        self.stored = stored = next(chosen, None)
        if stored is None and (refusal := refusal_of(article)):
            self.add_error("article", refusal)
        elif stored and not self.fields["until"].has_changed(stored.until, self["until"].data):
            self.cleaned_data["until"] = stored.until
        elif until and until <= timezone.now():
            self.add_error("until", _("This time is past. Choose a later one, or leave it empty."))
        elif until and until <= self.page.starts_at:
            self.add_error("until", _("The front page changes only after this time. Choose later."))
        elif until and until <= article.appears_at:
            appears_at = told(article.appears_at)
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
        pick = self._shown(index)
        initial = {"article": pick.article_id, "until": pick.until} if pick else {}
        return kwargs | {"initial": {"order": index} | initial}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        del form.fields[self._pk_field.name]
        form.page = self.instance
        pick = None if self.is_bound else self._shown(index)
        if pick:
            begins_at = max(timezone.now(), self.instance.starts_at)
            form.absence = _absence(pick, self.section, begins_at)
            form.fields["article"].widget.widget.know(pick.article)

    def _shown(self, index):
        """Return the pick that an unsent form shows in a place, or None."""
        here = self.section and self.section.pk
        places = ((pick.section_id, pick.order) for pick in self.instance.chosen)
        return dict(zip(places, self.instance.chosen, strict=True)).get((here, index))

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


class FrontPageForm(forms.ModelForm):
    """`arrangement` tells of the page as it was when the screen was opened."""

    starts_at = Moment(label=_("The page changes at"))
    arrangement = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = FrontPage
        fields = ["starts_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_planned:
            del self.fields["starts_at"]
        self.present = self.instance.as_text()
        self.initial["arrangement"] = self.present

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        if starts_at <= timezone.now():
            raise ValidationError(_("This time is past. To change the page now, go to “Now”."))
        return starts_at

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


def refusal_of(article):
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
            "moment": told(article.expires_at),
        }
    return ""


def _absence(pick, section, moment):
    """Return why readers do not see a pick at a moment, in a sentence, or nothing."""
    article = pick.article
    if refusal := refusal_of(article):
        return refusal
    if section and not article.is_in(section):
        return _("“%(story)s” is a story of %(section)s now.") % {
            "story": article,
            "section": article.section,
        }
    if pick.until and pick.until <= moment:
        return _("It gave way on %(moment)s.") % {"moment": told(pick.until)}
    if article.is_published_at(moment):
        return ""
    return _("It appears on %(moment)s.") % {"moment": told(article.appears_at)}


def told(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
