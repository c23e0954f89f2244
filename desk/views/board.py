from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.board import columns_for
from desk.screens import screen, show


@screen
@require_safe
def board(request):
    """Show where every story is on its way."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    context = {"title": _("Board"), "columns": columns_for(request.user)}
    return show(request, "desk/board.html", context)
