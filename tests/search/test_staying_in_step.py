"""Whatever changes a story changes what it is found by, at once and with it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from taggit.models import Tag

from articles import publishing
from articles.models import Article, Part, Status
from articles.weeks import midnight
from authors.models import Author
from photos import developing
from photos.models import Photo
from search import index
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


def test_midnight_at_which_a_licence_ends_takes_the_caption_out_of_every_search(search, found):
    """No command has run, and nobody has opened the picture."""
    today = timezone.localdate()
    with time_machine.travel(midnight(today)):
        sources = [make_source(name="Sienna")]
        photo = make_photo(caption="Umber, cerulean", sources=sources, licence_expires_on=today)
        make_article(headline="Led ochre", lead_photo=photo)
        within = make_article(headline="Within ochre", parts=())
        make_part(within, order=0, prose="<p>x</p>", photo=photo)
        make_article(headline="Without ochre", lead_photo=make_photo(caption="cobalt"))
        for word in ("umber", "sienna"):
            assert sorted(found(word)) == ["Led ochre", "Within ochre"]

    with time_machine.travel(midnight(today + timedelta(days=1))):
        assert found("umber") == found("sienna") == found("umb*") == found('"umber"') == []
        assert search("umbre")["suggestion"] is None
        answer = search("ochre")
        assert sorted(found("ochre -umber")) == ["Led ochre", "Within ochre", "Without ochre"]
        assert found("cobalt") == ["Without ochre"]

    assert len(answer["stories"]) == 3
    assert "cerulean" not in str(answer)


def test_stories_that_lose_a_caption_together_are_found_again_search_by_search(found, monkeypatch):
    monkeypatch.setattr(index, "RENEWED_AT_ONCE", 1)
    today = timezone.localdate()
    with time_machine.travel(midnight(today)):
        photo = make_photo(caption="umber", licence_expires_on=today)
        for day in (1, 2):
            published_at = midnight(today - timedelta(days=day))
            make_article(headline=f"Ochre {day}", lead_photo=photo, published_at=published_at)

    with time_machine.travel(midnight(today + timedelta(days=1))):
        assert found("ochre") == ["Ochre 1"]
        assert found("ochre") == ["Ochre 1", "Ochre 2"]
        assert found("umber") == []


def test_licence_that_is_renewed_brings_the_caption_back(found):
    yesterday = timezone.localdate() - timedelta(days=1)
    photo = make_photo(caption="umber", licence_expires_on=yesterday)
    make_article(headline="Led", lead_photo=photo)
    assert found("umber") == []

    Photo.objects.filter(pk=photo.pk).update(licence_expires_on=timezone.localdate())

    assert found("umber") == ["Led"]


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
