"""The command that indexes every story anew."""

import pytest
from django.core.management import call_command
from django.db import connection

from search import index
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db


@pytest.fixture
def neglected():
    """Four stories that changed while no trigger looked: lost, gone, renamed and untouched."""
    lost = make_article(headline="Lost")
    gone = make_article(headline="Gone")
    renamed = make_article(headline="Renamed", authors=[make_author(name="Umber")])
    make_article(headline="Untouched")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document WHERE article_id = %s", [lost.pk])
    with index.lifted():
        gone.status = "draft"
        gone.save()
        renamed.headline = "Rebaptised"
        renamed.save()


def test_dry_run_says_what_is_out_of_step_and_changes_nothing(neglected, found, capsys):
    call_command("rebuild_search", dry_run=True)

    assert "1 published stories are not in the index; 1 stories" in capsys.readouterr().out
    assert found("lost") == []


@pytest.mark.parametrize("is_fast", [False, True])
def test_rebuild_brings_the_index_in_step(neglected, found, capsys, is_fast):
    call_command("rebuild_search", fast=is_fast)

    assert capsys.readouterr().out.endswith("The index holds 3 stories.\n")
    for words in ("lost", "rebaptised", "umber", "untouched"):
        assert found(words), words
    assert index.out_of_step() == (0, 0)


@pytest.mark.parametrize("is_fast", [False, True])
def test_index_goes_on_keeping_itself_after_a_rebuild(found, is_fast):
    story = make_article(headline="Cobalt")
    call_command("rebuild_search", fast=is_fast)

    story.headline = "Umber"
    story.save()

    assert found("umber") == ["Umber"]
    assert found("cobalt") == []


def test_rebuild_of_an_empty_newsroom_is_no_fault(capsys):
    call_command("rebuild_search")

    assert "The index holds 0 stories." in capsys.readouterr().out


def test_stories_that_were_there_before_the_index_are_in_it(found):
    make_article(headline="Cobalt")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document")

    index.after_migrating(using="default", plan=[])

    assert found("cobalt") == ["Cobalt"]
