"""The desk: Django's admin, ordered by what a newsroom does instead of by app."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import BadRequest
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
    (_("Readers"), ["readership.ArticleViews", "readership.DailyViews"]),
    (_("Accounts"), ["auth.User", "auth.Group"]),
]
LAST_GROUP = _("More")


class DeskConfig(AdminConfig):
    default_site = "desk.site.Desk"


class Desk(AdminSite):
    site_header = index_title = _("Desk")
    # The groups stand in one line under the masthead, so that a list has the whole width.
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """Return what this person may see, by group; of one app alone for its own page."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else [*_grouped(apps)]

    def admin_view(self, view, cacheable=False):
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
