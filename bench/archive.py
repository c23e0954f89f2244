"""An invented archive: stories with all that belongs to them, as rows for the tables.

The same dice give the same words, names and choices. The newest story is an hour old, and the
others lie before it at even distances, so that an archive is as old as it is large.
"""

from datetime import timedelta
from typing import NamedTuple

from django.db import connection
from taggit.models import Tag

from articles.models import (
    Article,
    ArticleAttribution,
    Byline,
    Kind,
    Part,
    Status,
    TaggedArticle,
)
from authors.models import Author
from bench.bulk import Table
from bench.language import TONGUES, Language
from permalinks.slugs import slug_of
from photos.models import Photo
from publication.models import Section
from readership.models import ArticleViews, DailyViews
from sources.models import Source

# As many as a large archive has; in a small one each has some stories as well.
AUTHORS, TAGS, SOURCES = 200, 500, 300
LEAST_STORIES = 40
SECTIONS_OF_AN_EMPTY_NEWSROOM = ("World", "Politics", "Business", "Science", "Culture", "Sport")
# In a hundred stories.
LANGUAGES = {"en": 90, "de": 4, "fr": 3, "ar": 2, "ko": 1}
KINDS = {Kind.NEWS: 85, Kind.ANALYSIS: 6, Kind.OPINION: 6, Kind.EXPLAINER: 3}
WITH_PHOTO, WITH_TWO_WRITERS, IMPORTED = 60, 20, 30
WORDS_OF_PARTS = (48, 42, 36)
DAYS_WITH_VIEWS = 14
MOST_OF_A_STORY = 4  # tags

ROWS = {
    Article: Table(
        Article,
        "id section_id kind headline slug standfirst dateline language lead_photo_id status "
        "published_at word_count changed_at",
    ),
    Part: Table(Part, "id article_id order anchor subhead prose"),
    Byline: Table(Byline, "article_id author_id role order"),
    TaggedArticle: Table(TaggedArticle, "content_object_id tag_id"),
    ArticleAttribution: Table(
        ArticleAttribution, "article_id part_id source_id used_for url accessed_on order"
    ),
    ArticleViews: Table(ArticleViews, "article_id counted imported"),
    DailyViews: Table(DailyViews, "article_id day count"),
}


class Cast(NamedTuple):
    """Whom and what stories belong to, as ids."""

    sections: list
    authors: list
    tags: list
    sources: list
    photos: list


class Archive:
    """Makes stories, one after the other, from numbers that `dice` give."""

    def __init__(self, dice):
        self.dice = dice
        self.languages = {code: Language(tongue, dice) for code, tongue in TONGUES.items()}

    def gather_cast(self, stories):
        """Return the cast of so many stories; who or what is missing is put into the database."""
        most = max(MOST_OF_A_STORY, stories // LEAST_STORIES)
        english = self.languages["en"]
        names = [english.name(self.dice) for _ in range(AUTHORS + SOURCES)]
        topics = [english.name(self.dice, number=1) for _ in range(TAGS)]
        if not Section.objects.exists():
            _kept(Section, SECTIONS_OF_AN_EMPTY_NEWSROOM)
        return Cast(
            sections=list(Section.objects.order_by("pk").values_list("pk", flat=True)),
            authors=_kept(Author, names[:AUTHORS][:most]),
            tags=_kept(Tag, topics[:most]),
            sources=_kept(Source, names[AUTHORS:][:most]),
            photos=list(
                Photo.objects.filter(led_articles__isnull=False)
                .distinct().order_by("pk").values_list("pk", flat=True)
            ),
        )  # fmt: skip

    def stories(self, number, *, cast, now, a_day):
        """Yield `{model: rows}` for each story, the oldest first."""
        first_story, first_part = _next_id(Article), _next_id(Part)
        for index in range(number):
            age = timedelta(hours=1) + (number - 1 - index) * timedelta(days=1) / a_day
            yield self._story(
                first_story + index, first_part + index * len(WORDS_OF_PARTS), cast, now, age
            )

    def _story(self, pk, first_part, cast, now, age):
        dice = self.dice
        code = _chosen(dice, LANGUAGES)
        language = self.languages[code]
        headline = language.line(dice, dice.randint(5, 10))
        parts = [
            (
                first_part + order,
                pk,
                order,
                f"part-{order + 1}",
                language.line(dice, 3) if order else "",
                f"<p>{language.sentences(dice, words)}</p>",
            )
            for order, words in enumerate(WORDS_OF_PARTS)
        ]
        moment = connection.ops.adapt_datetimefield_value(now - age)
        article = (
            pk,
            dice.choice(cast.sections),
            _chosen(dice, KINDS),
            headline,
            f"{slug_of(headline)[:80]}-{pk}",
            language.sentences(dice, 18),
            language.name(dice, 1),
            code,
            dice.choice(cast.photos) if cast.photos and _one_in_hundred(dice, WITH_PHOTO) else None,
            Status.PUBLISHED.value,
            moment,
            sum(WORDS_OF_PARTS),
            moment,
        )
        return {
            Article: [article],
            Part: parts,
            Byline: self._bylines(pk, cast),
            TaggedArticle: [(pk, tag) for tag in dice.sample(cast.tags, dice.randint(1, 4))],
            ArticleAttribution: [(pk, *row) for row in self._attributions(first_part, cast)],
        } | self._views(pk, now, age)

    def _bylines(self, pk, cast):
        writers = self.dice.sample(cast.authors, 1 + _one_in_hundred(self.dice, WITH_TWO_WRITERS))
        return [
            (pk, writer, Byline.Role.WORDS.value, order) for order, writer in enumerate(writers)
        ]

    def _attributions(self, first_part, cast):
        sources = self.dice.sample(cast.sources, self.dice.randint(0, 2))
        for order, source in enumerate(sources):
            part = first_part + self.dice.randrange(len(WORDS_OF_PARTS))
            yield (part, source, "statement", f"https://source.example/{source}/", None, order)

    def _views(self, pk, now, age):
        """Return rows of views: a few stories have most of them, most on the first day."""
        dice = self.dice
        counted = int(dice.paretovariate(0.9) * 20) % 1_000_000
        imported = dice.randrange(2_000) if _one_in_hundred(dice, IMPORTED) else 0
        daily = []
        if age.days < DAYS_WITH_VIEWS:
            days = [(now - timedelta(days=day)).date() for day in range(age.days + 1)]
            daily = [
                (pk, connection.ops.adapt_datefield_value(day), 1 + counted // 2 ** (number + 1))
                for number, day in enumerate(reversed(days))
            ]
        return {ArticleViews: [(pk, counted, imported)], DailyViews: daily}


def _kept(model, names):
    """Return the ids of the rows with these names, which are made if they are missing."""
    slugs = list(dict.fromkeys(map(slug_of, names)))
    by_slug = dict(zip(map(slug_of, names), names, strict=True))
    model.objects.bulk_create(
        (model(name=by_slug[slug], slug=slug) for slug in slugs), ignore_conflicts=True
    )
    ids = dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return [ids[slug] for slug in slugs]


def _next_id(model):
    return 1 + (model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)


def _chosen(dice, shares):
    return dice.choices(list(shares), weights=shares.values())[0]


def _one_in_hundred(dice, share):
    return dice.random() * 100 < share
