"""Whatever changes what readers see is seen at once, whichever door the change came by."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from taggit.models import Tag

from articles import publishing
from articles.models import (
    Article,
    ArticleAttribution,
    BreakingNews,
    Byline,
    Correction,
    FrontPage,
    Part,
    Status,
)
from authors.models import Author
from desk import keeping
from edition import watched
from edition.models import Edition
from photos import developing
from photos.models import Photo, PhotoAttribution
from policies.models import Policy
from publication.models import Publication, Section
from readership.models import ArticleViews
from tests.desk.story_form import sent_again
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_pick,
    make_section,
    make_source,
    make_staff,
)

# PostgreSQL tells of a change when it is committed.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
HOUR = timedelta(hours=1)


def photo_without_files():
    """Make a row as pages read it; to develop a picture takes longer than all the rest."""
    jpeg = {"format": "jpeg", "width": 400, "height": 300, "path": "renditions/0f/f0.jpg"}
    return Photo.objects.create(
        original="originals/f0.jpg", width=400, height=300, alt="A quay", renditions=[jpeg]
    )


class Paper:
    """A public story with all that can hang on one, and a story that is not public."""

    def __init__(self):
        self.publication = Publication.stored()
        self.section = make_section(name="World", slug="world")
        self.author = make_author(name="Ana Lind", slug="ana", portrait=photo_without_files())
        self.source, self.photo = make_source(name="Gazette", slug="gazette"), photo_without_files()
        self.made_by = make_source(name="Agency")
        PhotoAttribution.objects.create(photo=self.photo, source=self.made_by, used_for="Picture")
        self.within = photo_without_files()
        self.story = self.make(
            "The harbour",
            slug="harbour",
            lead_photo=self.photo,
            tags=["ports"],
            parts=[f'<p>Some text.</p><figure data-photo="{self.within.pk}"></figure>'],
        )
        make_attribution(self.story, source=self.source, used_for="Statement")
        self.older = self.make("The market", published_at=timezone.now() - 2 * HOUR)
        self.draft = self.make("The kestrel", slug="kestrel", status=Status.DRAFT)
        self.page = self.story.get_absolute_url()

    def make(self, headline, **fields):
        defaults = {"headline": headline, "section": self.section, "authors": [self.author]}
        return make_article(**defaults | fields)


@pytest.fixture
def paper():
    return Paper()


def rename(row, name):
    field = "headline" if isinstance(row, Article) else "name"
    type(row).objects.filter(pk=row.pk).update(**{field: name})


def by_hand(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def publish_with_correction(paper):
    correction = Correction(kind=Correction.Kind.CORRECTION, text="It was twelve.")
    publishing.publish(paper.story, correction=correction)


def bulk_create_part(paper):
    Part.objects.bulk_create(
        [Part(article=paper.story, order=9, anchor="x", subhead="A tide", prose="<p>It rose.</p>")]
    )


# What is changed, the address that shows it, and words that the page then has or, after "-", lacks.
CHANGES = {
    "story": (lambda p: rename(p.story, "A port"), "", "A port"),
    "story published": (lambda p: publishing.publish(p.draft), "/", "The kestrel"),
    "story taken down": (lambda p: publishing.take_down(p.story, reason="-"), "/", "-The harbour"),
    "story made a draft": (lambda p: Article.objects.update(status="draft"), "/", "-The harbour"),
    "story by hand": (
        lambda p: by_hand("UPDATE articles_article SET standfirst = 'Lo!'"), "", "Lo!",
    ),
    "story removed": (lambda p: p.story.delete(), "/", "-The harbour"),
    "story made": (lambda p: p.make("A lighthouse"), "/world/", "A lighthouse"),
    "stories in bulk": (
        lambda p: Article.objects.bulk_update(
            [Article(pk=p.story.pk, headline="Sea")], ["headline"]
        ),
        "/world/", "Sea",
    ),
    "part": (lambda p: Part.objects.update(prose="<p>It snowed.</p>"), "", "It snowed."),
    "part added": (lambda p: make_part(p.story, order=3, subhead="Ebb"), "", "Ebb"),
    "part in bulk": (bulk_create_part, "", "It rose."),
    "part removed": (lambda p: p.story.parts.all().delete(), "", "-Some text."),
    "byline": (lambda p: Byline.objects.update(role="editing"), "", "Edited by"),
    "byline added": (
        lambda p: Byline.objects.create(article=p.story, author=make_author(name="Bo"), order=1),
        "", "Bo",
    ),
    "byline removed": (lambda p: p.story.bylines.all().delete(), "", "-Ana Lind"),
    "attribution": (
        lambda p: ArticleAttribution.objects.update(used_for="Minutes"), "", "Minutes",
    ),
    "attribution removed": (lambda p: p.story.attributions.all().delete(), "", "-Gazette"),
    "tag": (lambda p: Tag.objects.update(name="havens"), "", "havens"),
    "tag given": (lambda p: p.story.tags.add("ships"), "", "ships"),
    "tag taken": (lambda p: p.story.tags.remove("ports"), "", "-ports"),
    "author": (lambda p: Author.objects.update(name="Ana Lund"), "/author/ana/", "Ana Lund"),
    "author on a story": (lambda p: Author.objects.update(name="Ana Lund"), "", "Ana Lund"),
    "profile": (
        lambda p: p.author.profiles.create(label="Mastodon", url="https://example.social/@a"),
        "/author/ana/", "example.social",
    ),
    "photo": (lambda p: Photo.objects.filter(pk=p.photo.pk).update(caption="A quay"), "", "A quay"),
    "photo within a text": (
        lambda p: Photo.objects.filter(pk=p.within.pk).update(caption="A pier"), "", "A pier",
    ),
    "portrait": (
        lambda p: Photo.objects.filter(pk=p.author.portrait_id).update(alt="Ana at sea"),
        "/author/ana/", "Ana at sea",
    ),
    "photo’s source": (lambda p: PhotoAttribution.objects.update(used_for="Film"), "", "Film"),
    "source": (lambda p: rename(p.source, "Courier"), "/source/gazette/", "Courier"),
    "section": (lambda p: Section.objects.update(name="Planet"), "/", "Planet"),
    "section made": (lambda p: make_section(name="Sport", slug="sport"), "/world/", "Sport"),
    "publication": (lambda p: Publication.objects.update(name="Star"), "/archive/", "Star"),
    "policy": (lambda p: Policy.objects.create(kind="ethics", prose="x"), "/about/", "/ethics/"),
    "front page": (lambda p: make_pick(p.older), "/", "The market"),
    "breaking news": (
        lambda p: BreakingNews.objects.create(
            article=p.story, line="It opens", until=timezone.now() + HOUR
        ),
        "/about/", "It opens",
    ),
    "correction": (publish_with_correction, "/corrections/", "It was twelve."),
    "feed": (lambda p: rename(p.story, "A port"), "/feed/rss/", "A port"),
    "news sitemap": (lambda p: publishing.publish(p.draft), "/sitemap-news.xml", "kestrel"),
}  # fmt: skip


def words_of(client, address):
    return client.get(address).content.decode()


@contextmanager
def edition_stays():
    before = Edition.objects.get().number
    yield
    assert Edition.objects.get().number == before


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_seen_at_once(client, paper, name):
    change, address, words = CHANGES[name]
    address, before = address or paper.page, Edition.objects.get().number
    kept = words_of(client, address)

    change(paper)

    assert Edition.objects.get().number > before
    after = words_of(client, address)
    assert after != kept
    assert (words.removeprefix("-") in after) is not words.startswith("-")


def test_change_by_the_writing_screen_is_seen_at_once(client, admin_client, paper):
    assert "The harbour" in words_of(client, paper.page)

    sent = sent_again(paper.story, headline="The new harbour")
    admin_client.post(f"/admin/articles/article/{paper.story.pk}/change/", sent)

    assert Article.objects.get(pk=paper.story.pk).headline == "The new harbour"
    assert "The new harbour" in words_of(client, paper.page)


def test_developed_picture_is_seen_at_once(client, paper):
    photo = make_photo()
    Article.objects.filter(pk=paper.story.pk).update(lead_photo=photo)
    kept = words_of(client, paper.page)
    made, photo.renditions, photo.develop_at = (
        photo.renditions,
        photo.renditions[:1],
        timezone.now(),
    )
    photo.save()
    assert words_of(client, paper.page) != kept

    developing.develop_due()

    assert Photo.objects.get(pk=photo.pk).renditions == made
    assert words_of(client, paper.page) == kept


def test_change_that_is_rolled_back_makes_no_edition(paper):
    with edition_stays(), transaction.atomic():
        Article.objects.update(headline="Never said")
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "work",
    [
        lambda p: Article.objects.filter(pk=p.draft.pk).update(headline="Better"),
        lambda p: make_part(p.draft, order=5, subhead="More", prose="<p>x</p>"),
        lambda p: p.draft.delete(),
        lambda p: make_article(status=Status.DRAFT, section=p.section, authors=[p.author]),
        lambda p: keeping.keep_new([["headline", "x"]], by=make_staff(), key=uuid4()),
        lambda p: Photo.objects.filter(pk=make_photo().pk).update(alt="A cat"),
        lambda p: ArticleViews.objects.create(article=p.story, counted=5),
        lambda p: developing.develop_due(),
    ],
    ids=[
        "draft",
        "its part",
        "its removal",
        "new draft",
        "kept form",
        "photo",
        "views",
        "darkroom",
    ],
)
def test_work_that_no_reader_sees_makes_no_edition(paper, work):
    with edition_stays():
        work(paper)


def test_counted_view_makes_no_edition(client, paper):
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    with edition_stays():
        response = client.post(
            "/views/",
            {"article": paper.story.pk},
            "application/json",
            headers={"User-Agent": agent},
        )

    assert response.json()["total"] == 1


def test_rows_loaded_in_bulk_make_an_edition_when_all_are_there(client, paper):
    words_of(client, "/")

    with watched.lifted(), edition_stays():
        paper.make("A lighthouse")

    assert "A lighthouse" in words_of(client, "/")


def test_edition_is_raised_by_every_table_that_readers_see():
    """A new table must be watched, or stand here with the reason why readers see nothing of it."""
    told_elsewhere = {
        "articles_clipping",  # what the story, its tags, bylines and sources say already
        "edition_edition",  # the number itself
        "permalinks_formerslug",  # redirects are not kept
        "photos_strayfile",  # files that no page names
        "syndication_receiver",  # what was told to whom
        "taggit_taggeditem",  # a join that no story uses
    }
    rooms_without_readers = (
        "account_",
        "auth_",
        "bench_",
        "desk_",
        "django_",
        "mfa_",
        "readership_",
        "search_",
        "staff_",
    )
    tables = set(connection.introspection.django_table_names())

    seen = {table for table in tables if not table.startswith(rooms_without_readers)}

    assert seen - told_elsewhere == {each.table for each in watched.WATCHED}


def test_planned_front_page_is_one_of_the_changes(paper):
    before = Edition.objects.get().number

    FrontPage.objects.create(starts_at=timezone.now() + HOUR)

    assert Edition.objects.get().number > before
