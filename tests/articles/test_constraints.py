"""What must hold stands in the database: no door, however careless, can store otherwise."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.models import Article, Byline, Part, Status, TaggedArticle
from authors.models import Profile
from photos.models import Photo, PhotoAttribution
from publication.models import Publication, Section
from sources.models import Source
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_pick,
    make_section,
    make_source,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": ""},
        {"section": None},
        {"slug": None},
        {"slug": ""},
        {"published_at": None},
        {"expires_at": NOW - timedelta(days=3)},
        {"expires_at": NOW + timedelta(days=1), "embargo_until": NOW + timedelta(days=2)},
        {"updated_at": NOW - timedelta(days=3)},
        {"status": Status.TAKEN_DOWN, "taken_down_reason": ""},
    ],
)
def test_published_story_cannot_lose_what_it_needs(fields):
    article = make_article(published_at=NOW - timedelta(days=2))

    with pytest.raises(IntegrityError):
        Article.objects.filter(pk=article.pk).update(**fields)


def test_two_stories_cannot_share_a_slug():
    make_article(slug="flood")

    with pytest.raises(IntegrityError):
        make_article(slug="flood")


def test_stories_with_the_same_headline_get_different_slugs():
    first, second = make_article(headline="The flood"), make_article(headline="The flood")

    assert (first.slug, second.slug) == ("the-flood", "the-flood-2")


def test_headline_in_another_script_makes_a_readable_slug():
    assert make_article(headline="서울의 봄").slug == "서울의-봄"


def test_draft_needs_neither_headline_nor_slug():
    drafts = [make_article(status=Status.DRAFT, headline="", section=None) for _ in range(2)]

    assert [draft.slug for draft in drafts] == [None, None]


def test_only_the_first_part_may_lack_a_subhead():
    article = make_article(parts=[("", "<p>One</p>"), ("Two", "<p>Two</p>")])

    with pytest.raises(IntegrityError):
        Part.objects.filter(article=article, order=1).update(subhead="")


def test_anchors_differ_and_stay_when_a_subhead_changes():
    article = make_article(parts=[("Same", "<p>One</p>"), ("Same", "<p>Two</p>")])
    second = article.parts.last()

    second.subhead = "Different"
    second.save()

    assert [part.anchor for part in article.parts.all()] == ["same", "same-2"]


def test_author_stands_once_in_each_role():
    author = make_author()
    article = make_article(authors=[author])

    with pytest.raises(IntegrityError):
        Byline.objects.create(article=article, author=author)


@pytest.mark.parametrize("fields", [{"focal_x": 1.5}, {"focal_y": -0.1}])
def test_photo_needs_a_focal_point_inside(fields):
    photo = make_photo()

    with pytest.raises(IntegrityError):
        Photo.objects.filter(pk=photo.pk).update(**fields)


def test_there_is_one_publication():
    Publication.stored()

    with pytest.raises(IntegrityError):
        Publication.objects.create(pk=2)


@pytest.mark.parametrize("make", [make_section, make_author, make_source])
def test_what_has_a_page_has_a_slug(make):
    named = make()

    with pytest.raises(IntegrityError):
        type(named).objects.filter(pk=named.pk).update(slug="")


def test_author_has_each_profile_once():
    profile = {"author": make_author(), "url": "https://social.example/@ana"}

    with pytest.raises(IntegrityError):
        Profile.objects.bulk_create([Profile(**profile, label=label) for label in ("A", "B")])


def test_story_has_each_tag_once():
    article = make_article(tags=["floods"])
    tag = article.tags.get()

    with pytest.raises(IntegrityError):
        TaggedArticle.objects.bulk_create([TaggedArticle(content_object=article, tag=tag)])


def test_part_has_an_anchor_of_its_own():
    article = make_article()

    with pytest.raises(IntegrityError):
        Part.objects.bulk_create(Part(article=article, anchor="same") for _ in range(2))


def test_picture_names_a_source_once_for_a_use():
    photo = make_photo(sources=[make_source()])
    attribution = photo.attributions.get()

    with pytest.raises(IntegrityError):
        PhotoAttribution.objects.bulk_create(
            [PhotoAttribution(photo=photo, source=attribution.source, used_for="Ref image")]
        )


def test_source_has_a_name_of_its_own():
    source = make_source()

    with pytest.raises(IntegrityError):
        Source.objects.bulk_create([Source(name=source.name, slug="another")])


def test_section_is_not_its_own_parent():
    section = make_section()

    with pytest.raises(IntegrityError):
        Section.objects.filter(pk=section.pk).update(parent=section)


def test_story_stands_once_on_the_front_page():
    article = make_article()
    make_pick(article, order=0)

    with pytest.raises(IntegrityError):
        make_pick(article, order=1)


@pytest.mark.parametrize("is_at_the_top", [True, False])
def test_place_of_the_front_page_holds_one_story(is_at_the_top):
    section = None if is_at_the_top else make_section()
    make_pick(make_article(), section=section)

    with pytest.raises(IntegrityError):
        make_pick(make_article(), section=section)


@pytest.mark.parametrize(("is_at_the_top", "order"), [(True, 4), (False, 3)])
def test_front_page_has_no_place_beyond_its_last(is_at_the_top, order):
    section = None if is_at_the_top else make_section()

    with pytest.raises(IntegrityError):
        make_pick(make_article(), section=section, order=order)
