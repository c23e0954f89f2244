"""The demo fills an empty newsroom, and never touches one that is in use."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, FrontPage, FrontPagePick
from meridian.audience import views_by_day
from photos.models import Photo
from publication.models import Publication, Section
from readership.models import ArticleViews, DailyViews
from tests.factories import make_article
from tests.page import Page

pytestmark = pytest.mark.django_db


def load_demo(**options):
    output = StringIO()
    call_command("load_demo", stdout=output, **options)
    return output.getvalue()


@pytest.mark.usefixtures("drawn_once")
def test_demo_is_a_whole_newspaper_and_a_second_run_changes_nothing(client):
    first_output = load_demo()

    stories = Article.objects.published()
    assert stories.count() >= 30
    assert Section.objects.top().count() == 6
    assert {"ar", "ko"} <= set(stories.values_list("language", flat=True))
    assert stories.filter(lead_photo=None).exists()
    assert "has 47 stories, 47 of them new" in first_output

    report = stories.get(slug="kim-putin-meeting")
    page = client.get(report.get_absolute_url()).content.decode()
    assert report.parts.exclude(subhead="").count() == 6
    assert "Ref image from" in page
    assert "Politico" in page
    assert "1,021" in page
    assert 'content="@tamsin@social.example"' in page
    accord = stories.get(slug="orrin-water-accord")
    mud = stories.get(slug="river-mud-four-centuries").lead_photo
    assert Page(client.get(accord.get_absolute_url())).text(".part .photo__words") == mud.caption
    channel = stories.get(slug="zafaran-water-channel")
    translated = channel.translations.get()
    assert translated.lead_photo.fingerprint == channel.lead_photo.fingerprint
    assert translated.lead_photo.caption.startswith("The channel brings the water")
    totals = ArticleViews.objects.values_list("total", flat=True)
    assert len(totals) >= 30
    assert len(set(totals)) == len(totals)
    assert DailyViews.objects.today().count() >= 12

    lead = FrontPagePick.objects.get(section=None, order=0).article
    assert Page(client.get("/")).text(".front-top__lead .card__headline") == lead.headline

    FrontPage.objects.current().arrange([])
    report.headline = "Changed by an editor"
    report.save()
    photos = Photo.objects.count()
    second_output = load_demo()
    report.refresh_from_db()
    assert report.headline == "Changed by an editor"
    assert Photo.objects.count() == photos
    assert not FrontPagePick.objects.exists()
    assert "0 of them new" in second_output
    assert "in use" in load_demo(once=True)


def test_dry_run_says_what_is_missing_and_loads_nothing():
    output = load_demo(dry_run=True)

    assert re.fullmatch(r"(\d+) of \1 stories would be loaded.\n", output)
    assert not Article.objects.exists()
    assert not Section.objects.exists()


def test_newsroom_with_stories_of_its_own_is_left_alone():
    make_article(headline="Our own story")

    output = load_demo(once=True)

    assert "in use" in output
    assert Article.objects.count() == 1


def test_newsroom_with_a_name_of_its_own_is_left_alone():
    Publication.stored()
    Publication.objects.update(name="The Evening Tide")

    load_demo(once=True)

    assert not Article.objects.exists()
    assert Publication.current().name == "The Evening Tide"


def test_newsroom_that_began_empty_stays_empty(editor):
    output = load_demo(once=True)

    assert "in use" in output
    assert not Article.objects.exists()


@pytest.mark.parametrize("age", [0, 1, 9, 400])
def test_readers_of_the_demo_come_in_falling_numbers_that_add_up(age):
    last = date(2026, 11, 24)
    first = last - timedelta(age)

    days = views_by_day(1_000, first=first, last=last)

    assert sum(days.values()) == 1_000
    assert list(days.values()) == sorted(days.values(), reverse=True)
    assert first in days
    assert max(days) <= last
