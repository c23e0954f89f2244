"""What the desk keeps of a story and readers never see."""

from desk.models.assignment import Assignment, Plan
from desk.models.check_level import CheckLevel, Level
from desk.models.draft import Draft
from desk.models.due_notice import DueNotice
from desk.models.editing import Editing
from desk.models.link import Link
from desk.models.mail_choice import MailChoice
from desk.models.note import Note
from desk.models.preview_link import PreviewLink

__all__ = [
    "Assignment", "CheckLevel", "Draft", "DueNotice", "Editing", "Level", "Link",
    "MailChoice", "Note", "Plan", "PreviewLink",
]  # fmt: skip
