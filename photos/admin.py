"""The picture library, and the addresses behind choosing and uploading on the writing screen."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from photos import darkroom
from photos.models import Photo, PhotoAttribution
from photos.renditions import LostOriginal
from sources.models import Source
from sources.rows import UniqueRows
from sources.widgets import DATES, WEB_ADDRESSES, TypeAheadFields

LIBRARY_PAGE = 24
FRACTION = {"min": 0, "max": 1, "step": "any"}


class PictureInput(forms.ClearableFileInput):
    """A file field that shows the picture it holds."""

    template_name = "desk/picture_input.html"


class PhotoForm(forms.ModelForm):
    class Media:
        js = [forms.Script("js/desk/photo-form.js", type="module")]

    class Meta:
        model = Photo
        fields = ["original", "alt", "caption", "credit", "licence", "focal_x", "focal_y"]
        widgets = {
            "original": PictureInput(
                attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}
            ),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs=FRACTION),
            "focal_y": forms.NumberInput(attrs=FRACTION),
        }
        error_messages = {
            "original": {"required": _("Choose a picture."), "empty": _("This file is empty.")},
            "alt": {"required": _("Say in the alt text what the picture shows.")},
        }

    developed = None
    has_lost_original = False

    def clean_original(self):
        """Develop a new file here, so that what is wrong with it stands beside its field."""
        file = self.cleaned_data["original"]
        if "original" in self.changed_data:
            self.developed = darkroom.develop(file)
        return file

    def save(self, commit=True):
        if self.developed:
            self.instance.keep(self.developed)
        elif not set(Photo.SHAPED_BY).isdisjoint(self.changed_data):
            self._remake()
        return super().save(commit)

    def _remake(self):
        """Make the renditions anew; when that fails, words are saved and the old ones stay."""
        try:
            self.instance.remake()
        except LostOriginal:
            self.has_lost_original = True


class UploadForm(PhotoForm):
    """What the upload dialog of the writing screen asks: the photo, and where it comes from."""

    source = forms.CharField(max_length=200, required=False)
    used_for = forms.CharField(
        max_length=PhotoAttribution._meta.get_field("used_for").max_length, required=False
    )

    class Meta(PhotoForm.Meta):
        fields = ["original", "alt", "caption", "credit"]

    def __init__(self, *args, uploader, **kwargs):
        super().__init__(*args, **kwargs)
        self.uploader = uploader

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
        self.instance.uploaded_by = self.uploader
        photo = super().save(commit=False)  # makes the renditions, before others have to wait
        with transaction.atomic():
            photo.save()
            if source := self.cleaned_data["source"]:
                source.save()
                used_for = self.cleaned_data["used_for"] or gettext("Ref image")
                PhotoAttribution.objects.create(photo=photo, source=source, used_for=used_for)
        return photo


class PhotoAttributionInline(TypeAheadFields, admin.StackedInline):
    model = PhotoAttribution
    formset = UniqueRows
    autocomplete_fields = ["source"]
    formfield_overrides = WEB_ADDRESSES | DATES
    fields = ["source", "used_for", "url", "accessed_on", "archived_url"]
    extra = 0


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    form = PhotoForm
    inlines = [PhotoAttributionInline]
    list_display = ["thumbnail", "description", "credit", "licence", "size", "uploaded_at"]
    list_display_links = ["thumbnail", "description"]
    list_filter = ["licence", "uploaded_at"]
    search_fields = ["alt", "caption", "credit"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["original", "alt", "caption", "credit", "licence"]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _("What must stay in view when the picture is cropped."),
            },
        ),
    ]

    @admin.display(description=_("Picture"))
    def thumbnail(self, photo):
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}">', photo.thumbnail_url, photo.alt
        )

    @admin.display(description=_("Shows"), ordering="alt")
    def description(self, photo):
        return photo.caption or photo.alt

    @admin.display(description=_("Pixels"))
    def size(self, photo):
        return f"{photo.width} × {photo.height}"

    def render_change_form(self, request, context, *args, **kwargs):
        """Say that the file must be chosen again: no page can put it back into its field."""
        form = context["adminform"].form
        if "original" in request.FILES and "original" not in form.errors:
            form.add_error("original", _("Choose this picture again; the rest is kept."))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, photo, form, change):
        if not change:
            photo.uploaded_by = request.user
        super().save_model(request, photo, form, change)
        if form.has_lost_original:
            messages.warning(
                request,
                _(
                    "What you wrote is saved, but the kept original is damaged or missing, so "
                    "readers get the former files of this picture. Choose the picture again to "
                    "mend that."
                ),
            )

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("upload/", wrap(self.upload), name="photos_photo_upload"),
            path("library/", wrap(self.library), name="photos_photo_library"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def upload(self, request):
        """Take a picture from the writing screen; answer the photo, or messages by field."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES, uploader=request.user)
        if not form.is_valid():
            file = request.FILES.get("original")
            is_too_large = file is not None and file.size > darkroom.LARGEST_FILE
            return JsonResponse({"errors": form.errors}, status=413 if is_too_large else 400)
        photo = form.save()
        self.log_addition(request, photo, _("Uploaded on the writing screen."))
        return JsonResponse(_choice(photo))

    @method_decorator([require_safe, never_cache])
    def library(self, request):
        """Answer the photos that the typed words find, the newest first, one page of them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        term = request.GET.get("term", "").replace("\0", "")[:100]
        photos, _may_repeat = self.get_search_results(request, Photo.objects.all(), term)
        return JsonResponse({"results": [_choice(photo) for photo in photos[:LIBRARY_PAGE]]})


def _choice(photo):
    return {
        "id": photo.pk,
        "text": str(photo),
        "alt": photo.alt,
        "credit": photo.credit,
        "thumbnail": photo.thumbnail_url,
    }
