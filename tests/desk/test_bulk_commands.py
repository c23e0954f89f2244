"""What an operator does with many stories at once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from taggit.models import Tag

from articles import publishing
from articles.models import Article
from tests.factories import make_article, make_author, make_section

pytestmark = pytest.mark.django_db


def run(*words, **options):
    output = StringIO()
    call_command(*words, stdout=output, **options)
    return output.getvalue()


# --- Stories into another section ---


def test_stories_move_and_their_old_addresses_lead_to_the_new(client):
    world, asia = make_section(name="World", slug="world"), make_section(name="Asia", slug="asia")
    story = make_article(section=world, tags=["Korea"])
    publishing.publish(story)
    draft = make_article(section=world, tags=["Korea"], status="draft")
    other = make_article(section=world)
    before = story.get_absolute_url()

    said = run("move_stories", "asia", "--tag=korea")

    assert set(Article.objects.filter(section=asia)) == {story, draft}
    assert Article.objects.get(pk=other.pk).section == world
    assert client.get(before).headers["Location"].startswith("/asia/")
    assert [each.story["section"]["name"] for each in story.versions.all()] == ["World", "Asia"]
    assert "2 stories were moved to Asia." in said


def test_stories_are_chosen_by_all_that_is_named():
    world, asia = make_section(name="World", slug="world"), make_section(name="Asia", slug="asia")
    ana, ben = make_author(slug="ana"), make_author(slug="ben")
    hers = make_article(section=world, authors=[ana])
    make_article(section=world, authors=[ben])
    make_article(section=make_section(name="Sport"), authors=[ana])

    run("move_stories", "asia", section="world", author="ana")

    assert list(Article.objects.filter(section=asia)) == [hers]


def test_dry_run_names_the_stories_and_moves_none():
    world = make_section(name="World", slug="world")
    make_section(name="Asia", slug="asia")
    make_article(section=world, headline="Kim meets Putin")

    said = run("move_stories", "asia", "--section=world", "--dry-run")

    assert "“Kim meets Putin”" in said
    assert "1 stories would be moved to Asia." in said
    assert Article.objects.get().section == world


def test_story_that_cannot_move_is_named_and_the_others_move():
    world, asia = make_section(name="World", slug="world"), make_section(name="Asia", slug="asia")
    good = make_article(section=world)
    bad = make_article(section=world, authors=[])

    with pytest.raises(CommandError, match=f"Story {bad.pk}: A story cannot be published without"):
        run("move_stories", "asia", section="world")

    assert list(Article.objects.filter(section=asia)) == [good]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere", "--section=world"], "There is no section with the slug “nowhere”."),
        (["world", "--tag=none"], "There is no tag with the slug “none”."),
        (["world"], "Say which stories to move"),
    ],
)
def test_what_is_not_there_is_named(words, message):
    make_section(name="World", slug="world")

    with pytest.raises(CommandError, match=re.escape(message)):
        run("move_stories", *words)


# --- One tag of several ---


def test_merged_tag_has_the_stories_and_the_addresses_of_all(client):
    both = make_article(tags=["Ukraine", "The Ukraine"])
    one = make_article(tags=["Ukrain"])
    run("merge_tags", "Ukrain", into="The Ukraine")

    said = run("merge_tags", "the ukraine", into="Ukraine")

    assert [tag.name for tag in Tag.objects.all()] == ["Ukraine"]
    assert set(Article.objects.filter(tags__name="Ukraine")) == {both, one}
    assert "2 stories get the tag “Ukraine”." in said
    for former in ("the-ukraine", "ukrain"):
        assert client.get(f"/tag/{former}/").headers["Location"] == "/tag/ukraine/"
        feed = client.get(f"/tag/{former}/feed/rss/")
        assert feed.headers["Location"] == "/tag/ukraine/feed/rss/"


def test_dry_run_merges_nothing():
    make_article(tags=["Ukraine", "The Ukraine"])

    said = run("merge_tags", "The Ukraine", "--into=Ukraine", "--dry-run")

    assert Tag.objects.count() == 2
    assert "1 stories would get the tag “Ukraine”." in said


def test_tag_that_is_not_there_is_named():
    make_article(tags=["Ukraine"])

    with pytest.raises(CommandError, match=r"There is no tag “Rus”\."):
        run("merge_tags", "Rus", into="Ukraine")
    assert Tag.objects.count() == 1


def test_address_of_a_renamed_tag_leads_to_the_new_one(client, editor_client):
    make_article(tags=["Ukraine"])
    tag = Tag.objects.get()

    editor_client.post(
        f"/admin/taggit/tag/{tag.pk}/change/", {"name": "War in Ukraine", "slug": "war-in-ukraine"}
    )

    assert client.get("/tag/ukraine/").headers["Location"] == "/tag/war-in-ukraine/"
