"""Which stories stand on the front page: what editors chose, and elsewhere the newest."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from articles.models import Article, FrontPagePick
from articles.models.byline import fetch_bylines
from articles.models.front_page import SECTION_PLACES, TOP_PLACES
from composing.standing import standing
from photos.models import fetch_renditions
from publication.models import sections as sections_in_order

FRONT_STORIES = 7  # stories of a section front: one with its photo, two beside it, four headlines
MOST_READ = 5
# Of forty stories a dozen show their photo: only of these the renditions are fetched, in the end.
UNREAD = "lead_photo__renditions"


def front_page_context(picks=None, *, at=None):
    """Return all that articles/front_page.html reads.

    `picks` are the choices of editors to preview, instead of those that readers see; `at` is a
    moment to come whose page is wanted.
    """
    now = at or timezone.now()
    if picks is None:
        picks = _picks(now=now)
    sections = sections_in_order()
    picks = _places(picks, sections)
    chosen = [story.pk for stories in picks.values() for story in stories.values()]
    newest = Newest(chosen, now, number=TOP_PLACES + FRONT_STORIES * len(sections))
    top = _filled_up(picks[None], newest.take, TOP_PLACES)
    fronts = [
        (section, _filled_up(picks[section], partial(newest.take, section=section), FRONT_STORIES))
        for section in sections
    ]
    with_names = top + [story for _, front in fronts for story in front[:SECTION_PLACES]]
    fetch_bylines(with_names)
    with_photos = top + [front[0] for _, front in fronts if front]
    fetch_renditions(story.shown_photo for story in with_photos)
    return {
        "is_front_page": True,
        "sections": sections,
        "lead": top[0] if top else None,
        "seconds": top[1:],
        "most_read": _most_read(above=[story.pk for story in top]),
        "fronts": [(section, front) for section, front in fronts if front],
    }


class Newest:
    """The newest stories, in their order, each to be taken once.

    As many as fill the page are fetched at once; the archive is asked again only for a section
    that has not enough of them.
    """

    def __init__(self, others, now, *, number):
        """Leave out the `others`, given by their keys."""
        self._now, self._taken = now, set(others)
        self._at_hand = _newest(number, others=others, now=now)
        self._are_all = len(self._at_hand) < number

    def take(self, number, section=None):
        """Return so many of the stories, or fewer if there are no more, of a section if given."""
        within = section and section.keys_within()
        found, left = [], []
        for story in self._at_hand:
            fits = within is None or story.section_id in within
            (found if fits and len(found) < number else left).append(story)
        self._at_hand = left
        if section and len(found) < number and not self._are_all:
            found = _newest_within(number, sections=within, others=list(self._taken), now=self._now)
        self._taken.update(story.pk for story in found)
        return found


def leads_of(section):
    """Return the stories that editors chose for the front of a section, to lead its own page."""
    picks = _picks_for(section=section.pk, now=timezone.now())
    stories = [pick.article for pick in picks if pick.article.is_in(section)]
    fetch_bylines(stories)
    return stories


def _places(picks, sections):
    """Return `{section: {place: story}}` of what editors chose.

    The top of the page is under None. A story that has since left the section whose front it was
    chosen for is not among them.
    """
    places = {None: {}} | {section: {} for section in sections}
    homes = {section.pk: section for section in sections}
    for pick in picks:
        section = homes.get(pick.section_id)
        if pick.section_id is None or (section and pick.article.is_in(section)):
            places[section][pick.order] = pick.article
    return places


def _filled_up(chosen, take, length):
    """Return the stories with the chosen ones in their places and the newest in all others.

    If nothing was chosen to come first, the newest that has a photo does.
    """
    gaps = [place for place in range(length) if place not in chosen]
    fill = take(len(gaps))
    filled = dict(zip(gaps, _led_by_photo(fill) if 0 in gaps else fill, strict=False))
    return [story for _, story in sorted((chosen | filled).items())]


def _led_by_photo(stories):
    """Return the stories, the first of them that has a photo before the others."""
    lead = next((story for story in stories if story.shown_photo), None)
    return sorted(stories, key=lambda story: story != lead)


def _most_read(*, above):
    """Return what was read most this week; in a week too quiet to tell, what ever was.

    Stories that stand above this list, given by their keys, would say nothing new in it.
    """
    week, now = timezone.localdate() - timedelta(days=6), timezone.now()
    this_week = _most_read_since(day=week, above=above, now=now)
    return this_week if len(this_week) == MOST_READ else _most_read_ever(above=above, now=now)


@standing
def _picks(now):
    return FrontPagePick.objects.public(now).for_headlines().defer(f"article__{UNREAD}")


@standing
def _picks_for(section, now):
    return FrontPagePick.objects.public(now).filter(section=section).for_headlines()


@standing
def _newest(number, others, now):
    stories = Article.objects.published(now).exclude(pk__in=others)
    return stories.newest_first().for_headlines().defer(UNREAD)[:number]


@standing
def _newest_within(number, sections, others, now):
    stories = Article.objects.published(now).filter(section__pk__in=sections)
    return stories.exclude(pk__in=others).newest_first().for_headlines().defer(UNREAD)[:number]


@standing
def _most_read_since(day, above, now):
    stories = Article.objects.published(now).exclude(pk__in=above)
    return stories.most_read_since(day, MOST_READ).for_bare_headlines()


@standing
def _most_read_ever(above, now):
    stories = Article.objects.published(now).exclude(pk__in=above)
    return stories.most_read().for_bare_headlines()[:MOST_READ]
