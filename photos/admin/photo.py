"""The library of pictures, and the screen of one of them."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from photos import developing
from photos.admin.choosing import Choosing
from photos.admin.describing import Describing
from photos.admin.filters import StateFilter
from photos.admin.uploading import Uploading
from photos.admin.uses import describe_uses
from photos.forms import PhotoForm
from photos.models import Photo, PhotoAttribution
from photos.renditions import CROP_RATIOS
from sources.rows import UniqueRows
from sources.widgets import DATES, WEB_ADDRESSES, TypeAheadFields


class PhotoAttributionInline(TypeAheadFields, admin.StackedInline):
    model = PhotoAttribution
    formset = UniqueRows
    autocomplete_fields = ["source"]
    formfield_overrides = WEB_ADDRESSES | DATES
    fields = ["source", "used_for", "url", "accessed_on", "archived_url"]
    extra = 0


@admin.register(Photo)
class PhotoAdmin(Uploading, Describing, Choosing, admin.ModelAdmin):
    form = PhotoForm
    inlines = [PhotoAttributionInline]
    list_filter = [StateFilter, "licence", "uploaded_at"]
    search_fields = ["alt", "caption", "credit", "place", "file_name"]
    list_per_page = 60
    show_full_result_count = False
    actions = ["describe_together"]
    fieldsets = [
        (None, {"fields": ["alt", "caption", "credit"]}),
        (_("Licence"), {"fields": ["licence", "licence_expires_on", "copyright"]}),
        (_("Where and when"), {"fields": [("place", "taken_on")]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _("What must stay in view when the picture is cropped."),
            },
        ),
    ]

    class Media:
        js = [
            forms.Script(f"js/desk/{name}.js", type="module") for name in ("focal-point", "pending")
        ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("upload/", wrap(self.upload), name="photos_photo_upload"),
            path("choices/", wrap(self.choices), name="photos_photo_choices"),
            path("describe/", wrap(self.describe), name="photos_photo_describe"),
            path("<path:object_id>/replace/", wrap(self.replace), name="photos_photo_replace"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        # What a killed process left undone goes on as soon as somebody looks.
        developing.begin()
        return super().changelist_view(request, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        # Pictures are added by uploading them.
        context["show_save_and_add_another"] = False
        if obj is not None:
            context |= {
                "uses": [*describe_uses(obj, request, self.admin_site)],
                "twins": obj.twins(),
                "shapes": CROP_RATIOS,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, photo, form, change):
        form.store()

    @admin.action(description=_("Describe together"), permissions=["change"])
    def describe_together(self, request, photos):
        keys = ",".join(str(key) for key in photos.values_list("pk", flat=True))
        return redirect(f"{reverse('admin:photos_photo_describe')}?photos={keys}")
