"""The forms of a story as one person of the staff may fill them in.

`user` is set on the class for each request. What others may write stands in the form all the same,
and a change of it is refused beside its field.
"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Status
from desk import access, workflow
from desk.forms.article import MOMENTS, ArticleForm
from desk.forms.bylines import BylineFormSet
from publication.models import Section
from staff.models import Role, covers

CHANGES = {
    Role.EDITOR: _("Only an editor of the story’s section can change this."),
    Role.CHIEF: _("Only a chief editor can change this."),
}
CHIEFS_FIELDS = ["taken_down_reason"]
EDITORS_FIELDS = [*MOMENTS, "change_kind", "change_note"]
LOCKED = {
    None: [],
    Role.REPORTER: [*EDITORS_FIELDS, *CHIEFS_FIELDS],
    Role.EDITOR: CHIEFS_FIELDS,
    Role.CHIEF: [],
}


class StaffArticleForm(ArticleForm):
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.created_by = self.user
        self.statuses = workflow.statuses_for(self.user, self.instance)
        self.locked = LOCKED[access.standing(self.user, self.instance)]
        self.has_come_out = self.instance.has_come_out
        # Who may only look gets a page without fields.
        if access.may_edit(self.user, self.instance):
            self._offer_what_is_allowed()

    def _offer_what_is_allowed(self):
        self._offer_sections()
        for name in self.locked:
            # Unlike a disabled field, it is sent, so that a change of it can be told.
            self.fields[name].widget.attrs["readonly"] = True

    def _offer_sections(self):
        """Offer the sections that this person may place a story in, and the one it is in."""
        present = Section.objects.filter(pk=self.instance.section_id)
        self.fields["section"].queryset = access.sections_for(self.user) | present

    def clean_status(self):
        status = self.cleaned_data["status"]
        if status not in self.statuses:
            raise ValidationError(workflow.refusal(self.instance, status))
        return status

    def clean_section(self):
        section, stored = self.cleaned_data["section"], self.instance.section
        if stored not in (section, None) and not covers(self.user, stored.pk):
            raise ValidationError(
                _("Only those who work for %(section)s can take a story out of it."),
                params={"section": stored},
            )
        return section

    def clean_slug(self):
        """Name no story to those who may not read it."""
        slug = self.cleaned_data["slug"]
        taken = slug and Article.objects.filter(slug=slug).exclude(pk=self.instance.pk).first()
        if taken and not access.may_read(self.user, taken):
            raise ValidationError(
                _("“%(slug)s” is already the slug of another story. Choose a different one."),
                params={"slug": slug},
            )
        return super().clean_slug()

    def clean_translation_of(self):
        """Name no story to those who may not read it."""
        chosen = self.cleaned_data["translation_of"]
        original = chosen and chosen.translation_of
        if original and not access.may_read(self.user, original):
            raise ValidationError(
                _("“%(story)s” is itself a translation. Choose what it was translated from."),
                params={"story": chosen},
            )
        return super().clean_translation_of()

    def clean(self):
        self._refuse_what_is_locked()
        cleaned = super().clean()
        if self.has_come_out:
            self._refuse_to_hide(cleaned)
        if cleaned.get("status") == Status.IN_REVIEW and cleaned.get("section", self) is None:
            self.add_error("section", _("Choose a section: its editors review the story."))
        return cleaned

    def _refuse_what_is_locked(self):
        for name in self.locked:
            if name in self.changed_data and name not in self.errors:
                role = Role.CHIEF if name in CHIEFS_FIELDS else Role.EDITOR
                self.add_error(name, CHANGES[role])

    def _refuse_to_hide(self, cleaned):
        """What readers have seen is taken down with a reason, not scheduled once more."""
        for name in ("published_at", "embargo_until"):
            moment = cleaned.get(name)
            if name in self.changed_data and moment and moment > timezone.now():
                self.add_error(name, _("Readers have seen this story: it cannot wait any more."))


class StaffBylineFormSet(BylineFormSet):
    """A reporter may add who worked on the story as well, but signs it and unsigns nobody."""

    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_reporters = access.standing(self.user, self.instance) == Role.REPORTER

    def clean(self):
        super().clean()
        if self.is_reporters:
            self._keep_others()
            self._keep_own()

    @cached_property
    def author(self):
        return getattr(self.user, "author", None)

    def _keep_others(self):
        for form in self.initial_forms:
            stored = form.initial.get("author")  # None in a row that is not this story’s
            if stored is None or (self.author and stored == self.author.pk):
                continue
            if self._should_delete_form(form):
                raise ValidationError(
                    _("Only an editor of the story’s section can remove the byline of %(author)s."),
                    params={"author": form.instance.author},
                )
            for name in {"author", "role"}.intersection(form.changed_data):
                form.add_error(name, CHANGES[Role.EDITOR])

    def _keep_own(self):
        named = [form.cleaned_data.get("author") for form in self.kept()]
        before = [form.initial.get("author") for form in self.initial_forms]
        signed_before = self.author is not None and self.author.pk in before
        if self.author in named or not (signed_before or (named and self.has_changed())):
            return
        if self.author is None:
            raise ValidationError(
                _("Your account has no author yet. A chief editor can link one under “People”.")
            )
        raise ValidationError(
            _("A reporter’s story bears the own name: keep or add the byline of %(author)s."),
            params={"author": self.author},
        )
