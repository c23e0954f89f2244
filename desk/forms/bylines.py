"""Who made a story, on its writing screen."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Byline, Status
from desk.forms.checked import CheckedRows
from desk.forms.ordered import OrderedForm, OrderedFormSet


class BylineForm(OrderedForm):
    class Meta:
        model = Byline
        fields = ["order", "author", "role"]
        error_messages = {"author": {"required": _("Choose the author, or remove this byline.")}}

    def has_changed(self):
        """The role is filled in by default, so a row is new only with an author."""
        if self.instance.pk:
            return super().has_changed()
        return bool(self["author"].data) or "role" in self.changed_data


class BylineFormSet(CheckedRows, OrderedFormSet):
    fewest = 1

    def clean(self):
        super().clean()
        bylines = self.kept()
        self._refuse_duplicates(bylines)
        if self.instance.status == Status.PUBLISHED and not bylines:
            missing = publishing.missing_for_publication(
                self.instance, has_byline=False, has_text=True
            )
            raise ValidationError(missing["bylines"])
        self.refuse_incomplete(bylines)

    def validate_unique(self):
        """Left to `clean`, whose message stands beside the field."""

    def _refuse_duplicates(self, bylines):
        seen = set()
        for form in bylines:
            credit = (form.cleaned_data.get("author"), form.cleaned_data.get("role"))
            if all(credit) and credit in seen:
                form.add_error("author", _("This author already has this role on the story."))
            seen.add(credit)
