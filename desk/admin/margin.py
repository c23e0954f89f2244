"""What stands beside a story on its writing screen, and is not the story's own."""

from desk.access import works_on
from desk.forms.notes import NoteForm
from desk.notes import threads_of


class Margin:
    """For the admin of stories: what those who work on a story tell each other."""

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        if article and works_on(request.user, article):
            context |= {
                "threads": threads_of(article),
                "note_form": NoteForm(parts=article.parts.all()),
            }
        return super().render_change_form(request, context, *args, **kwargs)
