"""What is deleted before readers saw it can be had back for 30 days."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from articles.models import Article
from desk.trash import put_in_trash
from tests.factories import make_article

pytestmark = pytest.mark.django_db
TRASH = "/admin/articles/article/trash/"


@pytest.fixture
def story():
    return make_article(status="draft", headline="Half a thought")


def delete(client, article):
    address = f"/admin/articles/article/{article.pk}/delete/"
    return client.post(address, {"post": "yes"}, follow=True)


def test_deleted_story_is_in_the_trash_and_nowhere_else(editor_client, story):
    page = delete(editor_client, story).content.decode()

    assert "“Half a thought” is in the trash" in page
    assert "Half a thought" in editor_client.get(TRASH).content.decode()
    listed = editor_client.get("/admin/articles/article/").content.decode()
    assert "Half a thought" not in listed
    assert editor_client.get(f"/preview/{story.pk}/").status_code == 404
    question = {"app_label": "articles", "model_name": "article", "field_name": "translation_of"}
    found = editor_client.get("/admin/autocomplete/", question | {"term": "Half"}).json()
    assert found["results"] == []


def test_story_comes_back_from_the_trash_whole(editor_client, story):
    delete(editor_client, story)

    editor_client.post(f"{TRASH}{story.pk}/restore/")

    assert editor_client.get(f"/admin/articles/article/{story.pk}/change/").status_code == 200
    assert story.parts.count() == 1


def test_story_is_deleted_for_good_from_the_trash_alone(editor_client, story):
    refused = editor_client.post(f"{TRASH}{story.pk}/delete/")
    delete(editor_client, story)
    editor_client.post(f"{TRASH}{story.pk}/delete/")

    assert refused.status_code == 404
    assert not Article.objects.exists()


def test_story_that_readers_have_seen_cannot_be_deleted(editor_client):
    article = make_article()

    assert delete(editor_client, article).status_code == 403
    with pytest.raises(IntegrityError):
        Article.objects.filter(pk=article.pk).update(trashed_at=timezone.now())


def test_typing_in_a_story_that_was_deleted_meanwhile_is_answered_with_the_text(
    editor_client, story
):
    put_in_trash(story)

    response = editor_client.post(
        f"/admin/articles/article/{story.pk}/change/", {"headline": "Typed since", "revision": 0}
    )

    assert response.status_code == 410
    assert "put in the trash" in response.content.decode()
    assert "Typed since" in response.content.decode()


def test_what_is_older_than_thirty_days_is_emptied(story):
    young = make_article(status="draft", headline="Yesterday’s")
    put_in_trash(young)
    put_in_trash(story)
    Article.objects.filter(pk=story.pk).update(trashed_at=timezone.now() - timedelta(days=31))
    tried, done = StringIO(), StringIO()

    call_command("empty_trash", "--dry-run", stdout=tried)
    assert Article.objects.count() == 2
    call_command("empty_trash", stdout=done)

    assert list(Article.objects.all()) == [young]
    assert "1 stories would be deleted." in tried.getvalue()
    assert "“Half a thought”, in the trash since" in done.getvalue()


def test_nobody_without_rights_reads_the_trash(client, story, django_user_model):
    put_in_trash(story)
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert b"Half a thought" not in client.get(TRASH).content
    assert client.post(f"{TRASH}{story.pk}/restore/").status_code in (403, 404)
