"""Planning stories and giving them to people; the desk begins with what waits for a person."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Status
from desk.models import Assignment, Plan
from publication.models import Publication
from staff.models import Role
from tests import browser
from tests.browser import faults
from tests.desk.story_form import story as a_story
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
PLAN = "/admin/stories/plan/"
START = "/admin/"


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


@pytest.fixture
def section(db):
    return make_section(name="World")


@pytest.fixture
def editor_of_world(client, section):
    """An editor who is signed in."""
    editor = make_staff(Role.EDITOR, sections=[section])
    client.force_login(editor)
    return editor


@pytest.fixture
def ana(section):
    return make_staff(Role.REPORTER, sections=[section], author=make_author(name="Ana Ruiz"))


def assignments_of(article):
    return f"/admin/stories/{article.pk}/assignments/"


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def asked(whom, **fields):
    defaults = {"person": whom.pk, "role": "words", "task": "Ask the mayor", "due_on": tomorrow()}
    return {f"assignment-{name}": value for name, value in (defaults | fields).items()}


def planned(section, **fields):
    return {"story-headline": "The harbour vote", "story-section": section.pk} | fields


# --- Planning ---


def test_story_is_planned_before_a_word_is_written(client, editor_of_world, section, ana):
    sent = planned(section, **asked(ana)) | {"plan-day": "2030-05-04", "plan-time": "18:30"}

    client.post(PLAN, sent)

    article = Article.objects.get()
    assert (article.headline, article.status) == ("The harbour vote", Status.DRAFT)
    assert (article.plan.day, article.plan.time) == (date(2030, 5, 4), time(18, 30))
    assignment = article.assignments.get()
    assert (assignment.person, assignment.task) == (ana, "Ask the mayor")
    assert assignment.assigned_by == editor_of_world


def test_story_may_be_planned_for_nobody_yet(client, editor_of_world, section):
    client.post(PLAN, planned(section) | {"assignment-role": "words"})

    assert Article.objects.get().headline == "The harbour vote"
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"story-headline": " "}, "This field is required."),
        ({"story-section": ""}, "This field is required."),
        ({"plan-time": "10:00"}, "Choose the day as well."),
        ({"plan-day": "2030-02-30"}, "Enter a valid date."),
        ({"assignment-task": "Ask"}, "This field is required."),
    ],
)
def test_plan_with_a_mistake_is_refused_and_kept(client, editor_of_world, section, fields, message):
    response = client.post(PLAN, planned(section, **{"plan-time": ""}) | fields)

    assert response.status_code == 400
    assert message in " ".join(Page(response).texts(".errorlist"))
    assert not Article.objects.exists()
    assert fields.get("story-headline", "The harbour vote").strip() in response.content.decode()


def test_story_cannot_be_planned_for_the_section_of_others(client, editor_of_world):
    response = client.post(PLAN, planned(make_section()))

    assert response.status_code == 400
    assert not Article.objects.exists()


def test_plan_is_changed_and_dropped(client, editor_of_world, section):
    article = make_article(status="draft", section=section)
    address = f"/admin/stories/{article.pk}/plan/"

    client.post(address, {"plan-day": "2030-05-04"})
    client.post(address, {"plan-day": "2030-05-05"})
    assert Plan.objects.get().day == date(2030, 5, 5)

    client.post(address, {"plan-day": ""})
    assert not Plan.objects.exists()


# --- Assigning ---


def test_assigned_story_becomes_the_own_of_who_writes_it(client, editor_of_world, section, ana):
    article = make_article(status="draft", section=section, authors=[])

    client.post(assignments_of(article), asked(ana))

    assert [str(byline.author) for byline in article.bylines.all()] == ["Ana Ruiz"]
    client.force_login(ana)
    assert client.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200


def test_byline_that_is_there_is_not_doubled(client, editor_of_world, section, ana):
    article = make_article(status="draft", section=section, authors=[ana.author])

    client.post(assignments_of(article), asked(ana, role="photos"))

    assert article.bylines.count() == 1


def test_person_who_could_not_open_the_story_is_refused(client, editor_of_world, section):
    stranger = make_staff(Role.EDITOR, sections=[make_section()])
    article = make_article(status="draft", section=section)

    response = client.post(assignments_of(article), asked(stranger))

    assert response.status_code == 400
    assert "could not open the story" in Page(response).text(".desk-field--person .errorlist")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"task": ""}, "This field is required."),
        ({"due_on": ""}, "This field is required."),
        ({"due_on": "2020-01-01"}, "This day is past. Choose a later one."),
        ({"due_time": "25:00"}, "Enter a valid time."),
        ({"person": 4711}, "Select a valid choice."),
        ({"role": "king"}, "king is not one of the available choices"),
        ({"task": "x" * 501}, "at most 500 characters"),
    ],
)
def test_assignment_with_a_mistake_is_refused_beside_its_field(
    client, editor_of_world, section, ana, fields, message
):
    article = make_article(status="draft", section=section)

    response = client.post(assignments_of(article), asked(ana, **fields))

    assert response.status_code == 400
    [name] = fields
    assert message in Page(response).text(f".desk-field--{name} .errorlist")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("day", "message"),
    [("2090-03-26", "There is no 02:30 on that day"), ("2090-10-29", "02:30 comes twice")],
)
def test_time_that_summer_time_skips_or_repeats_is_explained(
    client, editor_of_world, section, ana, settings, day, message
):
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_article(status="draft", section=section)

    page = Page(client.post(assignments_of(article), asked(ana, due_on=day, due_time="02:30")))
    story = Page(client.post("/admin/articles/article/add/", a_story(published_at=f"{day}T02:30")))

    assert message in page.text(".desk-field--due_time .errorlist")
    assert message in story.text(".desk-field--published_at .errorlist")


def test_assignment_is_overdue_once_its_time_is_past(section, ana):
    article = make_article(status="draft", section=section)
    noon = datetime(2027, 3, 10, 12, tzinfo=UTC)
    by_noon = make_assignment(article, ana, due_on=date(2027, 3, 10), due_time=time(12))
    that_day = make_assignment(article, ana, due_on=date(2027, 3, 10))
    done = make_assignment(article, ana, due_on=date(2027, 3, 9), done_at=noon)

    with time_machine.travel(noon + timedelta(minutes=1), tick=False):
        assert [each.is_overdue for each in (by_noon, that_day, done)] == [True, False, False]
    with time_machine.travel(noon + timedelta(hours=12), tick=False):
        assert that_day.is_overdue


def test_who_was_asked_says_that_it_is_done(client, section, ana):
    assignment = make_assignment(make_article(status="draft", section=section), ana)
    client.force_login(ana)

    client.post(f"/admin/assignments/{assignment.pk}/done/")

    assignment.refresh_from_db()
    assert assignment.done_at is not None


def test_editor_withdraws_an_assignment(client, editor_of_world, section, ana):
    assignment = make_assignment(make_article(status="draft", section=section), ana)

    client.post(f"/admin/assignments/{assignment.pk}/withdraw/")

    assert not Assignment.objects.exists()


def test_reporter_assigns_plans_and_withdraws_nothing(client, section, ana):
    article = make_article(status="draft", section=section, authors=[ana.author])
    other = make_staff(Role.REPORTER, sections=[section])
    assignment = make_assignment(article, other)
    client.force_login(ana)

    assert client.get(PLAN).status_code == 403
    assert client.post(PLAN, planned(section)).status_code == 403
    assert client.post(assignments_of(article), asked(ana)).status_code == 403
    assert client.post(f"/admin/stories/{article.pk}/plan/", {}).status_code == 403
    for act in ("done", "withdraw"):
        assert client.post(f"/admin/assignments/{assignment.pk}/{act}/").status_code == 403
    assert Page(client.get(assignments_of(article))).select("form[action*=assignments]") == []
    assert Assignment.objects.get() == assignment


def test_strangers_and_editors_of_other_sections_are_kept_out(client, section, ana):
    article = make_article(status="draft", section=section)
    assignment = make_assignment(article, ana)
    doors = [
        assignments_of(article),
        f"/admin/stories/{article.pk}/plan/",
        f"/admin/assignments/{assignment.pk}/done/",
        f"/admin/assignments/{assignment.pk}/withdraw/",
    ]

    for door in [PLAN, *doors]:
        assert "/login/" in client.post(door).url
    client.force_login(make_staff(Role.EDITOR, sections=[make_section()]))
    for door in doors:
        assert client.post(door, asked(ana)).status_code == 404, door


# --- My stories ---


def lists_of(client):
    page = Page(client.get(START))
    names = page.texts(".my-stories h2")
    headlines = [
        [link.text() for link in each.css(".line__headline")]
        for each in page.select(".my-stories__list")
    ]
    return dict(zip(names, headlines, strict=True))


def test_desk_begins_with_what_waits_for_a_reporter(client, section, ana):
    make_assignment(
        make_article(headline="Asked", status="draft", section=section), ana, due_on=tomorrow()
    )
    make_assignment(
        make_article(headline="Late", status="draft", section=section),
        ana,
        due_on=timezone.localdate() - timedelta(days=1),
    )
    out = make_article(headline="Out", section=section, authors=[ana.author])
    make_assignment(out, ana)
    make_article(headline="Mine", status="draft", section=section, authors=[ana.author])
    make_article(headline="Theirs", status="in-review", section=section)
    client.force_login(ana)

    assert lists_of(client) == {"Assigned to me": ["Late", "Asked"], "My stories": ["Mine"]}
    assert len(Page(client.get(START)).select(".my-stories .due--over")) == 1


def test_editor_sees_what_waits_for_review_in_the_own_sections(client, editor_of_world, section):
    asia = make_section(parent=section)
    make_article(headline="World", status="in-review", section=section)
    make_article(headline="Asia", status="in-review", section=asia)
    make_article(headline="Elsewhere", status="in-review")
    make_article(headline="Not yet", status="draft", section=section)

    assert lists_of(client)["Waiting for my review"] == ["World", "Asia"]


def test_chief_sees_every_story_that_waits_for_review(editor_client):
    make_article(headline="Anywhere", status="in-review")

    assert lists_of(editor_client)["Waiting for my review"] == ["Anywhere"]


def test_who_has_no_role_begins_with_nothing(client):
    client.force_login(make_staff())
    make_article(headline="Secret", status="in-review")

    page = client.get(START)

    assert "Secret" not in page.content.decode()
    assert "You have no role at the desk yet" in page.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_start_takes_as_many_queries_for_30_stories_as_for_1(
    client, django_assert_num_queries, section, number
):
    editor = make_staff(Role.EDITOR, sections=[section], author=make_author())
    client.force_login(editor)
    for _ in range(number):
        make_article(status="in-review", section=section)
        own = make_article(status="draft", section=section, authors=[editor.author])
        make_assignment(own, editor)
        make_plan(own, tomorrow())
        make_note(own)

    with django_assert_num_queries(14):
        response = client.get(START)

    assert response.content.decode().count('class="line"') == 3 * number


@pytest.mark.parametrize("number", [1, 30])
def test_assignments_take_as_many_queries_for_30_as_for_1(
    client, django_assert_num_queries, editor_of_world, section, number
):
    article = make_article(status="draft", section=section)
    for _ in range(number):
        person = make_staff(Role.REPORTER, sections=[section], author=make_author())
        make_assignment(article, person)

    with django_assert_num_queries(10):
        response = client.get(assignments_of(article))

    assert response.content.decode().count("Ask the mayor") >= number


def test_assignments_stand_beside_the_story(client, editor_of_world, section, ana):
    article = make_article(status="draft", section=section)
    make_assignment(article, ana)
    make_plan(article, date(2030, 5, 4))

    page = Page(client.get(f"/admin/articles/article/{article.pk}/change/"))

    assert page.text(".work .line__task") == "Ask the mayor"
    assert "4 May" in page.text(".work__plan")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_screens_of_work_fit_obey_the_policy_and_are_accessible(
    browser_page, live_server, editor_client, editor, scheme, width
):
    article = make_article(status="in-review", headline="A headline of a story " * 6)
    make_assignment(article, editor, due_on=timezone.localdate() - timedelta(days=1))
    make_plan(article, tomorrow())
    browser.sign_in(browser_page, live_server, editor_client)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": width, "height": 900})

    screens = [START, PLAN, assignments_of(article), "/admin/mail/"]

    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert browser_page.complaints == []
    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert faults(browser_page) == [], path
