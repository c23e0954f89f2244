"""What the desk keeps of a story and readers never see."""

from desk.models.note import Note

__all__ = ["Note"]
