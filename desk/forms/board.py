"""Which stories stand on the board."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.models import Assignment
from publication.models import Section


class BoardFilter(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.all(),
        to_field_name="slug",
        label=_("Section"),
        required=False,
        empty_label=_("All sections"),
    )
    whose = forms.ChoiceField(
        label=_("Whose stories"),
        required=False,
        choices=[("", _("Everybody’s")), ("mine", _("Mine and what I am to do"))],
    )

    def narrow(self, stories, user):
        """Return those of the stories that were asked for; all of them if that was no question."""
        if not self.is_valid():
            return stories
        if section := self.cleaned_data["section"]:
            stories = stories.in_section(section)
        if self.cleaned_data["whose"]:
            asked_for = Assignment.objects.open().filter(person=user)
            mine = stories.made_by(user).order_by().values("pk")
            stories = stories.filter(Q(pk__in=mine) | Q(pk__in=asked_for.values("article")))
        return stories
