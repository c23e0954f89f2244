"""What a story should have before it is called ready, and before it is published.

An item looks at a proof and says what to do. How much it weighs the chief editor decides;
what a story cannot be published without (`articles.publishing`) is no matter of choice.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Part, Status
from articles.source_marks import unlisted_sources
from desk.models import CheckLevel, Level, Link
from sources.models import Source

# Longer ones are cut in search results and run over four lines on a phone.
LONGEST_HEADLINE = 100  # characters
# Shorter ones say nothing to whoever meets them alone, in a feed or a search.
SHORTEST_HEADLINE = 15


class Stage(models.TextChoices):
    READY = "before_ready", gettext_lazy("before “ready”")
    PUBLICATION = "before_publication", gettext_lazy("before publication")


ROWS = ("parts", "bylines", "attributions")
PLACES = ("story", *ROWS)
# Where the field itself has no place on the screen that one could go to.
ANCHORS = {"status": "notes-heading", "lead_photo": "id_lead_photo_label"}
STAGES = {Status.READY: Stage.READY, Status.PUBLISHED: Stage.PUBLICATION}


class Finding(NamedTuple):
    """What is to be done, beside which field: a field of the story or of the part, or its rows.

    With `is_known` false nobody can say yet whether there is anything to be done.
    """

    message: str
    field: str
    part: Part | None = None
    is_known: bool = True

    @property
    def place(self):
        """Which form of the writing screen it belongs to."""
        if self.part or self.field in ROWS:
            return "parts" if self.part else self.field
        return "story"


def _headline(story):
    if not story.article.headline.strip():
        yield Finding(_("Write a headline."), "headline")


def _headline_length(story):
    length = len(story.article.headline.strip())
    if length > LONGEST_HEADLINE:
        message = _("The headline has %(length)d characters; %(most)d fit in search results.")
        yield Finding(message % {"length": length, "most": LONGEST_HEADLINE}, "headline")
    elif 0 < length < SHORTEST_HEADLINE:
        message = _("The headline has %(length)d characters: too few to be understood alone.")
        yield Finding(message % {"length": length}, "headline")


def _standfirst(story):
    if not story.article.standfirst.strip():
        yield Finding(_("Write a standfirst."), "standfirst")


def _section(story):
    if story.article.section_id is None:
        yield Finding(_("Choose a section."), "section")


def _byline(story):
    if not story.bylines:
        yield Finding(_("Name an author in a byline."), "bylines")


def _text(story):
    if not any(part.prose for part in story.parts):
        yield Finding(_("Write the text."), "parts")


def _pictures(story):
    yield from _lacks_of(story.article.lead_photo, "lead_photo", None)
    for part in story.parts:
        yield from _lacks_of(part.photo, "photo", part)
        for photo in part.pictures:
            yield from _lacks_of(photo, "prose", part)


def _lacks_of(photo, field, part):
    if photo and not photo.alt.strip():
        yield Finding(_("Say in the picture’s alt text what it shows."), field, part)
    if photo and not photo.credit.strip():
        yield Finding(_("Credit the picture: “%(picture)s”.") % {"picture": photo}, field, part)


def _source(story):
    if not story.attributions:
        yield Finding(_("Name at least one source."), "attributions")


def _marks(story):
    missing = unlisted_sources(story.parts, story.attributions)
    names = Source.objects.in_bulk(missing) if missing else {}
    for key in missing:
        message = _("The text marks a source that the story does not list: %(source)s.")
        name = names.get(key) or _("one that is gone")
        yield Finding(message % {"source": name}, "attributions")


def _links(story):
    for address, part in story.links:
        field = "prose" if part else "attributions"
        verdict, remark = story.fates[address]
        if verdict == Link.Verdict.DEAD:
            message = _("This link leads nowhere: %(address)s") % {"address": address}
            yield Finding(f"{message} ({remark})" if remark else message, field, part)
        elif verdict == Link.Verdict.UNKNOWN:
            message = _("This link has not been tried, or not with success: %(address)s")
            yield Finding(message % {"address": address}, field, part, is_known=False)


def _notes(story):
    if number := story.unresolved_notes:
        message = ngettext(
            "Resolve the note that is open.", "Resolve the %(number)d notes that are open.", number
        )
        yield Finding(message % {"number": number}, "status")


class Item(NamedTuple):
    """One thing to check; `is_law` if no story is published without it, whatever anybody sets.

    `places` are the forms of the writing screen that know what it reads.
    """

    name: str
    label: str
    places: tuple[str, ...]
    find: Callable
    is_law: bool = False

    @property
    def default(self):
        publication = Level.REQUIRED if self.is_law else Level.ADVISORY
        return {Stage.READY: Level.ADVISORY, Stage.PUBLICATION: publication}


ITEMS = (
    Item("headline", gettext_lazy("Headline"), ("story",), _headline, is_law=True),
    Item("headline_length", gettext_lazy("Length of the headline"), ("story",), _headline_length),
    Item("standfirst", gettext_lazy("Standfirst"), ("story",), _standfirst),
    Item("section", gettext_lazy("Section"), ("story",), _section, is_law=True),
    Item("byline", gettext_lazy("Byline"), ("bylines",), _byline, is_law=True),
    Item("text", gettext_lazy("Text"), ("parts",), _text, is_law=True),
    Item(
        "pictures", gettext_lazy("Alt text and credit of pictures"), ("story", "parts"), _pictures
    ),
    Item("source", gettext_lazy("At least one source"), ("attributions",), _source),
    Item("marks", gettext_lazy("Marks name sources of the story"), ("attributions",), _marks),
    Item("links", gettext_lazy("Links are alive"), ("parts", "attributions"), _links),
    Item("notes", gettext_lazy("No open note"), ("story",), _notes),
)


def levels():
    """Return what each item weighs at each stage: `{item: {stage: level}}`."""
    stored = CheckLevel.objects.in_bulk()
    return {item: _levels_of(item, stored.get(item.name)) for item in ITEMS}


def _levels_of(item, row):
    if row is None:
        return item.default
    chosen = {stage: Level(getattr(row, stage)) for stage in Stage}
    return chosen | ({Stage.PUBLICATION: Level.REQUIRED} if item.is_law else {})


class Line(NamedTuple):
    """An item as it is shown beside a story; each finding with the id of what it leads to."""

    item: Item
    findings: list
    levels: dict

    @property
    def mark(self):
        """Return "done", "missing" or "unknown"."""
        if any(finding.is_known for finding, _anchor in self.findings):
            return "missing"
        return "unknown" if self.findings else "done"

    @property
    def weight(self):
        """Say before which step the item is required, if it is."""
        stages = [stage for stage in Stage if self.levels[stage] == Level.REQUIRED]
        return _("required %(stage)s") % {"stage": stages[0].label} if stages else ""


def lines(proof):
    """Return a `Line` for each item that is not off altogether."""
    return [
        Line(item, [(each, _anchor(each, proof)) for each in item.find(proof)], weights)
        for item, weights in levels().items()
        if set(weights.values()) != {Level.OFF}
    ]


def _anchor(finding, proof):
    """Return the id on the writing screen of what a finding is about."""
    if finding.part:
        return proof.place_of(finding.part)
    if finding.field in ROWS:
        return f"{finding.field}-group"
    return ANCHORS.get(finding.field, f"id_{finding.field}")


class Demands:
    """What is asked of a story that is to take a step; nothing, when `stage` is None.

    What publication asks by itself is none of it, so that nothing is refused twice over.
    """

    def __init__(self, stage):
        weights = levels() if stage else {}
        self.items = [
            item
            for item, level in weights.items()
            if level[stage] == Level.REQUIRED and not (item.is_law and stage == Stage.PUBLICATION)
        ]

    @classmethod
    def of_move(cls, before, after):
        """Return what is asked on the way from one status to another."""
        return cls(STAGES.get(after) if before != after else None)

    def refusals(self, proof, *, places=PLACES):
        """Yield the findings that forbid the step, of those forms that the proof knows."""
        for item in self.items:
            if not set(item.places).isdisjoint(places):
                findings = item.find(proof)
                yield from (each for each in findings if each.is_known and each.place in places)
