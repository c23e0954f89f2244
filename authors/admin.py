from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from authors.models import Author, Profile
from photos.widgets import PhotoFields
from sources.rows import UniqueRows
from sources.widgets import WEB_ADDRESSES


class ProfileInline(admin.StackedInline):
    model = Profile
    formset = UniqueRows
    fields = [("label", "url")]
    formfield_overrides = WEB_ADDRESSES
    extra = 0


@admin.register(Author)
class AuthorAdmin(PhotoFields, admin.ModelAdmin):
    list_display = ["name", "job", "beats", "person_or_desk", "website"]
    list_filter = ["is_desk"]
    search_fields = ["name", "slug", "beats"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = WEB_ADDRESSES
    inlines = [ProfileInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "is_desk", "job", "beats", "bio", "portrait"]}),
        (_("Elsewhere"), {"fields": ["website", "fediverse_handle"]}),
    ]

    @admin.display(description=_("Person or desk"), ordering="is_desk")
    def person_or_desk(self, author):
        return _("Desk") if author.is_desk else _("Person")
