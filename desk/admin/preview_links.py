"""Links by which outsiders see a story before it is published."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.models import PreviewLink


class PreviewLinks:
    """For the ModelAdmin of stories: whoever may change one may show it, and take that back."""

    def get_urls(self):
        addresses = [
            ("<int:pk>/preview-links/", self.make_link, "make_link"),
            ("<int:pk>/preview-links/<int:link>/revoke/", self.revoke_link, "revoke_link"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, view, name in addresses
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        if article := context["original"]:
            context |= {
                "preview_links": article.preview_links.open().order_by("expires_at"),
                "link_lives": PreviewLink.Life.choices,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @method_decorator(require_POST)
    def make_link(self, request, pk):
        article = self._changeable(request, pk)
        hours = request.POST.get("link_hours", "")
        if hours not in map(str, PreviewLink.Life.values):
            messages.error(request, _("Choose how long the link is to lead to the story."))
        else:
            article.preview_links.create(
                made_by=request.user,
                note=request.POST.get("link_note", "").replace("\0", "").strip()[:100],
                expires_at=timezone.now() + timedelta(hours=int(hours)),
            )
            messages.success(request, _("The link is made. Whoever has it sees the newest text."))
        return redirect("admin:articles_article_change", pk)

    @method_decorator(require_POST)
    def revoke_link(self, request, pk, link):
        article = self._changeable(request, pk)
        link = get_object_or_404(article.preview_links.all(), pk=link)
        link.revoked_at = link.revoked_at or timezone.now()
        link.save()
        messages.success(request, _("The link leads nowhere any more."))
        return redirect("admin:articles_article_change", pk)

    def _changeable(self, request, pk):
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article
