"""Taking a story a step further from the board."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Status
from desk import workflow
from desk.moving import move
from desk.screens import screen, show, story_for, warn_by


class MoveForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("Move to"), choices=Status.choices)
    reason = forms.CharField(
        label=gettext_lazy("Reason for readers, if it is taken down"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@screen
@require_http_methods(["GET", "HEAD", "POST"])
def move_story(request, pk):
    """Take a story a step further, or say what keeps it from that step."""
    article = story_for(request.user, pk)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        refusals = _move(request, article, **form.cleaned_data)
        if not refusals:
            return redirect("board")
        form.add_error(None, refusals)
    allowed = workflow.statuses_for(request.user, article)
    form.fields["status"].widget.choices = [(each.value, each.label) for each in allowed]
    context = {
        "title": _("Move “%(story)s”") % {"story": article},
        "article": article,
        "form": form,
    }
    return show(request, "desk/move_page.html", context, status=400 if form.errors else 200)


def _move(request, article, *, status, reason):
    """Move a story, and return why it could not be moved, in sentences."""
    try:
        moved = move(article, Status(status), by=request.user, reason=reason, warn=warn_by(request))
    except ValidationError as refusal:
        return refusal.messages
    told = {"story": moved, "status": moved.get_status_display()}
    messages.success(request, _("“%(story)s” is now: %(status)s.") % told)
    return []
