"""The screen on which a chief editor says who works at the desk, and as what."""

import pytest

from authors.models import Author
from publication.models import Publication
from staff.models import Role, StaffMember, role_of
from tests.desk.test_story_form import errors_beside
from tests.factories import make_author, make_section, make_staff
from tests.page import Page

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/staff/person/"
PASSWORD = "a long and calm sentence"


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


@pytest.fixture
def chief():
    return make_staff(Role.CHIEF, username="chief")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def change(person):
    return f"{PEOPLE}{person.pk}/change/"


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def form_of(person, **fields):
    """Return what the screen sends when somebody is saved as they are."""
    member = StaffMember.objects.filter(user=person).first()
    author = Author.objects.filter(user=person).first()
    defaults = {
        "username": person.username,
        "email": person.email,
        "is_active": "on",
        "role": member.role if member else "chief",
        "sections": [section.pk for section in member.sections.all()] if member else [],
        "author": author.pk if author else "",
    }
    sent = defaults | fields
    return {name: value for name, value in sent.items() if value is not None}


def test_chief_adds_a_colleague_who_can_sign_in_at_once(desk, client):
    world, ana = make_section(name="World"), make_author(name="Ana Ruiz")

    response = desk.post(
        f"{PEOPLE}add/",
        {
            "username": "ana",
            "first_name": "Ana",
            "email": "ana@news.example",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "role": "reporter",
            "sections": [world.pk],
            "author": ana.pk,
        },
    )

    assert response.status_code == 302
    member = StaffMember.objects.get(user__username="ana")
    assert (member.role, list(member.sections.all()), member.user.author) == (
        "reporter", [world], ana,
    )  # fmt: skip
    client.logout()
    assert client.login(username="ana", password=PASSWORD)
    assert client.get("/admin/articles/article/add/").status_code == 200


def test_weak_password_and_missing_section_are_refused_and_the_rest_is_kept(desk):
    sent = {"username": "ana", "first_name": "Ana", "password1": "1234", "password2": "1234"}

    response = desk.post(f"{PEOPLE}add/", sent | {"role": "editor"})

    assert errors_beside(response, "password2")
    assert errors_beside(response, "sections") == [
        "Choose the sections that this person works for."
    ]
    assert 'value="Ana"' in response.content.decode()


def test_role_sections_and_author_are_changed(desk):
    sport, ben = make_section(), make_author()
    person = make_staff(Role.REPORTER, sections=[make_section()], author=make_author())

    desk.post(change(person), form_of(person, role="editor", sections=[sport.pk], author=ben.pk))

    person = fresh(person)
    assert (role_of(person), list(person.staff_member.sections.all()), person.author) == (
        Role.EDITOR, [sport], ben,
    )  # fmt: skip
    assert Author.objects.filter(user=person).count() == 1


def test_author_of_somebody_else_is_not_offered_or_taken(desk):
    taken = make_author(name="Taken")
    owner = make_staff(Role.REPORTER, sections=[make_section()], author=taken)
    person = make_staff(Role.REPORTER, sections=[make_section()])

    response = desk.post(change(person), form_of(person, author=taken.pk))

    assert errors_beside(response, "author")
    assert fresh(owner).author == taken


def test_whoever_is_deactivated_is_signed_out_at_once(desk, client, django_user_model):
    person = make_staff(Role.REPORTER, sections=[make_section()])
    hers = type(client)()
    hers.force_login(person)
    assert hers.get("/admin/").status_code == 200

    desk.post(change(person), form_of(person, is_active=None))

    assert "/login/" in hers.get("/admin/").url


@pytest.mark.parametrize(
    ("fields", "field"), [({"is_active": None}, "is_active"), ({"role": "editor"}, "role")]
)
def test_last_chief_editor_stays_one(desk, chief, fields, field):
    make_staff(Role.CHIEF, is_active=False)
    fields = {"sections": [make_section().pk]} | fields

    response = desk.post(change(chief), form_of(chief, **fields))

    assert errors_beside(response, field) == [
        "Nobody else is a chief editor. Give somebody that role before."
    ]
    assert role_of(fresh(chief)) == Role.CHIEF


@pytest.mark.parametrize("fields", [{"is_active": None}, {"role": "editor"}])
def test_chief_editor_may_go_when_another_stays(desk, chief, editor, fields):
    desk.post(change(chief), form_of(chief, sections=[make_section().pk], **fields))

    assert role_of(fresh(chief)) != Role.CHIEF


def test_superuser_is_shown_as_the_chief_editor_that_it_stays(desk, editor):
    shown = Page(desk.get(change(editor)))
    response = desk.post(
        change(editor), form_of(editor, role="editor", sections=[make_section().pk])
    )

    assert shown.texts("#id_role option[selected]") == ["Chief editor"]
    assert "is always a chief editor" in errors_beside(response, "role")[0]


def test_forged_flags_of_an_account_are_not_taken(desk):
    person = make_staff(Role.REPORTER, sections=[make_section()])
    forged = {"is_superuser": "on", "is_staff": "", "user_permissions": ["1"], "password": "x"}

    desk.post(change(person), form_of(person) | forged)

    changed = fresh(person)
    assert (changed.is_superuser, changed.is_staff) == (False, True)
    assert changed.password == person.password


def test_password_is_set_on_a_screen_of_its_own(desk, client):
    person = make_staff(Role.REPORTER, sections=[make_section()], username="ana")
    sent = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    desk.post(f"{PEOPLE}{person.pk}/password/", sent | {"set-password": "1"})

    assert client.login(username="ana", password=PASSWORD)


def test_nobody_is_deleted(desk):
    person = make_staff(Role.REPORTER)

    assert desk.post(f"{PEOPLE}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(PEOPLE, {"action": "delete_selected", "_selected_action": person.pk, "post": "yes"})

    assert fresh(person)


@pytest.mark.parametrize("role", [None, Role.REPORTER, Role.EDITOR])
def test_people_are_the_chiefs_affair(client, role, chief):
    client.force_login(make_staff(role, sections=[make_section()]))

    for address in (PEOPLE, f"{PEOPLE}add/", change(chief), f"{PEOPLE}{chief.pk}/password/"):
        assert client.get(address).status_code == 403
        assert client.post(address, form_of(chief)).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_list_of_people_takes_as_many_queries_for_30_as_for_1(
    desk, number, django_assert_num_queries
):
    for _ in range(number):
        make_staff(Role.EDITOR, sections=[make_section(name="World")], author=make_author())
    desk.get(PEOPLE)

    with django_assert_num_queries(8):
        html = desk.get(PEOPLE).content.decode()

    assert html.count(">World<") == number


def test_frame_says_who_is_signed_in_and_as_what(desk):
    page = Page(desk.get("/admin/"))

    assert page.text("#user-tools").startswith("chief, Chief editor")
