"""What the desk keeps of a story and readers never see."""

from desk.models.check_level import CheckLevel, Level
from desk.models.link import Link
from desk.models.note import Note

__all__ = ["CheckLevel", "Level", "Link", "Note"]
