"""The stories at the desk, and the screen on which one is written."""

import json

from django.conf import settings
from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles import publishing, words
from articles.embeds import known_links
from articles.models import Article, Correction, Status
from desk import notices
from desk.actions import actions_for
from desk.admin.clashes import SettlesClashes
from desk.admin.drafts import KeepsDrafts
from desk.admin.inlines import ArticleAttributionInline, BylineInline, PartInline
from desk.admin.margin import Margin
from desk.admin.preview_links import PreviewLinks
from desk.admin.story_list import ListOfStories
from desk.admin.story_rights import StoryRights
from desk.admin.trash import Trash
from desk.admin.versions import Versions
from desk.admin.writing_aids import LONGEST_PASTE, WritingAids
from desk.forms.attributions import ArticleAttributionFormSet
from desk.forms.parts import PartFormSet
from desk.forms.staff import StaffArticleForm
from desk.screens import warn_by
from photos.darkroom import LARGEST_FILE
from photos.widgets import PhotoFields


@admin.register(Article)
class ArticleAdmin(
    SettlesClashes,
    KeepsDrafts,
    Versions,
    PreviewLinks,
    Trash,
    StoryRights,
    ListOfStories,
    WritingAids,
    Margin,
    PhotoFields,
    admin.ModelAdmin,
):
    form = StaffArticleForm
    autocomplete_fields = ["translation_of"]
    inlines = [PartInline, BylineInline, ArticleAttributionInline]
    change_form_template = "admin/articles/article/change_form.html"

    def get_actions(self, request):
        """Stories are published, taken down and deleted one by one, by their own rules."""
        return {}

    def view_on_site(self, article):
        if article.is_published:
            return article.get_absolute_url()
        return reverse("article_preview", args=[article.pk])

    def render_change_form(self, request, context, *args, **kwargs):
        # The story in hand already has the status that a refused form asked for.
        article, form = context["original"], context["adminform"].form
        stored = article and form.initial.get("status", article.status)
        context |= {
            "title": str(context["original"]) if context.get("original") else _("New story"),
            "subtitle": None,
            "time_zone": settings.TIME_ZONE,
            "longest_paste": LONGEST_PASTE,
            "words": words,
            "largest_picture": LARGEST_FILE,
            "site_address": settings.SITE_ADDRESS,
            "embeds": json.dumps(known_links()),
            "corrections": _corrections(context.get("original")),
            "actions": actions_for(stored, form.statuses),
            "may_take_down": stored == Status.PUBLISHED and Status.TAKEN_DOWN in form.statuses,
            "stored_status": stored,
            "status_label": stored and Status(stored).label,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _create_formsets(self, request, article, change):
        formsets, inlines = super()._create_formsets(request, article, change)
        parts = next((each for each in formsets if isinstance(each, PartFormSet)), None)
        for formset in formsets:
            if isinstance(formset, ArticleAttributionFormSet) and parts is not None:
                formset.offer(parts)
        return formsets, inlines

    def save_formset(self, request, form, formset, change):
        if isinstance(formset, ArticleAttributionFormSet):
            formset.name_parts()
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        article.recount_words()
        if article.status == Status.PUBLISHED:
            publishing.publish(article, by=request.user, correction=form.correction)
            _tell_of_embargo(request, article)
        elif article.status == Status.TAKEN_DOWN:
            publishing.take_down(article, reason=article.taken_down_reason)
        before, warn = form.initial.get("status"), warn_by(request)
        notices.tell_of_step(article, before=before, by=request.user, warn=warn)


def _tell_of_embargo(request, article):
    if article.embargo_until and article.embargo_until > article.published_at:
        until = date_format(timezone.localtime(article.embargo_until), "DATETIME_FORMAT")
        text = _("Readers see this story when its embargo ends, on %(moment)s, and not before.")
        messages.info(request, text % {"moment": until})


def _corrections(article):
    return article and Correction.objects.of(article).newest_first()
