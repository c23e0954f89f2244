"""Search engines hear of each change at once, and whoever could not be told hears of it later."""

import json
from datetime import timedelta
from http import HTTPStatus
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Status
from publication.models import Publication
from tests.factories import make_article, make_section
from tests.hidden import HIDDEN
from tests.syndication.listener import listening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication", "site_address")]

LONG_AGO = timezone.now() - timedelta(days=700)


@pytest.fixture
def engine(settings):
    """The search engines that IndexNow stands for."""
    with listening() as engine:
        settings.INDEXNOW_ENDPOINT = engine.address
        yield engine


@pytest.fixture
def old_story(time_machine):
    """A story of two years ago, of which everybody was told."""
    now = timezone.now()
    time_machine.move_to(LONG_AGO)
    story = make_article(published_at=LONG_AGO, section=make_section(slug="world"), slug="road")
    time_machine.move_to(now)
    return story


def told(engine):
    return [address for _, body in engine.told for address in json.loads(body)["urlList"]]


def test_engines_are_told_of_a_new_story_and_can_check_who_tells_them(engine, client):
    story = make_article()

    call_command("ping")

    [(_, body)] = engine.told
    message = json.loads(body)
    assert message["urlList"] == [story.address]
    assert message["host"] == "news.example"
    assert 8 <= len(message["key"]) <= 128
    assert message["keyLocation"] == f"https://news.example/{message['key']}.txt"
    response = client.get(f"/{message['key']}.txt")
    assert response.content.decode() == message["key"]
    assert response.headers["Content-Type"] == "text/plain"


def test_dry_run_tells_nobody_and_says_what_it_would(engine):
    story, said = make_article(), StringIO()

    call_command("ping", "--dry-run", stdout=said)

    assert engine.told == []
    assert f"{engine.address} would be told of 1 stories.\n  {story.address}\n" in said.getvalue()
    call_command("ping")
    assert told(engine) == [story.address]


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Another road"},
        {"status": Status.TAKEN_DOWN, "taken_down_reason": "It was wrong."},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["changed", "taken down", "expired"],
)
def test_engines_are_told_when_an_old_story_changes_or_goes(engine, old_story, change):
    call_command("ping")
    assert engine.told == []

    for name, value in change.items():
        setattr(old_story, name, value)
    old_story.save()
    call_command("ping")

    assert told(engine) == [old_story.address]


@pytest.mark.parametrize("name", ["draft", "in review", "ready", "scheduled", "embargoed"])
def test_engines_are_told_nothing_of_a_story_that_was_never_public(engine, name):
    make_article(**HIDDEN[name](timezone.now()))

    call_command("ping")

    assert engine.told == []


def test_story_taken_down_before_its_moment_stays_unknown(engine):
    make_article(
        status=Status.TAKEN_DOWN,
        taken_down_reason="Withdrawn.",
        published_at=timezone.now() + timedelta(days=1),
    )

    call_command("ping")

    assert engine.told == []


def test_scheduled_story_and_end_of_embargo_are_told_once_at_their_moment(engine, time_machine):
    moment = timezone.now() + timedelta(hours=2)
    make_article(published_at=moment, slug="scheduled")
    make_article(embargo_until=moment, slug="embargoed")

    for minutes in (-1, 1, 11):
        time_machine.move_to(moment + timedelta(minutes=minutes), tick=False)
        call_command("ping")

    assert len(told(engine)) == 2


def test_what_could_not_be_told_is_told_at_the_next_run(engine, settings, time_machine):
    story = make_article()
    engine.status = HTTPStatus.TOO_MANY_REQUESTS

    with pytest.raises(CommandError, match=f"{engine.address} was not told.*429"):
        call_command("ping")
    time_machine.move_to(timezone.now() + timedelta(hours=20))
    engine.status = HTTPStatus.ACCEPTED
    call_command("ping")
    call_command("ping")

    assert told(engine) == [story.address] * 2


def test_one_that_fails_keeps_no_other_from_being_told(engine, settings, capsys):
    settings.WEBSUB_HUB = "http://127.0.0.1:1/"
    make_article()

    with pytest.raises(CommandError, match=settings.WEBSUB_HUB):
        call_command("ping")

    assert len(engine.told) == 1
    assert f"{engine.address} was told of 1 stories." in capsys.readouterr().out


def test_site_that_wants_no_search_engine_calls_none(engine):
    Publication.objects.update(allows_search=False)
    make_article()

    call_command("ping")

    assert engine.told == []


def test_command_without_anybody_to_tell_says_what_to_set(settings):
    settings.WEBSUB_HUB = settings.INDEXNOW_ENDPOINT = ""

    with pytest.raises(CommandError, match="WEBSUB_HUB nor INDEXNOW_ENDPOINT"):
        call_command("ping")


def test_key_is_shown_only_where_it_is_used(engine, client, settings):
    make_article()
    call_command("ping")
    key = json.loads(engine.told[0][1])["key"]

    assert client.get(f"/{'0' * 32}.txt").status_code == HTTPStatus.NOT_FOUND
    settings.INDEXNOW_ENDPOINT = ""
    assert client.get(f"/{key}.txt").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("number", [1, 30])
def test_changes_are_found_in_as_many_queries_for_one_story_as_for_thirty(
    engine, django_assert_num_queries, number
):
    for _ in range(number):
        make_article()

    with django_assert_num_queries(5):
        call_command("ping")
