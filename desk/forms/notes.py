"""The forms in which notes are written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import Note
from desk.models.note import LONGEST_NOTE

NOTES_FORM = "notes-form"  # the form that all fields of notes belong to, wherever they stand


class NoteForm(forms.Form):
    """A new note. Its fields may stand outside of their form, even within that of the story."""

    part = forms.TypedChoiceField(
        label=_("About"),
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"form": NOTES_FORM}),
    )
    text = forms.CharField(
        label=_("New note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "form": NOTES_FORM}),
        error_messages={"required": _("Write what the others should know.")},
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, prefix="note", **kwargs)
        by_key = {str(part.pk): part for part in parts}
        self.fields["part"].choices = [("", _("The whole story")), *by_key.items()]
        self.fields["part"].coerce = by_key.get

    def save(self, article, *, by):
        return Note.objects.create(article=article, written_by=by, **self.cleaned_data)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Reply"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "form": NOTES_FORM}),
        error_messages={"required": _("Write your reply first.")},
    )

    def __init__(self, *args, note, **kwargs):
        super().__init__(*args, prefix=f"reply-{note.pk}", **kwargs)
