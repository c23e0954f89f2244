"""Deleting a story, and having it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desk import access
from desk.trash import KEPT_FOR, put_in_trash, take_out


class Trash:
    """For the ModelAdmin of stories: what is deleted can be had back for 30 days."""

    delete_confirmation_template = "admin/articles/article/delete_confirmation.html"

    def get_urls(self):
        addresses = [
            ("trash/", self.trash, "trash"),
            ("trash/<int:pk>/restore/", self.take_out_of_trash, "take_out_of_trash"),
            ("trash/<int:pk>/delete/", self.delete_for_good, "delete_for_good"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, view, name in addresses
            ),
            *super().get_urls(),
        ]

    def get_deleted_objects(self, articles, request):
        """Nothing goes with a story into the trash, and nothing keeps it out of it."""
        return [], {}, set(), []

    def delete_model(self, request, article):
        put_in_trash(article)

    def response_delete(self, request, name, pk):
        text = _("“%(story)s” is in the trash, and can be had back for %(days)d days.")
        messages.success(request, text % {"story": name, "days": KEPT_FOR.days})
        return redirect("admin:articles_article_changelist")

    @method_decorator(require_safe)
    def trash(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        stories = access.trashed_for(request.user).select_related("section")
        context = self.admin_site.each_context(request) | {
            "title": _("Trash"),
            "opts": self.opts,
            "stories": [
                (story, story.trashed_at + KEPT_FOR, access.may_delete(request.user, story))
                for story in stories.order_by("-trashed_at")[:200]
            ],
            "days": KEPT_FOR.days,
        }
        return render(request, "admin/articles/article/trash.html", context)

    @method_decorator(require_POST)
    def take_out_of_trash(self, request, pk):
        article = self._trashed(request, pk)
        take_out(article)
        messages.success(request, _("“%(story)s” is back.") % {"story": article})
        return redirect("admin:articles_article_change", article.pk)

    @method_decorator(require_POST)
    def delete_for_good(self, request, pk):
        article = self._trashed(request, pk)
        article.delete()
        messages.success(request, _("“%(story)s” is deleted for good.") % {"story": article})
        return redirect("admin:articles_article_trash")

    def _trashed(self, request, pk):
        article = get_object_or_404(access.trashed_for(request.user), pk=pk)
        if not access.may_delete(request.user, article):
            raise PermissionDenied
        return article
