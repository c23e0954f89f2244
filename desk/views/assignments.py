"""Planning stories, and giving them to people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.access import standing
from desk.assigning import assign
from desk.forms.assignments import AssignmentForm, PlanForm, StoryToPlanForm
from desk.models import Assignment
from desk.screens import screen, show, story_for, warn_by
from staff.models import Role, role_of

EDITORS = (Role.EDITOR, Role.CHIEF)


@screen
@require_http_methods(["GET", "HEAD", "POST"])
def plan_story(request):
    """Plan a story before a word of it is written."""
    if role_of(request.user) not in EDITORS:
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    story = StoryToPlanForm(sent, by=request.user)
    plan = PlanForm(sent)
    # Who is to write it may be decided later.
    assignment = AssignmentForm(sent, empty_permitted=True, use_required_attribute=False)
    are_valid = [form.is_valid() for form in (story, plan, assignment)]
    if all(are_valid) and assignment.has_changed():
        assignment.judge_person(story.cleaned_data["section"].pk)
    if all(are_valid) and assignment.is_valid():
        _keep(story, plan, assignment, by=request.user, warn=warn_by(request))
        messages.success(request, _("“%(story)s” is planned.") % {"story": story.instance})
        return redirect("story_assignments", pk=story.instance.pk)
    return show(
        request,
        "desk/plan_page.html",
        {"title": _("Plan a story"), "story": story, "plan": plan, "assignment": assignment},
        status=400 if sent is not None else 200,
    )


@screen
@require_http_methods(["GET", "HEAD", "POST"])
def story_assignments(request, pk):
    """Show who is to do what for a story, and let an editor ask somebody."""
    article = story_for(request.user, pk)
    form = None
    if request.method == "POST":
        _need_editor(request.user, article)
        form = AssignmentForm(request.POST, instance=Assignment(article=article))
        if form.is_valid():
            form.judge_person(article.section_id)
        if form.is_valid():
            assign(form.instance, by=request.user, warn=warn_by(request))
            return redirect("story_assignments", pk=pk)
    return _page(request, article, assignment=form)


@screen
@require_POST
def story_plan(request, pk):
    article = story_for(request.user, pk)
    _need_editor(request.user, article)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, article, plan=form)
    form.keep(article)
    return redirect("story_assignments", pk=pk)


@screen
@require_POST
def finish_assignment(request, pk):
    """Say that what was asked is done: for the person who did it, and for editors."""
    assignment = _assignment_for(request.user, pk, may_be_own=True)
    assignment.done_at = timezone.now()
    assignment.save(update_fields=["done_at"])
    return redirect("story_assignments", pk=assignment.article_id)


@screen
@require_POST
def withdraw_assignment(request, pk):
    assignment = _assignment_for(request.user, pk)
    assignment.delete()
    return redirect("story_assignments", pk=assignment.article_id)


@transaction.atomic
def _keep(story, plan, assignment, *, by, warn):
    article = story.save()
    plan.keep(article)
    if assignment.has_changed():
        assignment.instance.article = article
        assign(assignment.instance, by=by, warn=warn)


def _page(request, article, *, plan=None, assignment=None):
    form = assignment or AssignmentForm()
    plan_form = plan or PlanForm(instance=getattr(article, "plan", None))
    assignments = article.assignments.next_due_first().select_related("person__author")
    return show(
        request,
        "desk/assignments_page.html",
        {
            "title": _("Plan and assignments of “%(story)s”") % {"story": article},
            "article": article,
            "assignments": assignments,
            "form": form,
            "plan": plan_form,
            "is_editor": standing(request.user, article) in EDITORS,
        },
        status=400 if form.errors or plan_form.errors else 200,
    )


def _assignment_for(user, pk, *, may_be_own=False):
    assignment = get_object_or_404(Assignment, pk=pk)
    article = story_for(user, assignment.article_id)
    if not (may_be_own and assignment.person_id == user.pk):
        _need_editor(user, article)
    return assignment


def _need_editor(user, article):
    if standing(user, article) not in EDITORS:
        raise PermissionDenied
