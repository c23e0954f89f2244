"""The board: where every story is, and moving one by the same rules as on its own screen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Status, Version
from desk.models import CheckLevel
from publication.models import Publication
from staff.models import Role
from tests import browser
from tests.browser import faults
from tests.factories import (
    make_article,
    make_assignment,
    make_author,
    make_note,
    make_plan,
    make_section,
    make_staff,
)
from tests.page import Page

pytestmark = pytest.mark.django_db
BOARD = "/admin/board/"


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


def columns_of(client, asked=""):
    """Return `{column: [headlines]}` as they stand on the board, narrowed by a query."""
    page = Page(client.get(BOARD + asked))
    columns = {}
    for number, name in enumerate(page.texts(".board__column h2"), start=1):
        card = f"[aria-labelledby=column-{number}] .line__headline"
        columns[name.rpartition(" ")[0]] = page.texts(card)
    return columns


def move(client, article, status, **fields):
    return client.post(
        f"/admin/stories/{article.pk}/move/", {"status": status} | fields, follow=True
    )


def test_each_story_stands_in_the_column_of_its_status(editor_client):
    now = timezone.now()
    make_article(headline="Begun", status="draft")
    make_article(headline="Read", status="in-review")
    make_article(headline="Done", status="ready")
    make_article(headline="Tomorrow", published_at=now + timedelta(days=1))
    make_article(headline="Held back", embargo_until=now + timedelta(days=1))
    make_article(headline="Out", published_at=now)
    make_article(headline="Long out", published_at=now - timedelta(days=3))
    make_article(headline="Gone", status="taken-down", taken_down_reason="Wrong.")

    assert columns_of(editor_client) == {
        "Draft": ["Begun"],
        "In review": ["Read"],
        "Ready": ["Done"],
        "Scheduled": ["Held back", "Tomorrow"],
        "Published today": ["Out"],
        "Taken down": ["Gone"],
    }


def test_card_tells_who_is_to_do_what_until_when_and_what_is_open(editor_client, editor):
    article = make_article(status="draft", authors=[make_author(name="Ana Ruiz")])
    make_assignment(article, editor, due_on=timezone.localdate() - timedelta(days=1))
    make_plan(article, timezone.localdate() + timedelta(days=3))
    make_note(article)

    facts = Page(editor_client.get(BOARD)).text(".line__facts")

    for told in ("Ana Ruiz", "editor: Overdue since", "Planned for", "1 open note"):
        assert told in facts


def test_story_is_moved_along_its_way(editor_client):
    article = make_article(status="draft", published_at=None)

    for status in ("in-review", "ready", "published"):
        response = move(editor_client, article, status)
        article.refresh_from_db()
        assert article.status == status
        assert f"“{article}” is now" in response.content.decode()

    assert article.is_published
    assert Version.objects.filter(article=article).count() == 1


def test_story_that_lacks_something_stays_and_the_reason_is_told(editor_client):
    article = make_article(status="ready", published_at=None, section=None, authors=[])

    response = move(editor_client, article, "published")

    article.refresh_from_db()
    assert (response.status_code, article.status) == (400, Status.READY)
    refusals = " ".join(Page(response).texts(".refusals li"))
    assert "without a section" in refusals
    assert "without a byline" in refusals


def test_required_item_of_the_checklist_holds_on_the_board_too(editor_client):
    CheckLevel.objects.create(item="notes", before_ready="required")
    article = make_article(status="in-review")
    make_note(article)

    response = move(editor_client, article, "ready")

    article.refresh_from_db()
    assert (response.status_code, article.status) == (400, Status.IN_REVIEW)
    assert Page(response).texts(".refusals li") == ["Resolve the note that is open."]


def test_story_is_taken_down_with_a_reason_only(editor_client):
    article = make_article()

    refused = move(editor_client, article, "taken-down")
    assert refused.status_code == 400
    assert "Tell readers why" in refused.content.decode()

    move(editor_client, article, "taken-down", reason="It was wrong.")
    article.refresh_from_db()
    assert article.taken_down_reason == "It was wrong."
    assert Client().get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("status", ["", "nonsense", "taken-down"])
def test_step_that_there_is_not_is_refused(editor_client, status):
    article = make_article(status="draft")

    response = move(editor_client, article, status)

    article.refresh_from_db()
    assert (response.status_code, article.status) == (400, Status.DRAFT)


def test_reporter_is_offered_the_own_steps_and_can_take_no_other(client):
    section, ana = make_section(), make_author()
    reporter = make_staff(Role.REPORTER, sections=[section], author=ana)
    client.force_login(reporter)
    article = make_article(status="draft", section=section, authors=[ana])

    offered = Page(client.get(BOARD)).attributes(".board__move option", "value")
    response = move(client, article, "published")

    assert offered == ["in-review"]
    article.refresh_from_db()
    assert (response.status_code, article.status) == (400, Status.DRAFT)
    assert "Only an editor of the story’s section" in response.content.decode()
    move(client, article, "in-review")
    article.refresh_from_db()
    assert article.status == Status.IN_REVIEW


def test_story_of_another_section_is_neither_seen_nor_moved(client):
    client.force_login(make_staff(Role.EDITOR, sections=[make_section()]))
    article = make_article(headline="Theirs", status="draft")

    assert "Theirs" not in client.get(BOARD).content.decode()
    assert move(client, article, "in-review").status_code == 404


def test_board_is_for_the_staff_with_a_role(client):
    article = make_article(status="draft")
    doors = [BOARD, f"/admin/stories/{article.pk}/move/"]

    for door in doors:
        assert "/login/" in client.get(door).url
    client.force_login(make_staff())
    for door in doors:
        assert client.get(door).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_board_takes_as_many_queries_for_30_stories_in_each_column_as_for_1(
    client, django_assert_num_queries, number
):
    section = make_section()
    editor = make_staff(Role.EDITOR, sections=[section])
    client.force_login(editor)
    for _ in range(number):
        for fields in ({"status": "draft"}, {"status": "in-review"}, {"status": "ready"}, {}):
            article = make_article(section=section, published_at=timezone.now(), **fields)
            make_assignment(article, editor)
            make_plan(article, timezone.localdate())
            make_note(article)

    with django_assert_num_queries(15):
        response = client.get(BOARD)

    assert response.content.decode().count("board__move") == 3 * number


def test_long_column_is_cut_and_says_so(editor_client):
    section = make_section()
    for _ in range(51):
        make_article(status="draft", section=section, authors=[], parts=[])

    page = Page(editor_client.get(BOARD))

    assert page.texts(".board__number")[0] == "50+"
    assert len(page.select(".board .line")) == 50


def test_board_shows_those_of_a_section_and_those_that_are_mine(editor_client, editor):
    world = make_section(name="World", slug="world")
    asia = make_section(name="Asia", slug="asia", parent=world)
    make_article(headline="Far", status="draft", section=asia)
    make_article(headline="Near", status="draft", section=make_section(), created_by=editor)
    due = make_article(headline="Due", status="ready", section=asia)
    make_assignment(due, editor)

    shown = {
        asked: [
            headline for column in columns_of(editor_client, asked).values() for headline in column
        ]
        for asked in ("", "?section=world", "?whose=mine", "?section=asia&whose=mine")
    }

    assert {asked: sorted(headlines) for asked, headlines in shown.items()} == {
        "": ["Due", "Far", "Near"],
        "?section=world": ["Due", "Far"],
        "?whose=mine": ["Due", "Near"],
        "?section=asia&whose=mine": ["Due"],
    }


@pytest.mark.parametrize("asked", ["section=nowhere", "whose=theirs", "section=%00"])
def test_question_that_is_none_is_told_beside_its_field(editor_client, asked):
    make_article(headline="Begun", status="draft")

    response = editor_client.get(f"{BOARD}?{asked}")

    assert response.status_code == 400
    if "%00" not in asked:
        assert "Select a valid choice" in Page(response).text(".board__filter .errorlist")
        assert "Begun" in response.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_story_is_dragged_into_the_column_of_its_next_status(desk):
    article = make_article(status="draft", headline="By hand")
    page = desk.open("board/")

    page.locator(".line", has_text="By hand").drag_to(page.locator("[data-status=ready]"))
    page.get_by_text("“By hand” is now: Ready.").wait_for()

    article.refresh_from_db()
    assert article.status == Status.READY
    page.locator(".line", has_text="By hand").drag_to(page.locator("[data-status='']"))
    assert page.locator("[data-status=ready] .line").count() == 1
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_story_is_moved_by_keyboard(desk):
    article = make_article(status="draft", headline="By keyboard")
    page = desk.open("board/")

    page.get_by_label("Move “By keyboard” to").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("“By keyboard” is now: Ready.").wait_for()

    article.refresh_from_db()
    assert article.status == Status.READY
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_board_fits_obeys_the_policy_and_is_accessible(
    browser_page, live_server, editor_client, editor, scheme, width
):
    article = make_article(status="draft", headline="A headline of a story " * 6)
    make_assignment(article, editor, due_on=timezone.localdate() - timedelta(days=1))
    make_note(article)
    make_article(published_at=timezone.now())
    browser.sign_in(browser_page, live_server, editor_client)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": width, "height": 900})

    screens = [BOARD, f"/admin/stories/{article.pk}/move/"]

    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert browser_page.complaints == []
    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert faults(browser_page) == [], path
