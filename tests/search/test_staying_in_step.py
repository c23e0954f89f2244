"""Whatever changes a story changes what it is found by, at once and with it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from taggit.models import Tag

from articles import publishing
from articles.models import Article, Part, Status
from authors.models import Author
from photos import developing
from photos.models import Photo
from sources.models import Source
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_source,
)

pytestmark = pytest.mark.django_db


def test_story_is_found_from_its_publication_to_its_end(found):
    draft = make_article(headline="Cobalt", status=Status.DRAFT, published_at=None)
    seen = [found("cobalt")]

    publishing.publish(draft)
    seen.append(found("cobalt"))
    publishing.take_down(draft, reason="It was wrong.")
    seen.append(found("cobalt"))
    publishing.publish(draft)
    draft.delete()
    seen.append(found("cobalt"))

    assert seen == [[], ["Cobalt"], [], []]


def test_change_that_is_rolled_back_changes_nothing(found):
    story = make_article(headline="Cobalt")

    with transaction.atomic():
        Article.objects.filter(pk=story.pk).update(headline="Crimson")
        transaction.set_rollback(True)

    assert found("cobalt") == ["Cobalt"]
    assert found("crimson") == []


def test_every_way_to_change_a_part_is_seen(found):
    story = make_article(headline="A story", parts=())
    part = make_part(story, order=0, prose="<p>first</p>")
    assert found("first")

    part.prose = "<p>second</p>"
    part.save()
    assert (found("first"), found("second")) == ([], ["A story"])

    Part.objects.filter(pk=part.pk).update(prose="<p>third</p>", subhead="Heading")
    assert (found("second"), found("third"), found("heading")) == ([], ["A story"], ["A story"])

    Part.objects.bulk_create([Part(article=story, order=1, subhead="Fourth", anchor="x")])
    assert found("third fourth") == ["A story"]

    other = make_article(headline="Other", parts=())
    Part.objects.filter(pk=part.pk).update(article=other)
    assert found("third") == ["Other"]

    part.delete()
    assert found("third") == []


def test_new_caption_is_found_wherever_the_picture_stands(found):
    photo = make_photo(caption="umber")
    make_article(headline="Led", lead_photo=photo)
    within = make_article(headline="Within", parts=())
    make_part(within, order=0, prose="<p>x</p>", photo=photo)

    Photo.objects.filter(pk=photo.pk).update(caption="sienna")

    assert found("umber") == []
    assert sorted(found("sienna")) == ["Led", "Within"]


def test_picture_whose_licence_is_over_is_found_by_nothing_that_is_said_of_it(found):
    photo = make_photo(caption="umber", sources=[make_source(name="Sienna")])
    make_article(headline="Led", lead_photo=photo)
    within = make_article(headline="Within", parts=())
    make_part(within, order=0, prose="<p>x</p>", photo=photo)
    assert sorted(found("umber")) == sorted(found("sienna")) == ["Led", "Within"]

    photo.licence_expires_on = timezone.localdate() - timedelta(days=1)
    photo.save()
    developing.develop_due()
    assert found("umber") == found("sienna") == []

    photo.refresh_from_db()
    photo.licence_expires_on = None
    photo.develop_at = timezone.now()
    photo.save()
    developing.develop_due()
    assert sorted(found("umber")) == sorted(found("sienna")) == ["Led", "Within"]


def test_new_name_is_found_on_every_story_and_the_old_one_on_none(found):
    ana, source = make_author(name="Umber", slug="a"), make_source(name="Sienna", slug="s")
    photo = make_photo(sources=[source])
    for headline in ("One", "Two"):
        story = make_article(headline=headline, authors=[ana], tags=["ochre"], lead_photo=photo)
    make_attribution(story, source=source)

    Author.objects.filter(pk=ana.pk).update(name="Cobalt")
    Source.objects.filter(pk=source.pk).update(name="Crimson")
    Tag.objects.filter(name="ochre").update(name="vermilion", slug="v")

    for old in ("umber", "sienna", "ochre", "author:umber", "tag:ochre"):
        assert found(old) == [], old
    for new in ("cobalt", "crimson", "vermilion", "author:cobalt", "tag:vermilion"):
        assert sorted(found(new)) == ["One", "Two"], new


def test_names_that_are_taken_off_a_story_are_no_longer_its_own(found):
    ana, source = make_author(name="Umber"), make_source(name="Sienna")
    story = make_article(headline="One", authors=[ana], tags=["ochre"])
    attribution = make_attribution(story, source=source)
    assert found("umber sienna ochre") == ["One"]

    story.bylines.all().delete()
    attribution.delete()
    story.tags.clear()

    assert [found(name) for name in ("umber", "sienna", "ochre")] == [[], [], []]


def test_deleted_name_is_forgotten(found):
    make_article(headline="One", tags=["ochre"])

    Tag.objects.all().delete()

    assert found("ochre") == []


def test_new_date_gives_a_story_its_new_place(found):
    now = timezone.now()
    early = make_article(headline="Early cobalt", published_at=now.replace(year=2020, day=1))
    make_article(headline="Late cobalt", published_at=now.replace(year=2023, day=1))
    assert found("cobalt", sort="date") == ["Late cobalt", "Early cobalt"]

    early.published_at = now.replace(year=2024, day=1)
    early.save()

    assert found("cobalt", sort="date") == ["Early cobalt", "Late cobalt"]
    assert found("cobalt after:2024") == ["Early cobalt"]


@pytest.mark.parametrize("year", [1066, 9999])
def test_story_of_any_year_can_be_saved(found, year):
    make_article(headline="Cobalt", published_at=timezone.now().replace(year=year, day=1))

    assert found("cobalt") == ["Cobalt"] * (year < 9999)


def test_very_long_story_is_kept_and_found_by_its_beginning(found):
    words = " ".join(f"w{number:x}" for number in range(20_000))

    make_article(headline="Long", parts=[f"<p>cobalt {words}</p>"] * 6)

    assert found("cobalt w4e1f") == ["Long"]
