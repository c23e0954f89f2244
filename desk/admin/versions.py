"""The Versions of a story at the desk: when and by whom, what changed, and a way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.comparing import compare
from desk import access, keeping
from desk.models import Draft
from desk.restoring import restored


class Versions:
    """For the ModelAdmin of stories."""

    def get_urls(self):
        addresses = [
            ("<int:pk>/versions/", self.versions, "versions"),
            ("<int:pk>/versions/<int:number>/restore/", self.restore, "restore"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, view, name in addresses
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def versions(self, request, pk):
        """List the Versions of a story, and set two that are asked for against each other."""
        article = self._worked_on(request, pk)
        versions = list(article.versions.without_text().select_related("made_by"))
        numbers = {version.number: version for version in versions}
        chosen = [request.GET.get(name, "") for name in ("older", "newer")]
        pair = [numbers.get(int(each)) for each in chosen if each.isdecimal() and len(each) < 10]
        lines = []
        if len(pair) == 2 and all(pair) and pair[0] != pair[1]:
            older, newer = sorted(pair, key=lambda version: version.number)
            lines = compare(older.story, newer.story)
        is_unknown = any(chosen) and not lines
        return self._show_versions(request, article, versions, lines=lines, is_unknown=is_unknown)

    def _show_versions(self, request, article, versions, *, status=200, **more):
        context = self.admin_site.each_context(request) | {
            "title": _("Versions"),
            "opts": self.opts,
            "article": article,
            "versions": versions[::-1],
            "draft": Draft.objects.of(article),
            "may_restore": self.has_change_permission(request, article),
            **more,
        }
        return render(request, "admin/articles/article/versions.html", context, status=status)

    @method_decorator(require_POST)
    def restore(self, request, pk, number):
        """Put a Version into the draft of its story; readers go on seeing the newest."""
        article = self._worked_on(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        version = get_object_or_404(article.versions, number=number)
        draft = Draft.objects.of(article)
        if draft and str(draft.stamp) != request.POST.get("replaces", ""):
            versions = list(article.versions.without_text().select_related("made_by"))
            return self._show_versions(request, article, versions, asked=number, status=409)
        form, notes = restored(version)
        keeping.replace(
            form, by=request.user, article=article, revision=article.revision, notes=notes
        )
        messages.success(
            request,
            _("Version %(number)d is in the draft. Readers see it when you publish the changes.")
            % {"number": number},
        )
        for note in notes.values():
            messages.warning(request, note)
        return redirect("admin:articles_article_change", article.pk)

    def _worked_on(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not access.works_on(request.user, article):
            raise PermissionDenied
        return article
