"""The sources of the newsroom, and the address that makes one of a typed name."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

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

    def get_urls(self):
        view = self.admin_site.admin_view(self.add_named)
        return [path("add-named/", view, name="sources_source_add_named"), *super().get_urls()]

    @method_decorator(require_POST)
    def add_named(self, request):
        """Make a source of the typed `name`, or answer the one that is called so already."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        name = request.POST.get("name", "").replace("\0", "")
        source = Source.named(" ".join(name.split()))
        if source.pk is None:
            try:
                source.full_clean()
            except ValidationError as error:
                return JsonResponse({"message": " ".join(error.messages)}, status=400)
            source.save()
            self.log_addition(request, source, _("Added by its name on another screen."))
        return JsonResponse({"id": source.pk, "text": str(source)})
