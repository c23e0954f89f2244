"""The forms of the picture desk. A file is judged and developed while its form is checked."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from photos import darkroom, developing
from photos.metadata import legible
from photos.models import Photo, PhotoAttribution
from sources.models import Source

PICTURES = "image/jpeg,image/png,image/webp,image/avif"
_FRACTION = {"min": 0, "max": 1, "step": "any"}
_TWO_LINES = forms.Textarea(attrs={"rows": 2})
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PictureForm(forms.Form):
    """One file that is a picture."""

    original = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_("JPEG, PNG, WebP or AVIF."),
        error_messages={"required": _("Choose a picture."), "empty": _("This file is empty.")},
    )

    def clean_original(self):
        """Develop the file here, so that what is wrong with it stands beside its field."""
        file = self.cleaned_data["original"]
        self.developed = darkroom.develop(file)
        return file

    @property
    def is_too_large(self):
        file = self.files.get("original")
        return file is not None and file.size > darkroom.LARGEST_FILE

    def keep(self, photo):
        """Make the file the picture of a photo, unsaved."""
        longest = Photo._meta.get_field("file_name").max_length
        photo.file_name = legible(self.cleaned_data["original"].name)[-longest:]
        photo.keep(self.developed)


class BoundField(forms.BoundField):
    """A field whose hidden copy has nothing that HTML forbids a hidden field to have."""

    def build_widget_attrs(self, attrs, widget=None):
        built = super().build_widget_attrs(attrs, widget)
        if widget is None or not widget.is_hidden:
            return built
        return {name: value for name, value in built.items() if not name.startswith("aria-")}


class PhotoForm(forms.ModelForm):
    """What is said of a photo. Only what somebody changed is stored: two may work on one photo."""

    bound_field_class = BoundField

    class Meta:
        model = Photo
        fields = [
            "alt", "caption", "credit", "copyright", "place", "taken_on", "licence",
            "licence_expires_on", "focal_x", "focal_y",
        ]  # fmt: skip
        widgets = {
            "alt": _TWO_LINES,
            "caption": _TWO_LINES,
            "taken_on": _DAY,
            "licence_expires_on": _DAY,
            "focal_x": forms.NumberInput(attrs=_FRACTION),
            "focal_y": forms.NumberInput(attrs=_FRACTION),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_alt(self):
        alt = self.cleaned_data["alt"]
        if not alt and self.instance.is_used:
            raise ValidationError(_("This picture is in use: say in the alt text what it shows."))
        return alt

    def store(self):
        """Store what was changed; have the files made anew when it stands in them too."""
        photo = self.instance
        changed = [name for name in self.changed_data if name in self._meta.fields]
        if not set(Photo.SHAPED_BY).isdisjoint(changed):
            photo.develop_at = timezone.now()
            changed.append("develop_at")
        if changed:
            photo.save(update_fields=changed)
            developing.begin()


class DescriptionForm(PhotoForm):
    """One line of the table in which many photos are described at once."""

    remove = forms.BooleanField(label=_("Remove"), required=False)

    class Meta(PhotoForm.Meta):
        fields = ["alt", "caption", "credit", "licence", "licence_expires_on"]


class SameForAllForm(forms.ModelForm):
    """What can be filled into every line of that table."""

    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[("", "—"), *Photo.Licence.choices],
        required=False,
    )

    class Meta(PhotoForm.Meta):
        fields = ["caption", "credit", "licence", "licence_expires_on"]
        help_texts = {"licence_expires_on": ""}


class UploadForm(PictureForm, forms.ModelForm):
    """What the dialog of the writing screen asks: the photo, and where it comes from."""

    source = forms.CharField(max_length=200, required=False)
    used_for = forms.CharField(
        max_length=PhotoAttribution._meta.get_field("used_for").max_length, required=False
    )

    class Meta:
        model = Photo
        fields = ["alt", "caption", "credit"]

    def __init__(self, *args, uploader, **kwargs):
        super().__init__(*args, **kwargs)
        self.uploader = uploader
        alt = self.fields["alt"]
        alt.required = True
        alt.error_messages["required"] = _("Say in the alt text what the picture shows.")

    def clean_source(self):
        name = " ".join(self.cleaned_data["source"].split())
        if not name:
            return None
        source = Source.named(name)
        if source.pk is None and not self.uploader.has_perm("sources.add_source"):
            raise ValidationError(
                _("There is no source “%(name)s” yet, and you may not add one."),
                params={"name": name},
            )
        return source

    def save(self, commit=True):
        photo = super().save(commit=False)
        photo.uploaded_by = self.uploader
        self.keep(photo)  # before others have to wait for the transaction
        with transaction.atomic():
            photo.save()
            if source := self.cleaned_data["source"]:
                source.save()
                used_for = self.cleaned_data["used_for"] or gettext("Ref image")
                PhotoAttribution.objects.create(photo=photo, source=source, used_for=used_for)
        developing.begin()
        return photo
