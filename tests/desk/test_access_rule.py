"""The rule of who may do what with a story; that each door asks it is told in other files."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Status
from desk import access, workflow
from tests.desk.newsroom import Newsroom

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def newsroom():
    return Newsroom()


def who(newsroom, question, story):
    """Return the names of those of whom the question is true, as the next request asks it."""
    story = Article.objects.get(pk=story.pk)
    return [
        name
        for name in ("reporter", "other", "editor", "sports_editor", "chief", "nobody")
        if question(getattr(newsroom, name), story)
    ]


def may_publish(user, story):
    """Tell whether a person comes to a story's form and finds publication among its steps."""
    steps = workflow.statuses_for(user, story)
    return access.may_edit(user, story) and Status.PUBLISHED in steps


WORLD = ["reporter", "editor", "chief"]
STAFF = ["reporter", "other", "editor", "sports_editor", "chief"]


@pytest.mark.parametrize(
    ("status", "readers", "editing", "publishing", "taking_down", "deleting"),
    [
        ("draft", WORLD, WORLD, ["editor", "chief"], [], ["editor", "chief"]),
        ("in-review", WORLD, WORLD, ["editor", "chief"], [], ["editor", "chief"]),
        ("ready", WORLD, ["editor", "chief"], ["editor", "chief"], [], ["editor", "chief"]),
        ("published", STAFF, ["editor", "chief"], ["editor", "chief"], ["chief"], []),
        ("taken-down", WORLD, ["chief"], ["chief"], [], []),
    ],
)
def test_each_status_has_its_rights(
    newsroom, status, readers, editing, publishing, taking_down, deleting
):
    story = newsroom.story(status)

    assert who(newsroom, access.may_read, story) == readers
    assert who(newsroom, access.may_edit, story) == editing
    assert who(newsroom, may_publish, story) == publishing
    assert who(newsroom, access.may_take_down, story) == taking_down
    assert who(newsroom, access.may_delete, story) == deleting


def test_who_began_a_story_is_its_maker_without_a_byline(newsroom):
    story = newsroom.story(created_by=newsroom.other, authors=[])

    assert who(newsroom, access.may_edit, story) == ["other", "editor", "chief"]
    assert who(newsroom, access.may_delete, story) == ["other", "editor", "chief"]


def test_story_in_review_is_no_longer_its_reporters_to_delete(newsroom):
    story = newsroom.story("in-review", created_by=newsroom.reporter)

    assert who(newsroom, access.may_delete, story) == ["editor", "chief"]


def test_editor_is_a_reporter_outside_of_the_own_sections(newsroom):
    newsroom.ana.user = newsroom.sports_editor
    newsroom.ana.save()

    assert "sports_editor" in who(newsroom, access.may_edit, newsroom.story("in-review"))
    assert "sports_editor" not in who(newsroom, access.may_edit, newsroom.story("ready"))
    assert "sports_editor" not in who(newsroom, may_publish, newsroom.story("draft"))


def test_story_without_a_section_is_in_the_hands_of_who_began_it(newsroom):
    story = newsroom.story(section=None, authors=[], created_by=newsroom.editor)

    assert who(newsroom, access.may_read, story) == ["editor", "chief"]
    assert who(newsroom, may_publish, story) == ["editor", "chief"]


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": timezone.now() + HOUR},
        {"embargo_until": timezone.now() + HOUR},
        {"published_at": timezone.now() - 2 * HOUR, "expires_at": timezone.now() - HOUR},
    ],
    ids=["scheduled", "embargoed", "expired"],
)
def test_what_readers_do_not_see_is_not_public_at_the_desk_either(newsroom, fields):
    story = newsroom.story("published", **fields)

    assert who(newsroom, access.may_read, story) == WORLD


def test_rule_for_queries_agrees_with_the_rule_for_one_story(newsroom):
    now = timezone.now()
    for section in (newsroom.world, newsroom.asia, newsroom.sport, None):
        for status in Status:
            if section or status != Status.PUBLISHED:
                newsroom.story(status, section=section)
                newsroom.story(status, section=section, authors=[], created_by=newsroom.other)
    newsroom.story("published", section=newsroom.sport, embargo_until=now + HOUR)
    newsroom.story("published", section=newsroom.sport, published_at=now + HOUR)

    for person in newsroom.everybody:
        told = {story for story in Article.objects.all() if access.may_read(person, story)}
        assert set(access.stories_for(person)) == told
        assert access.stories_for(person).count() == len(told)


def test_sections_are_open_to_those_who_work_for_them(newsroom):
    every = [newsroom.world, newsroom.asia, newsroom.sport]

    assert set(access.sections_for(newsroom.reporter)) == {newsroom.world, newsroom.asia}
    assert set(access.sections_for(newsroom.sports_editor)) == {newsroom.sport}
    assert set(access.sections_for(newsroom.chief)) == set(every)
    assert not access.sections_for(newsroom.nobody)
