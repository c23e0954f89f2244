"""Numbers to look at. Nobody counts by hand, so nothing here can be changed."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from desk.access import stories_for
from readership.models import ArticleViews, DailyViews


class ReadOnly(admin.ModelAdmin):
    def get_queryset(self, request):
        """Numbers name their stories, so they are for whoever may read those."""
        readable = stories_for(request.user).filter(pk=OuterRef("article"))
        return super().get_queryset(request).filter(Exists(readable))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, numbers=None):
        return False

    def has_delete_permission(self, request, numbers=None):
        return False


@admin.register(ArticleViews)
class ArticleViewsAdmin(ReadOnly):
    list_display = ["article", "total", "counted", "imported"]
    list_select_related = ["article"]
    ordering = ["-total"]
    search_fields = ["article__headline", "article__slug"]
    show_full_result_count = False


@admin.register(DailyViews)
class DailyViewsAdmin(ReadOnly):
    list_display = ["article", "day", "count"]
    list_select_related = ["article"]
    ordering = ["-day", "-count"]
    date_hierarchy = "day"
    search_fields = ["article__headline", "article__slug"]
    show_full_result_count = False
