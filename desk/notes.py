"""Notes as the screens show them."""

from typing import NamedTuple

from desk.forms.notes import ReplyForm
from desk.models import Note


class Thread(NamedTuple):
    """A note, its replies, and the form for one more."""

    note: Note
    replies: list
    form: ReplyForm


def threads_of(article, *, replies=None):
    """Return the threads of a story; `replies` are sent forms by the key of their note."""
    sent = replies or {}
    return [
        Thread(note, list(note.replies.all()), sent.get(note.pk) or ReplyForm(note=note))
        for note in article.notes.as_threads()
    ]
