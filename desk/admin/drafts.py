"""The Draft of a story on its writing screen: kept as one types, shown again, discarded."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.utils import ErrorDict, ErrorList
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk import checklist, keeping
from desk.admin.clashes import is_asked_by_script
from desk.galley import pairs_of
from desk.keeping import Base, Stale
from desk.models import Draft, Editing
from desk.people import name_of
from desk.typed import typed

# More than the text of forty full parts, and less than what Django reads of a form.
LARGEST_DRAFT = 8 * 1024 * 1024  # bytes


class Kept:
    """For a form: shows what was kept, and judges it only when it is saved."""

    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}


class KeepsDrafts:
    """For the ModelAdmin of stories."""

    def get_urls(self):
        addresses = [
            ("draft/", self.keep_new, "keep_new"),
            ("draft/<uuid:key>/discard/", self.discard_new, "discard_new"),
            ("<int:pk>/draft/", self.keep, "keep"),
            ("<int:pk>/draft/discard/", self.discard, "discard"),
            ("<int:pk>/presence/", self.presence, "presence"),
            ("<int:pk>/take-over/", self.take_over, "take_over"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, view, name in addresses
            ),
            *super().get_urls(),
        ]

    # --- Kept while one types ---

    @method_decorator([require_POST, never_cache])
    def keep(self, request, pk):
        """Keep the sent form of a story; answer JSON to a script, the screen to a button."""
        article = self.get_object(request, str(pk))
        if refusal := self.refusal_for(request, article, pk) or self._too_large(request):
            return refusal
        other = Editing.objects.by_another(article, request.user)
        # Who presses a button was shown who is at work.
        if other and is_asked_by_script(request):
            return self._not_kept(request, _is_editing(other), status=409, is_taken=True)
        base = Base.sent(request.POST)
        leaves = bool(request.POST.get("_leaves"))
        form = pairs_of(request.POST)
        try:
            draft = keeping.keep(form, by=request.user, base=base, article=article, leaves=leaves)
        except Stale:
            return self._went_on(request, pk)
        return self._was_kept(request, draft, _screen(pk))

    def _went_on(self, request, pk):
        """Answer for a story that is not what it was when the form was opened, or not at all."""
        if not is_asked_by_script(request):
            return self.compare(request, pk)
        if refusal := self.refusal_for(request, self.get_object(request, str(pk)), pk):
            return refusal
        message = _("This story was changed elsewhere since you opened it.")
        return self._not_kept(request, message, status=409, is_clash=True)

    @method_decorator([require_POST, never_cache])
    def keep_new(self, request):
        """Keep the sent form of a story that was never saved."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if refusal := self._too_large(request):
            return refusal
        key = keeping.as_uuid(request.POST.get("draft_key", "")) or uuid4()
        try:
            draft = keeping.keep_new(pairs_of(request.POST), by=request.user, key=key)
        except Stale:
            raise PermissionDenied from None
        return self._was_kept(request, draft, _screen_of_new(draft))

    def _was_kept(self, request, draft, screen):
        if is_asked_by_script(request):
            lines = checklist.lines(typed(draft.form, draft.article))
            return JsonResponse(
                {
                    "saved_at": _time(draft.saved_at),
                    "stamp": str(draft.stamp),
                    "checklist": render_to_string("desk/_checklist_lines.html", {"lines": lines}),
                }
            )
        messages.success(request, _("The draft is saved. Readers see nothing of it."))
        return redirect(screen)

    def _not_kept(self, request, message, *, status, **why):
        if is_asked_by_script(request):
            return JsonResponse({"message": message, **why}, status=status)
        return self.show_kept_text(request, message, status=status)

    def _too_large(self, request):
        if int(request.headers.get("Content-Length") or 0) <= LARGEST_DRAFT:
            return None
        message = _("This story has more than 8 MB, too much to keep. Take something out of it.")
        return self._not_kept(request, message, status=413)

    # --- Who is at work ---

    @method_decorator([require_POST, never_cache])
    def presence(self, request, pk):
        """Hear that a person is at work on a story, and tell them when somebody else took over."""
        article = self.get_object(request, str(pk))
        if refusal := self.refusal_for(request, article, pk):
            return refusal
        if other := Editing.objects.by_another(article, request.user):
            return JsonResponse({"message": _is_editing(other), "is_taken": True}, status=409)
        Editing.objects.see(article, request.user)
        return JsonResponse({})

    @method_decorator(require_POST)
    def take_over(self, request, pk):
        """Make this person the one who is editing; the other is told by the next answer."""
        article = self._own(request, pk)
        Editing.objects.take_over(article, request.user)
        messages.success(request, _("You are editing this story now. Its newest text is shown."))
        return redirect(_screen(pk))

    # --- Given up ---

    @method_decorator(require_POST)
    def discard(self, request, pk):
        article = self._own(request, pk)
        Draft.objects.filter(article=article).delete()
        messages.success(
            request, _("The changes are discarded. This is the story as it was saved.")
        )
        return redirect(_screen(pk))

    @method_decorator(require_POST)
    def discard_new(self, request, key):
        Draft.objects.begun_by(request.user).filter(key=key).delete()
        messages.success(request, _("The unsaved story is discarded."))
        return redirect("admin:articles_article_changelist")

    # --- Shown again ---

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        request.draft = None
        if request.method == "GET":
            request.draft = self._shown_draft(request, object_id)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _shown_draft(self, request, object_id):
        if object_id is None:
            key = keeping.as_uuid(request.GET.get("draft", ""))
            return key and Draft.objects.begun_by(request.user).filter(key=key).first()
        draft = Draft.objects.of(object_id) if object_id.isdecimal() else None
        article = draft and self.get_object(request, object_id)
        return draft if article and self.has_change_permission(request, article) else None

    def get_form(self, request, article=None, **kwargs):
        form = super().get_form(request, article, **kwargs)
        draft = getattr(request, "draft", None)
        if draft is None:
            return form

        class KeptForm(Kept, form):
            def __init__(self, *, instance=None, **_initial):
                super().__init__(data=draft.sent, instance=instance)
                self.full_clean()
                _note(self, draft.notes)

        return KeptForm

    def get_formset_kwargs(self, request, article, inline, prefix):
        kwargs = super().get_formset_kwargs(request, article, inline, prefix)
        draft = getattr(request, "draft", None)
        return kwargs | {"data": draft.sent} if draft else kwargs

    def _create_formsets(self, request, article, change):
        formsets, inlines = super()._create_formsets(request, article, change)
        if draft := getattr(request, "draft", None):
            for formset in formsets:
                _show_unjudged(formset, draft.notes)
        return formsets, inlines

    def render_change_form(self, request, context, *args, **kwargs):
        article, draft = context["original"], request.draft
        base = None
        if article:
            is_sent = request.method == "POST"
            base = Base.sent(request.POST) if is_sent else Base.now(article, draft)
        key = request.POST.get("draft_key") or (draft and draft.key) or uuid4()
        which = {"pk": article.pk} if article else {"key": key}
        context |= {
            "draft": draft,
            "base": base,
            "draft_key": key,
            "preview_url": reverse("article_preview", kwargs=which),
            "editing": article and Editing.objects.by_another(article, request.user),
            "unsaved": [] if article or draft else Draft.objects.begun_by(request.user)[:10],
            "keep_url": reverse("admin:articles_article_keep", args=[article.pk])
            if article
            else reverse("admin:articles_article_keep_new"),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saved in the story ---

    def save_model(self, request, article, form, change):
        if change:
            keeping.take_turn(article, Base.sent(request.POST))
        super().save_model(request, article, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            Editing.objects.leave(form.instance, request.user)
        elif key := keeping.as_uuid(request.POST.get("draft_key", "")):
            Draft.objects.begun_by(request.user).filter(key=key).delete()

    def _own(self, request, pk):
        """Return a story that this person may change; raise PermissionDenied."""
        article = self.get_object(request, str(pk))
        if article is None or not self.has_change_permission(request, article):
            raise PermissionDenied
        return article


def _show_unjudged(formset, notes):
    formset._errors, formset._non_form_errors = [], ErrorList()
    for form in formset.forms:
        form._errors, form.cleaned_data = ErrorDict(), {}
        _note(form, notes)


def _note(form, notes):
    """Put the notes of a draft beside the fields that they are about."""
    for name in form.fields:
        if message := notes.get(form.add_prefix(name)):
            form.add_error(name, message)


def _is_editing(editing):
    since = _time(editing.began_at)
    return _("%(person)s is editing this story since %(time)s.") % {
        "person": name_of(editing.person),
        "time": since,
    }


def _time(moment):
    return date_format(timezone.localtime(moment), "TIME_FORMAT")


def _screen(pk):
    return reverse("admin:articles_article_change", args=[pk])


def _screen_of_new(draft):
    return f"{reverse('admin:articles_article_add')}?draft={draft.key}"
