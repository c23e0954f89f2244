"""A story as it lies on the desk, saved or not, for whoever judges it as a whole."""

from dataclasses import dataclass, field
from functools import cached_property

from articles.models import Article
from articles.models.part import fetch_pictures
from desk.links import fates_of, links_of


@dataclass
class Proof:
    """A story with its rows in order. Who knows a part of it only leaves the rest empty.

    `places` are the ids of the parts on the writing screen, where they are not in the order in
    which they were stored.
    """

    article: Article
    parts: list = field(default_factory=list)
    bylines: list = field(default_factory=list)
    attributions: list = field(default_factory=list)
    places: list | None = None

    def __post_init__(self):
        fetch_pictures(self.parts)

    @classmethod
    def of(cls, article):
        """Return a saved story, with all that the checklist reads, in three queries.

        One more is asked when photos stand in its text.
        """
        return cls(
            article,
            parts=list(article.parts.select_related("photo")),
            bylines=list(article.bylines.all()),
            attributions=list(article.attributions.all()),
        )

    def place_of(self, part):
        """Return the id that a part has on the writing screen."""
        number = next(number for number, each in enumerate(self.parts) if each is part)
        return self.places[number] if self.places else f"parts-{number}"

    @cached_property
    def unresolved_notes(self):
        return self.article.notes.unresolved().count() if self.article.pk else 0

    @cached_property
    def links(self):
        return list(links_of(self.parts, self.attributions))

    @cached_property
    def fates(self):
        """Whether its links are alive, by address; see `desk.links.fates_of`."""
        return fates_of(self.links) if self.links else {}
