"""A picture as a field of a form: its preview, the library, and upload in place."""

from django import forms
from django.urls import reverse

from photos import darkroom
from photos.models import Photo
from sources.widgets import TypeAhead, TypeAheadFields


class PhotoChoice(TypeAhead):
    adds_in_place = True
    template_name = "desk/photo_choice.html"

    @property
    def media(self):
        return super().media + forms.Media(
            js=[forms.Script("js/desk/photo-choice.js", type="module")]
        )

    def get_url(self):
        return reverse("admin:photos_photo_choices")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["photo"] = self.row(value)
        context["upload_url"] = reverse("admin:photos_photo_upload") if self.may_add else ""
        context["largest_file"] = darkroom.LARGEST_FILE
        return context


class PhotoFields(TypeAheadFields):
    """For a ModelAdmin or an inline: every field that points to a photo gets the picture widget."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Photo:
            kwargs.setdefault("widget", PhotoChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
