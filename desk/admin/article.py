"""The list of stories, and the screen on which one is written."""

import json
from copy import copy

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, F
from django.forms.models import construct_instance
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from taggit.models import Tag

from articles import publishing
from articles.form_fields import Moment, TagsField
from articles.models import Article, Correction, Status
from articles.models.article import story_languages
from desk import pasted
from desk.admin.attributions import ArticleAttributionFormSet, ArticleAttributionInline
from desk.admin.bylines import BylineInline
from desk.admin.parts import PartFormSet, PartInline
from photos.widgets import PhotoFields
from publication.models import Publication

LONGEST_PASTE = 1024 * 1024  # bytes; about 150,000 words
SUGGESTED_TAGS = 12
MOMENTS = ["published_at", "updated_at", "embargo_until", "expires_at", "coverage_ended_at"]

# Beside which field a rule of the database is reported.
FIELD_OF_CONSTRAINT = {
    "article_is_complete_when_published": "status",
    "article_expires_after_publication": "expires_at",
    "article_expires_after_embargo": "expires_at",
    "article_is_updated_after_publication": "updated_at",
    "article_is_taken_down_with_reason": "taken_down_reason",
    "article_is_no_translation_of_itself": "translation_of",
}
FIELD_OF_MESSAGE = {
    constraint.violation_error_message: FIELD_OF_CONSTRAINT[constraint.name]
    for constraint in Article._meta.constraints
    if constraint.name in FIELD_OF_CONSTRAINT
}


class ArticleForm(forms.ModelForm):
    tags = TagsField(
        required=False, help_text="Parted by commas. New tags are made when the story is saved."
    )
    published_at = Moment(
        label="Published",
        required=False,
        help_text="Empty: the moment you publish. In the future: it appears by itself.",
    )
    updated_at = Moment(
        label="Updated", required=False, help_text="The last update that readers are told of."
    )
    embargo_until = Moment(
        label="Embargo until", required=False, help_text="Hidden from readers until then."
    )
    expires_at = Moment(
        label="Expires", required=False, help_text="Hidden from readers from then on."
    )
    coverage_ended_at = Moment(
        label="Coverage ended",
        required=False,
        help_text="For live coverage. Until then readers are told that it goes on.",
    )
    change_kind = forms.ChoiceField(
        label="What changed since readers last saw it",
        choices=[("", "Minor: nothing to tell readers"), *Correction.Kind.choices],
        required=False,
    )
    change_note = forms.CharField(
        label="Note to readers",
        required=False,
        max_length=Correction._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was wrong or is new, in a sentence. It stays on the story for ever.",
    )

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "section", "kind", "language", "dateline", "slug",
            "translation_of", "lead_photo", "tags", "backstory", "ai_use", "status",
            "taken_down_reason", *MOMENTS,
        ]  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "data-one-line": ""}),
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "taken_down_reason": forms.Textarea(attrs={"rows": 3}),
            "backstory": forms.Textarea(attrs={"rows": 4}),
            "ai_use": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        clash = slug and Article.objects.filter(slug=slug).exclude(pk=self.instance.pk).first()
        if clash:
            raise ValidationError(
                f"“{slug}” is already the slug of “{clash}”. Choose a different one."
            )
        return slug

    def clean(self):
        cleaned = super().clean()
        for name in MOMENTS:
            if name in cleaned and name not in self.changed_data:
                cleaned[name] = self.initial.get(name)
        self._judge_change(cleaned)
        if cleaned.get("status") == Status.PUBLISHED:
            self._prepare_publication(cleaned)
        elif cleaned.get("status") == Status.TAKEN_DOWN and not self._was_public():
            self.add_error("status", "Only a published story can be taken down.")
        return cleaned

    def _judge_change(self, cleaned):
        """Make of kind and note a `correction` for publishing, or report what is amiss."""
        kind, note = cleaned.get("change_kind"), (cleaned.get("change_note") or "").strip()
        self.correction = None
        if note and not kind and "change_kind" not in self.errors:
            self.add_error("change_kind", "Say what kind of change the note tells of.")
        elif kind and not note and "change_note" not in self.errors:
            self.add_error("change_note", "Tell readers what was changed.")
        elif kind and not self.instance.is_published:
            self.add_error("change_kind", "Readers have not seen this story: nothing to correct.")
        elif kind and cleaned.get("status") != Status.PUBLISHED:
            self.add_error("change_kind", "Only a story that stays published can be corrected.")
        elif kind:
            self.correction = Correction(kind=kind, text=note)
            cleaned["updated_at"] = timezone.now()

    def clean_translation_of(self):
        original = self.cleaned_data["translation_of"]
        if original is None:
            return None
        if original.pk == self.instance.pk:
            raise ValidationError("A story cannot be a translation of itself.")
        if original.translation_of_id:
            raise ValidationError(
                f"“{original}” is itself a translation of “{original.translation_of}”. Choose that."
            )
        if self.instance.pk and self.instance.translations.exists():
            raise ValidationError(
                "Other stories are translations of this one, so it is an original itself."
            )
        return original

    def _was_public(self):
        return self.initial.get("status") in (Status.PUBLISHED, Status.TAKEN_DOWN)

    def _prepare_publication(self, cleaned):
        """Report what the story itself lacks, and fill in what publication sets.

        Whether it has a byline and a text is for their own forms to say.
        """
        story = construct_instance(self, copy(self.instance))
        missing = publishing.missing_for_publication(story, has_byline=True, has_text=True)
        for name, message in missing.items():
            if name not in self.errors:
                self.add_error(name, message)
        publishing.fill_in(story)
        for name in ("slug", "published_at", "taken_down_reason"):
            if name in cleaned:
                cleaned[name] = getattr(story, name)

    def _update_errors(self, errors):
        """Put the rules of the database beside the field that each is about."""
        for error in errors.error_dict.pop("__all__", []):
            field = FIELD_OF_MESSAGE.get(error.message)
            if field is None or field not in self.errors:
                self.add_error(field, error)
        if errors.error_dict:
            super()._update_errors(errors)


class LanguageInUse(admin.SimpleListFilter):
    """The languages that stories are in; Django knows a hundred."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request, model_admin):
        names = dict(story_languages())
        used = Article.objects.order_by("language").values_list("language", flat=True).distinct()
        return [(code, names.get(code, code)) for code in used]

    def queryset(self, request, articles):
        return articles.filter(language=self.value()) if self.value() else articles


class StoryList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        """Fetch the writers for the list alone: the writing screen must see what it saves."""
        return super().get_queryset(request, exclude_parameters).prefetch_related("bylines")


@admin.register(Article)
class ArticleAdmin(PhotoFields, admin.ModelAdmin):
    form = ArticleForm
    autocomplete_fields = ["translation_of"]
    inlines = [PartInline, BylineInline, ArticleAttributionInline]
    change_form_template = "admin/articles/article/change_form.html"

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

    # --- The list ---

    def get_changelist(self, request, **kwargs):
        return StoryList

    @admin.display(description="Photo")
    def thumbnail(self, article):
        if article.lead_photo is None:
            return format_html('<span class="{}"></span>', "desk-thumbnail")
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}" loading="lazy">',
            article.lead_photo.thumbnail_url,
            article.lead_photo.alt,
        )

    @admin.display(description="Headline", ordering="headline")
    def headline_or_untitled(self, article):
        return str(article)

    @admin.display(description="Status", ordering="status")
    def status_now(self, article):
        if article.status == Status.PUBLISHED and article.published_at > timezone.now():
            return "Scheduled"
        return article.get_status_display()

    @admin.display(description="By")
    def by(self, article):
        return ", ".join(str(author) for author in article.writers)

    @admin.display(description="Views", ordering="views__total", empty_value="0")
    def reads(self, article):
        views = getattr(article, "views", None)
        return f"{views.total:,}" if views else "0"

    def get_actions(self, request):
        """Stories are published, taken down and deleted one by one, by their own rules."""
        return {}

    def has_delete_permission(self, request, article=None):
        """What readers have seen is taken down with a reason, never deleted."""
        is_deletable = article is None or article.status in (
            Status.DRAFT, Status.IN_REVIEW, Status.READY,
        )  # fmt: skip
        return is_deletable and super().has_delete_permission(request, article)

    # --- The writing screen ---

    def view_on_site(self, article):
        if article.is_published:
            return article.get_absolute_url()
        return reverse("article_preview", args=[article.pk])

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {
            "title": str(context["original"]) if context.get("original") else "New story",
            "subtitle": None,
            "time_zone": settings.TIME_ZONE,
            "longest_paste": LONGEST_PASTE,
            "corrections": _corrections(context.get("original")),
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
        elif article.status == Status.TAKEN_DOWN:
            publishing.take_down(article, reason=article.taken_down_reason)

    # --- Addresses that the writing screen asks ---

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("split/", wrap(self.split), name="articles_article_split"),
            path("tags/", wrap(self.suggest_tags), name="articles_article_tags"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def split(self, request):
        """Answer the parts of the sent `text`, JSON or a form; see `pasted.split`."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        if int(request.headers.get("Content-Length") or 0) > LONGEST_PASTE:
            return _refusal(
                "This text has more than 1 MB, too much to split. "
                "Paste it in several pieces; nothing that you typed is lost.",
                status=413,
            )
        text = _sent_text(request)
        if text is None:
            return _refusal("Send JSON or a form with the text to split as “text”.", status=400)
        caption = Publication.current().share_caption
        result = pasted.split(text, share_captions=[caption])
        return JsonResponse(
            {
                "headline": result.headline,
                "parts": [part._asdict() for part in result.parts],
                "left_out": result.left_out,
            }
        )

    @method_decorator([require_safe, never_cache])
    def suggest_tags(self, request):
        """Answer the tags that begin with the `term`, the most used first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        term = " ".join(request.GET.get("term", "").replace("\0", "").split())[:100]
        tags = (
            Tag.objects.filter(name__istartswith=term)
            .annotate(stories=Count("tagged_articles"))
            .order_by("-stories", "name")[:SUGGESTED_TAGS]
        )
        return JsonResponse(
            {"results": [{"name": tag.name, "stories": tag.stories} for tag in tags]}
        )


def _corrections(article):
    return article and Correction.objects.of(article).newest_first()


def _sent_text(request):
    """Return the text of a JSON or form request, or None."""
    if request.content_type != "application/json":
        return request.POST.get("text")
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    text = message.get("text") if isinstance(message, dict) else None
    return text if isinstance(text, str) else None


def _refusal(message, *, status):
    return JsonResponse({"message": message}, status=status)
