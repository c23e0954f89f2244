from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.board import columns_for
from desk.forms.board import BoardFilter
from desk.screens import screen, show


@screen
@require_safe
def board(request):
    """Show where every story is on its way; those alone that `section` and `whose` ask for."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    wanted = BoardFilter(request.GET)
    columns = columns_for(request.user, lambda stories: wanted.narrow(stories, request.user))
    context = {"title": _("Board"), "wanted": wanted, "columns": columns}
    return show(request, "desk/board.html", context, status=200 if wanted.is_valid() else 400)
