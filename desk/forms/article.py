"""The form of a story: what it says, where it stands, and when readers see it."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.form_fields import Moment, TagsField
from articles.models import Article, Correction, Status
from desk.forms.checked import CheckedStory

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


class ArticleForm(CheckedStory, forms.ModelForm):
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("Parted by commas. New tags are made when the story is saved."),
    )
    published_at = Moment(
        label=_("Published"),
        required=False,
        help_text=_("Empty: the moment you publish. In the future: it appears by itself."),
    )
    updated_at = Moment(
        label=_("Updated"), required=False, help_text=_("The last update that readers are told of.")
    )
    embargo_until = Moment(
        label=_("Embargo until"), required=False, help_text=_("Hidden from readers until then.")
    )
    expires_at = Moment(
        label=_("Expires"), required=False, help_text=_("Hidden from readers from then on.")
    )
    coverage_ended_at = Moment(
        label=_("Coverage ended"),
        required=False,
        help_text=_("For live coverage. Until then readers are told that it goes on."),
    )
    change_kind = forms.ChoiceField(
        label=_("What changed since readers last saw it"),
        choices=[("", _("Minor: nothing to tell readers")), *Correction.Kind.choices],
        required=False,
    )
    change_note = forms.CharField(
        label=_("Note to readers"),
        required=False,
        max_length=Correction._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was wrong or is new, in a sentence. It stays on the story for ever."),
    )

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "section", "kind", "language", "dateline", "slug",
            "translation_of", "lead_photo", "tags", "backstory", "ai_use", "status",
            "taken_down_reason", *MOMENTS,
        ]  # fmt: skip
        widgets = {
            "status": forms.HiddenInput,
            "headline": forms.Textarea(attrs={"rows": 1, "data-one-line": ""}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "data-one-line": ""}),
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
                _("“%(slug)s” is already the slug of “%(story)s”. Choose a different one."),
                params={"slug": slug, "story": clash},
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
            self.add_error("status", _("Only a published story can be taken down."))
        return cleaned

    def _judge_change(self, cleaned):
        """Make of kind and note a `correction` for publishing, or report what is amiss."""
        kind, note = cleaned.get("change_kind"), (cleaned.get("change_note") or "").strip()
        self.correction = None
        if note and not kind and "change_kind" not in self.errors:
            self.add_error("change_kind", _("Say what kind of change the note tells of."))
        elif kind and not note and "change_note" not in self.errors:
            self.add_error("change_note", _("Tell readers what was changed."))
        elif kind and not self.instance.is_published:
            self.add_error(
                "change_kind", _("Readers have not seen this story: nothing to correct.")
            )
        elif kind and cleaned.get("status") != Status.PUBLISHED:
            self.add_error("change_kind", _("Only a story that stays published can be corrected."))
        elif kind:
            self.correction = Correction(kind=kind, text=note)
            cleaned["updated_at"] = timezone.now()

    def clean_translation_of(self):
        original = self.cleaned_data["translation_of"]
        if original is None:
            return None
        if original.pk == self.instance.pk:
            raise ValidationError(_("A story cannot be a translation of itself."))
        if original.translation_of_id:
            raise ValidationError(
                _("“%(story)s” is itself a translation of “%(original)s”. Choose that."),
                params={"story": original, "original": original.translation_of},
            )
        if self.instance.pk and self.instance.translations.exists():
            raise ValidationError(
                _("Other stories are translations of this one, so it is an original itself.")
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
            field = _field_of(error)
            if field is None or field not in self.errors:
                self.add_error(field, error)
        if errors.error_dict:
            super()._update_errors(errors)


def _field_of(error):
    """Return the name of the field that a refusal of the database is about, or None."""
    for constraint in Article._meta.constraints:
        if constraint.violation_error_message == error.message:
            return FIELD_OF_CONSTRAINT.get(constraint.name)
    return None
