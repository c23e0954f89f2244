from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk import my_stories
from desk.models import MailChoice
from desk.screens import screen, show
from staff.models import role_of


@screen
@require_safe
def start(request):
    """Begin at the desk with what waits for this person."""
    user = request.user
    lists = role_of(user) and {
        "assignments": my_stories.assignments_of(user),
        "reviews": my_stories.reviews_for(user),
        "own_stories": my_stories.own_stories_of(user),
    }
    return admin.site.index(request, lists or {})


@screen
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request):
    """Let a person say whether the desk may write to them."""
    choice = MailChoice.objects.filter(user=request.user).first() or MailChoice(user=request.user)
    if request.method == "POST":
        choice.is_mailed = "is_mailed" in request.POST
        choice.save()
        messages.success(request, _("Your choice is saved."))
        return redirect("mail_choice")
    context = {"title": _("E-mail from the desk"), "choice": choice}
    return show(request, "desk/mail_choice.html", context)
