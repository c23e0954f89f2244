"""What a story rests on, on its writing screen."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleAttribution
from desk.forms.checked import CheckedRows
from desk.forms.ordered import OrderedForm, OrderedFormSet

_row = re.compile(r"parts-\d{1,4}", re.ASCII)


class PartOfStory(forms.Select):
    """Offers forty parts beside each source: one template, where Django has one for each option."""

    template_name = "desk/part_of_story.html"

    def optgroups(self, name, value, attrs=None):
        """Return `(key, label, whether it is chosen)` of each part."""
        return [(key, label, str(key) in value) for key, label in self.choices]


class ArticleAttributionForm(OrderedForm):
    """`part` names a row of the parts, as `parts-2`, so that it may be one not yet saved."""

    part = forms.RegexField(
        _row,
        required=False,
        label=_("Used in"),
        widget=PartOfStory(attrs={"data-parts-of-story": ""}),
        error_messages={"invalid": _("Choose one of the story's parts.")},
    )

    class Meta:
        model = ArticleAttribution
        fields = ["order", "source", "used_for", "part", "url", "accessed_on", "archived_url"]
        error_messages = {
            "source": {"required": _("Choose the source, or remove this row.")},
            "used_for": {"required": _("Say what it was used for, such as “statement”.")},
        }

    def _get_validation_exclusions(self):
        # It is no Part before the parts are saved.
        return super()._get_validation_exclusions() | {"part"}

    def _post_clean(self):
        row = self.cleaned_data.pop("part", "")
        super()._post_clean()
        self.cleaned_data["part"] = row


class ArticleAttributionFormSet(CheckedRows, OrderedFormSet):
    parts = None

    def clean(self):
        super().clean()
        parts = self.parts.kept() if self.parts else []
        self.refuse_incomplete(
            self.kept(), parts=[form.instance for form in parts if form.is_valid()]
        )

    def offer(self, parts):
        """Let each row name one of the story's parts; `parts` is their formset."""
        self.parts = parts
        choices = [("", _("The whole story"))] + [
            (form.prefix, form["subhead"].value() or _("Part %(number)d") % {"number": number})
            for number, form in enumerate(parts.in_order(), start=1)
        ]
        rows = {form.instance.pk: form.prefix for form in parts.initial_forms}
        for form in self.forms:
            form.fields["part"].widget.choices = choices
            form.initial["part"] = rows.get(form.instance.part_id, "")

    def name_parts(self):
        """Set the part of each row, now that the parts are saved."""
        saved = {
            form.prefix: form.instance
            for form in self.parts.forms
            if form.instance.pk and form not in self.parts.deleted_forms
        }
        for form in self.forms:
            form.instance.part = saved.get((form.cleaned_data or {}).get("part"))
