"""The tags of stories. Taggit's own screen changes its generic joins, which we do not use."""

from django.contrib import admin
from django.db import transaction
from taggit.models import Tag

from permalinks.models import FormerSlug

admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    ordering = ["name"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug"]

    @transaction.atomic
    def save_model(self, request, tag, form, change):
        super().save_model(request, tag, form, change)
        if change and "slug" in form.changed_data:
            FormerSlug.objects.keep(tag, form.initial["slug"])
