"""Notes on a story: for those who work on it, and for nobody else."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Status
from desk.models import Note
from publication.models import Publication
from staff.models import Role
from tests import browser
from tests.browser import faults
from tests.factories import (
    make_article,
    make_author,
    make_note,
    make_part,
    make_section,
    make_staff,
)
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


def notes_of(article):
    return f"/admin/stories/{article.pk}/notes/"


def write(client, article, text="Who says so?", **fields):
    return client.post(notes_of(article), {"note-text": text} | fields, follow=True)


def test_note_is_kept_with_its_author_and_time(editor_client, editor):
    make_author(name="Ana Ruiz", user=editor)
    article = make_article(status="draft")

    page = Page(write(editor_client, article))

    assert page.texts(".note__text") == ["Who says so?"]
    assert "Ana Ruiz" in page.text(".note__about")
    assert article.notes.get().written_at <= timezone.now()


def test_note_may_be_on_a_part(editor_client):
    article = make_article(status="draft")
    part = make_part(article, order=1, subhead="The strait", prose="<p>Text.</p>")

    page = Page(write(editor_client, article, **{"note-part": part.pk}))

    assert "on “The strait”" in page.text(".note__about")


def test_note_stays_when_its_part_goes(editor_client):
    article = make_article(status="draft")
    part = make_part(article, order=1, subhead="The strait", prose="<p>Text.</p>")
    write(editor_client, article, **{"note-part": part.pk})

    part.delete()

    assert article.notes.get().part is None


def test_note_on_a_part_of_another_story_is_refused(editor_client):
    article, other = make_article(status="draft"), make_article(status="draft")

    response = write(editor_client, article, **{"note-part": other.parts.get().pk})

    assert response.status_code == 400
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  ", "Write what the others should know."),
        ("x" * 2_001, "Ensure this value has at most 2000 characters"),
    ],
)
def test_note_that_says_nothing_or_too_much_is_refused_and_kept(editor_client, text, message):
    article = make_article(status="draft")

    response = write(editor_client, article, text)

    assert response.status_code == 400
    page = Page(response)
    assert message in page.text(".notes .errorlist")
    assert page.text("textarea[name=note-text]") == text.strip()


def test_note_is_resolved_and_opened_again(editor_client, editor):
    note = make_note(make_article(status="draft"))

    page = Page(editor_client.post(f"/admin/notes/{note.pk}/resolve/", follow=True))
    assert "Resolved by editor" in page.texts(".note__about")[1]
    note.refresh_from_db()
    assert (note.is_resolved, note.resolved_by) == (True, editor)

    editor_client.post(f"/admin/notes/{note.pk}/reopen/")
    note.refresh_from_db()
    assert (note.is_resolved, note.resolved_by) == (False, None)


def test_reply_stands_below_its_note(editor_client):
    note = make_note(make_article(status="draft"))

    page = Page(
        editor_client.post(
            f"/admin/notes/{note.pk}/reply/", {f"reply-{note.pk}-text": "The mayor."}, follow=True
        )
    )

    assert page.texts(".note__reply .note__text") == ["The mayor."]


def test_empty_reply_is_refused_beside_its_field(editor_client):
    note = make_note(make_article(status="draft"))

    response = editor_client.post(f"/admin/notes/{note.pk}/reply/", {})

    assert response.status_code == 400
    assert Page(response).text(".note .errorlist") == "Write your reply first."


def test_reply_cannot_be_replied_to_or_resolved(editor_client):
    note = make_note(make_article(status="draft"))
    reply = make_note(note.article, reply_to=note)

    assert editor_client.post(f"/admin/notes/{reply.pk}/resolve/").status_code == 404
    assert editor_client.post(f"/admin/notes/{reply.pk}/reply/").status_code == 404


def test_unresolved_notes_stand_first(editor_client):
    article = make_article(status="draft")
    make_note(article, text="Old and settled", resolved_at=timezone.now())
    make_note(article, text="New and open")

    page = Page(editor_client.get(notes_of(article)))

    assert page.texts(".note__text") == ["New and open", "Old and settled"]


def test_markup_in_a_note_is_shown_as_text(editor_client):
    article = make_article(status="draft")

    response = write(editor_client, article, "<script>alert(1)</script>")

    assert b"<script>alert" not in response.content


def test_notes_stand_beside_the_story_that_is_written(editor_client):
    note = make_note(make_article(status="draft"))

    page = Page(editor_client.get(f"/admin/articles/article/{note.article_id}/change/"))

    assert page.texts(".notes .note__text") == ["Who says so?"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_no_note_is_seen_on_page_or_preview(editor_client, client, status):
    article = make_article(status=status)
    make_note(article, text="Never to be printed")

    pages = [editor_client.get(f"/preview/{article.pk}/"), Client().get(article.get_absolute_url())]

    assert not any(b"Never to be printed" in page.content for page in pages)


@pytest.mark.parametrize("number", [1, 30])
def test_notes_take_as_many_queries_for_30_as_for_1(
    editor_client, django_assert_num_queries, number
):
    article = make_article(status="draft")
    for _ in range(number):
        note = make_note(article)
        make_note(article, reply_to=note)

    with django_assert_num_queries(7):
        response = editor_client.get(notes_of(article))

    assert response.content.decode().count("note__reply") == number


def doors_to(note):
    return [notes_of(note.article)] + [
        f"/admin/notes/{note.pk}/{act}/" for act in ("reply", "resolve", "reopen")
    ]


def test_strangers_are_sent_to_sign_in_before_they_see_a_note(client):
    for door in doors_to(make_note(make_article(status="draft"))):
        assert "/login/" in client.post(door).url


@pytest.mark.parametrize(
    ("role", "status", "answer"),
    [
        (None, Status.DRAFT, 403),
        (Role.REPORTER, Status.DRAFT, 404),
        (Role.EDITOR, Status.DRAFT, 404),
        (Role.REPORTER, Status.PUBLISHED, 403),
        (Role.EDITOR, Status.PUBLISHED, 403),
    ],
)
def test_notes_are_for_those_who_work_on_the_story(client, role, status, answer):
    note = make_note(make_article(status=status), text="Between us")
    client.force_login(make_staff(role, sections=[make_section()]))

    answers = [client.post(door).status_code for door in doors_to(note)]
    screen = client.get(f"/admin/articles/article/{note.article_id}/change/")

    assert answers == [answer] * 4
    assert b"Between us" not in screen.content


def test_notes_need_a_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    note = make_note(make_article(status="draft"))

    assert client.post(f"/admin/notes/{note.pk}/resolve/").status_code == 403
    assert write(client, note.article).status_code == 403


def test_notes_of_a_story_that_is_gone_are_not_found(editor_client):
    assert editor_client.get("/admin/stories/4711/notes/").status_code == 404
    assert editor_client.post("/admin/notes/4711/resolve/").status_code == 404
    assert editor_client.post(f"/admin/notes/{'9' * 30}/resolve/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_note_is_written_and_resolved_by_keyboard_without_leaving_the_story(desk):
    article = make_article(status="draft", headline="Before")
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.get_by_label("Headline").fill("Typed, not saved")

    page.get_by_label("New note").focus()
    page.keyboard.type("Who says so?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".note__text", has_text="Who says so?").wait_for()
    page.get_by_role("button", name="Resolve").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open again").wait_for()

    assert page.get_by_label("Headline").input_value() == "Typed, not saved"
    assert article.notes.get().is_resolved
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_of_notes_fits_obeys_the_policy_and_is_accessible(
    browser_page, live_server, editor_client, scheme
):
    note = make_note(make_article(status="draft"))
    make_note(note.article, reply_to=note)
    make_note(note.article, resolved_at=timezone.now(), text="x" * 300)
    browser.sign_in(browser_page, live_server, editor_client)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": 320, "height": 900})

    browser_page.goto(f"{live_server.url}{notes_of(note.article)}")

    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 320
    assert browser_page.complaints == []
    assert faults(browser_page) == []
