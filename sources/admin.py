from django.contrib import admin

from sources.models import Source
from sources.widgets import WEB_ADDRESSES


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "url"]
    list_filter = ["kind"]
    search_fields = ["name", "slug", "url"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "url", "note"]
    formfield_overrides = WEB_ADDRESSES
    show_full_result_count = False
