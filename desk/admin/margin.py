"""What stands beside a story on its writing screen, and is not the story's own."""

from desk import checklist
from desk.access import works_on
from desk.forms.notes import NoteForm
from desk.models import Plan
from desk.notes import threads_of
from desk.proof import Proof
from desk.typed import typed


class Margin:
    """For the admin of stories: the checklist, who is to do what, and what editors note."""

    def render_change_form(self, request, context, *args, **kwargs):
        article, draft = context.get("original"), request.draft
        if article is None:
            context["checklist"] = checklist.lines(typed(draft.form if draft else []))
        elif works_on(request.user, article):
            story = Proof(article, **_rows(context["inline_admin_formsets"]))
            threads = threads_of(article)
            story.unresolved_notes = sum(not thread.note.is_resolved for thread in threads)
            context |= {
                "checklist": checklist.lines(typed(draft.form, article) if draft else story),
                "threads": threads,
                "note_form": NoteForm(parts=story.parts),
                "work": article.assignments.open()
                .next_due_first()
                .select_related("person__author"),
                "plan": Plan.objects.filter(article=article).first(),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def _rows(inlines):
    """Return the stored rows of a story by their name, which the formsets have fetched already."""
    return {
        inline.formset.prefix: [form.instance for form in inline.formset.initial_forms]
        for inline in inlines
    }
