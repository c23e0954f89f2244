"""The list of stories."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Status
from articles.models.article import story_languages


class LanguageInUse(admin.SimpleListFilter):
    """The languages that stories are in; Django knows a hundred."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        names = dict(story_languages())
        stories = model_admin.get_queryset(request).order_by("language")
        used = stories.values_list("language", flat=True).distinct()
        return [(code, names.get(code, code)) for code in used]

    def queryset(self, request, articles):
        return articles.filter(language=self.value()) if self.value() else articles


class StoryList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """Fetch the writers for the list alone: the writing screen must see what it saves."""
        return super().get_queryset(request, exclude_parameters).prefetch_related("bylines")


class ListOfStories:
    """For the ModelAdmin of stories: what its list shows of each, and how it is narrowed down."""

    list_display = [
        "thumbnail", "headline_or_untitled", "section", "status_now", "published_at", "by", "reads",
    ]  # fmt: skip
    list_display_links = ["headline_or_untitled"]
    list_filter = [
        "status", "section", "kind", LanguageInUse, ("authors", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    search_fields = ["headline", "standfirst", "slug", "authors__name", "tags__name"]
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    list_select_related = ["section", "lead_photo", "views"]
    list_per_page = 50
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return StoryList

    @admin.display(description=_("Photo"))
    def thumbnail(self, article):
        if article.lead_photo is None:
            return format_html('<span class="{}"></span>', "desk-thumbnail")
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}" loading="lazy">',
            article.lead_photo.thumbnail_url,
            article.lead_photo.alt,
        )

    @admin.display(description=_("Headline"), ordering="headline")
    def headline_or_untitled(self, article):
        return str(article)

    @admin.display(description=_("Status"), ordering="status")
    def status_now(self, article):
        if article.status == Status.PUBLISHED and article.published_at > timezone.now():
            return _("Scheduled")
        return article.get_status_display()

    @admin.display(description=_("By"))
    def by(self, article):
        return ", ".join(str(author) for author in article.writers)

    @admin.display(description=_("Views"), ordering="views__total", empty_value="0")
    def reads(self, article):
        views = getattr(article, "views", None)
        return intcomma(views.total) if views else "0"
