"""The parts of a story on its writing screen."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import prose, publishing
from articles.form_fields import Moment, ProseField
from articles.models import Kind, Part, Status
from desk.forms.checked import CheckedRows
from desk.forms.ordered import OrderedForm, OrderedFormSet


class PartForm(OrderedForm):
    prose = ProseField(label=_("Text"), required=False)
    posted_at = Moment(
        label=_("Time of this entry"),
        required=False,
        help_text=_("Empty: the moment you first save it. The first part stays on top."),
    )

    class Meta:
        model = Part
        fields = ["order", "subhead", "posted_at", "prose", "photo"]

    def clean_posted_at(self):
        """Keep the seconds of a time that nobody touched."""
        if "posted_at" in self.changed_data:
            return self.cleaned_data["posted_at"]
        return self.initial.get("posted_at")

    def has_changed(self):
        """A new part is one as soon as it holds something, whatever its number."""
        if self.instance.pk:
            return super().has_changed()
        return any(self[name].data for name in ("subhead", "photo", "posted_at")) or bool(
            prose.clean(self["prose"].data or "")
        )

    def _get_validation_exclusions(self):
        # The order is renumbered by the formset, which then judges what hangs on it.
        return super()._get_validation_exclusions() | {"order"}


class PartFormSet(CheckedRows, OrderedFormSet):
    fewest = 1

    def clean(self):
        super().clean()
        parts = self.kept()
        for number, form in enumerate(parts):
            if form.is_valid():
                self._judge(form, is_first=number == 0)
                self._time(form, is_first=number == 0)
        if self.instance.status == Status.PUBLISHED and not parts:
            missing = publishing.missing_for_publication(
                self.instance, has_byline=True, has_text=False
            )
            raise ValidationError(missing["parts"])
        self.refuse_incomplete(parts)

    def _time(self, form, *, is_first):
        """Give a new entry of live coverage the present time, unless it has one."""
        is_new = not (form.instance.pk or form.instance.posted_at or is_first)
        if is_new and self.instance.kind == Kind.LIVE:
            form.instance.posted_at = timezone.now()

    def _judge(self, form, *, is_first):
        subhead = form.cleaned_data["subhead"].strip()
        if not form.cleaned_data["prose"]:
            form.add_error("prose", _("This part has no text. Write it, or remove the part."))
        elif not subhead and not is_first:
            form.add_error("subhead", _("Every part but the first needs a subhead."))
