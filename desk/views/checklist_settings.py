from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.checklist import Stage
from desk.forms.checklist import ChecklistForm
from desk.screens import screen, show


@screen
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("desk.change_checklevel", raise_exception=True)
def checklist_settings(request):
    """Let the chief editor say what is required of a story, and before which step."""
    form = ChecklistForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The checklist is changed."))
        return redirect("checklist")
    context = {"title": _("Checklist"), "rows": form.rows, "stages": Stage}
    return show(
        request, "desk/checklist_settings.html", context, status=400 if request.POST else 200
    )
