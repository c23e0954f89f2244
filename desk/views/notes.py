"""What editors and reporters tell each other about a story."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.forms.notes import NoteForm, ReplyForm
from desk.models import Note
from desk.notes import threads_of
from desk.screens import screen, show, story_for


@screen
@require_http_methods(["GET", "HEAD", "POST"])
def story_notes(request, pk):
    """Show the notes on a story, and take a new one."""
    article = story_for(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent, parts=article.parts.all())
    if form.is_valid():
        form.save(article, by=request.user)
        return redirect("story_notes", pk=pk)
    return _page(request, article, form=form)


@screen
@require_POST
def reply_to_note(request, pk):
    note = _note_for(request.user, pk)
    form = ReplyForm(request.POST, note=note)
    if not form.is_valid():
        return _page(request, note.article, replies={note.pk: form})
    Note.objects.create(
        article=note.article,
        reply_to=note,
        written_by=request.user,
        text=form.cleaned_data["text"],
    )
    return redirect("story_notes", pk=note.article_id)


@screen
@require_POST
def resolve_note(request, pk):
    note = _note_for(request.user, pk)
    note.resolve(by=request.user)
    return redirect("story_notes", pk=note.article_id)


@screen
@require_POST
def reopen_note(request, pk):
    note = _note_for(request.user, pk)
    note.reopen()
    return redirect("story_notes", pk=note.article_id)


def _page(request, article, *, form=None, replies=None):
    form = form or NoteForm(parts=article.parts.all())
    return show(
        request,
        "desk/notes_page.html",
        {
            "title": _("Notes on “%(story)s”") % {"story": article},
            "article": article,
            "threads": threads_of(article, replies=replies),
            "form": form,
        },
        status=400 if form.errors or replies else 200,
    )


def _note_for(user, pk):
    """Return the note that begins a thread."""
    note = get_object_or_404(Note, pk=pk, reply_to=None)
    story_for(user, note.article_id)
    return note
