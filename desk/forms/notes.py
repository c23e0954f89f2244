"""The forms in which notes are written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.models import Note
from desk.models.note import LONGEST_NOTE

NOTES_FORM = "notes-form"  # the form that all fields of notes belong to, wherever they stand


class NoteForm(forms.ModelForm):
    """A new note. Its fields may stand outside of their form, even within that of the story."""

    text = forms.CharField(
        label=_("New note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "form": NOTES_FORM}),
        error_messages={"required": _("Write what the others should know.")},
    )

    class Meta:
        model = Note
        fields = ["part", "text"]
        labels = {"part": _("About")}
        widgets = {"part": forms.Select(attrs={"form": NOTES_FORM})}

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, prefix="note", **kwargs)
        part = self.fields["part"]
        part.queryset = parts
        part.empty_label = _("The whole story")


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Reply"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "form": NOTES_FORM}),
        error_messages={"required": _("Write your reply first.")},
    )

    def __init__(self, *args, note, **kwargs):
        super().__init__(*args, prefix=f"reply-{note.pk}", **kwargs)
