"""The desk: Django's admin, ordered by what a newsroom does instead of by app."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

GROUPS = [
    (_("Stories"), ["articles.Article", "photos.Photo", "sources.Source", "taggit.Tag"]),
    (
        _("Publication"),
        [
            "articles.FrontPage",
            "articles.BreakingNews",
            "authors.Author",
            "publication.Section",
            "publication.Publication",
            "policies.Policy",
        ],
    ),
    (_("Newsroom"), ["staff.Person"]),
]
LAST_GROUP = _("More")
# What stays open to those who have yet to set up the second factor that the desk asks them for.
FOR_ALL_STAFF = {"logout", "password_change", "password_change_done", "i18n_javascript"}


class DeskConfig(AdminConfig):
    default_site = "desk.site.Desk"


class Desk(AdminSite):
    site_header = index_title = _("Desk")
    # Left out where a row of a list is a few lines.
    empty_value_display = '<span class="nothing">–</span>'
    # The groups stand in one line under the masthead, so that a list has the whole width.
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """Return what this person may see, by group; of one app alone for its own page."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else [*_grouped(apps)]

    def get_urls(self):
        """Answer in place of Django where readers find a row: it would ask nobody's rights."""
        name, address = "view_on_site", "r/<int:content_type_id>/<path:object_id>/"
        others = [url for url in super().get_urls() if getattr(url, "name", "") != name]
        return [path(address, self.admin_view(self.view_on_site), name=name), *others]

    def view_on_site(self, request, content_type_id, object_id):
        """Go to the readers' page of a row that this person may see at the desk."""
        # The app of the desk is set up before there are models.
        from django.contrib.contenttypes.models import ContentType

        kind = get_object_or_404(ContentType, pk=content_type_id)
        row_admin = self._registry.get(kind.model_class())
        row = row_admin and row_admin.get_object(request, object_id)
        if row is None or not row_admin.has_view_permission(request, row):
            raise Http404
        address = row_admin.view_on_site
        return redirect(address(row) if callable(address) else row.get_absolute_url())

    def admin_view(self, view, cacheable=False):
        # The app of the desk is set up before there are models.
        from desk.second_factor import asked_for

        is_for_all = getattr(view, "__name__", "") in FOR_ALL_STAFF
        return self.account_view(view if is_for_all else asked_for(view), cacheable)

    def account_view(self, view, cacheable=False):
        """Let the staff in, second factor or not."""
        return super().admin_view(_refusing_huge_numbers(view), cacheable)


def _refusing_huge_numbers(view):
    """A key or a year that no column can hold is the request's fault, not the database's."""

    @wraps(view)
    def refusing(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OverflowError:
            raise BadRequest("A number in this request is too large.") from None

    return refusing


def _grouped(apps):
    models = {model["model"]._meta.label: model for app in apps for model in app["models"]}
    for name, labels in GROUPS:
        yield from _group(name, [models.pop(label) for label in labels if label in models])
    yield from _group(LAST_GROUP, [*models.values()])


def _group(name, models):
    if models:
        yield {"name": name, "models": models}
