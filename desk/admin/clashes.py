"""Two texts of one story: both shown, nothing lost, and a way on."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Article
from desk import keeping
from desk.access import stories_for
from desk.clash import MINE, THEIRS, differences, mixed
from desk.galley import Galley, pairs_of
from desk.keeping import Base, Stale
from desk.models import Draft, Editing


class SettlesClashes:
    """For the ModelAdmin of stories: a form that others overtook is refused with both texts."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/compare/", wrap(self.compare), name="articles_article_compare"),
            path("<int:pk>/settle/", wrap(self.settle), name="articles_article_settle"),
            path("adopt/", wrap(self.adopt), name="articles_article_adopt"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, *args, **kwargs)
        article = self.get_object(request, object_id)
        if refusal := self.refusal_for(request, article, object_id):
            return refusal
        if Base.sent(request.POST) != Base.needed(article, Draft.objects.of(article)):
            return self.compare(request, article.pk)
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except Stale:
            return self.compare(request, article.pk)

    @method_decorator([require_POST, never_cache])
    def compare(self, request, pk):
        """Show the sent text beside the one that is kept, and ask which of them goes on."""
        article = self.get_object(request, str(pk))
        if refusal := self.refusal_for(request, article, pk):
            return refusal
        return self._show_clash(request, article, pairs_of(request.POST))

    def _show_clash(self, request, article, form):
        draft = Draft.objects.of(article)
        base = Base.sent(request.POST)
        # A draft that the form was opened with is no news to its writer: then the story is.
        theirs = draft if draft and base.stamp != draft.stamp else None
        stories = stories_for(request.user)
        found = differences(_galley(article, theirs), Galley.read(form), stories=stories)
        if not found:
            messages.info(request, _("The same text was saved meanwhile. Nothing is lost."))
            return redirect("admin:articles_article_change", article.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Two texts of one story"),
            "opts": self.opts,
            "article": article,
            "theirs": theirs,
            "base": Base.needed(article, draft),
            "form": form,
            "differences": found,
        }
        return render(request, "admin/articles/article/clash.html", context, status=409)

    @method_decorator([require_POST, never_cache])
    def settle(self, request, pk):
        """Keep as the draft what was chosen of both texts, and go on writing."""
        article = self.get_object(request, str(pk))
        form = _pairs(request.POST)
        if refusal := self.refusal_for(request, article, pk, form=form):
            return refusal
        draft = Draft.objects.of(article)
        if Base.sent(request.POST) != Base.needed(article, draft):
            return self._show_clash(request, article, form)
        theirs = draft if request.POST.get("_against") == "draft" else None
        chosen = mixed(
            _galley(article, theirs),
            Galley.read(form),
            request.POST.dict(),
            otherwise=THEIRS if request.POST.get("_all") == THEIRS else MINE,
        )
        revision = theirs.revision if theirs else article.revision
        form = chosen.pairs_for(article)
        keeping.replace(form, by=request.user, article=article, revision=revision)
        Editing.objects.take_over(article, request.user)
        messages.success(request, _("This is the text that you chose. It is kept as a draft."))
        return redirect("admin:articles_article_change", article.pk)

    # --- A story that is gone, or out of reach ---

    def refusal_for(self, request, article, pk, *, form=None):
        """Return the answer to a form whose story cannot take it, with its text; else None."""
        if article and self.has_change_permission(request, article):
            return None
        if Article.objects.trashed().filter(pk=pk if str(pk).isdecimal() else None).exists():
            message, status = _("This story was put in the trash."), 410
        elif article or (str(pk).isdecimal() and Article.objects.filter(pk=pk).exists()):
            message, status = _("You may not change this story, or not any more."), 403
        else:
            message, status = _("This story was deleted."), 410
        if is_asked_by_script(request):
            return JsonResponse({"message": message}, status=status)
        return self.show_kept_text(request, message, status=status, form=form)

    def show_kept_text(self, request, message, *, status, form=None):
        """Show what was typed for a story that cannot take it any more."""
        form = pairs_of(request.POST) if form is None else form
        galley = Galley.read(form)
        context = self.admin_site.each_context(request) | {
            "title": _("Your text is still here"),
            "opts": self.opts,
            "message": message,
            "form": form,
            "fields": {name: galley.fields.get(name, "") for name in ("headline", "standfirst")},
            "parts": list(galley.rows["parts"].values()),
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/articles/article/kept_text.html", context, status=status)

    @method_decorator(require_POST)
    def adopt(self, request):
        """Go on with a text as a new story."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = Galley.read(_pairs(request.POST)).pairs_for()
        draft = keeping.keep_new(form, by=request.user, key=uuid4())
        return redirect(f"{reverse('admin:articles_article_add')}?draft={draft.key}")


def _galley(article, draft):
    return Galley.read(draft.form) if draft else Galley.of(article)


def _pairs(sent):
    """Return the form that a page carried along, as names and values in two lists."""
    return [list(pair) for pair in zip(sent.getlist("name"), sent.getlist("value"), strict=False)]


def is_asked_by_script(request):
    return "application/json" in request.headers.get("Accept", "")
