"""The list of sections: arranged by keyboard, by pointer or by numbers, as readers see them."""

import pytest

from publication.models import Section
from staff.models import Role
from tests.factories import make_section, make_staff
from tests.page import Page

ADDRESS = "/admin/publication/section/"


@pytest.fixture
def sections(db):
    """World with Asia and Europe in it, Sport, Culture: in this order."""
    world = make_section(name="World", order=0)
    make_section(name="Asia", parent=world, order=0)
    make_section(name="Europe", parent=world, order=1)
    make_section(name="Sport", order=1)
    make_section(name="Culture", order=2)


def in_order(parent=None):
    return [section.name for section in Section.objects.filter(parent__name=parent)]


def numbers(orders):
    """Return the form that gives sections their numbers, by their names."""
    sent = {"form-TOTAL_FORMS": len(orders), "form-INITIAL_FORMS": len(orders), "_save": "Save"}
    for number, (name, order) in enumerate(orders.items()):
        section = Section.objects.get(name=name)
        sent |= {f"form-{number}-id": section.pk, f"form-{number}-order": order}
    return sent


def test_numbers_arrange_sections_without_a_script(editor_client, sections):
    sent = numbers({"World": 2, "Asia": 4, "Europe": 3, "Sport": 1, "Culture": 0})

    editor_client.post(ADDRESS, sent)

    assert in_order() == ["Culture", "Sport", "World"]
    assert in_order("World") == ["Europe", "Asia"]


def test_wrong_number_is_refused_beside_its_field_and_kept(editor_client, sections):
    html = editor_client.post(ADDRESS, numbers({"World": -1, "Sport": 5})).content.decode()

    assert "Ensure this value is greater than or equal to 0." in html
    assert 'value="-1"' in html
    assert in_order() == ["World", "Sport", "Culture"]


def test_sections_within_another_stand_beneath_it(editor_client, sections):
    page = Page(editor_client.get(ADDRESS))

    assert page.texts(".sections > ol > li > .row__bar > a") == [
        "World", "Asia", "Europe", "Sport", "Culture"
    ]  # fmt: skip
    assert page.texts(".sections .sections a") == ["Asia", "Europe"]


def test_what_a_search_leaves_of_the_list_cannot_be_arranged(editor_client, sections):
    page = Page(editor_client.get(ADDRESS, {"q": "asia"}))

    assert page.texts(".sections a") == ["Asia"]
    assert page.texts("[data-row-up]") == []


def test_editor_sees_sections_and_moves_none(client, sections):
    client.force_login(make_staff(Role.EDITOR, sections=Section.objects.all()))

    page = Page(client.get(ADDRESS))
    client.post(ADDRESS, numbers({"World": 2, "Sport": 1, "Culture": 0}))

    assert page.texts(".sections .sections a") == ["Asia", "Europe"]
    assert page.texts("[data-row-up]") == []
    assert in_order() == ["World", "Sport", "Culture"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_sections_are_arranged_by_keyboard(desk, sections):
    page = desk.open("publication/section/")

    page.get_by_role("button", name="Move Culture up").press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Move Europe up").press("Enter")
    page.wait_for_function(
        "document.querySelector('[data-announcements]').textContent"
        " === 'Europe moved to place 1 of 2.'"
    )
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("were changed successfully").wait_for()

    assert in_order() == ["Culture", "World", "Sport"]
    assert in_order("World") == ["Europe", "Asia"]
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_sections_are_dragged_with_what_is_within_them(desk, sections):
    page = desk.open("publication/section/")
    handles = page.locator("[data-row-handle]")
    world, culture = handles.first.bounding_box(), handles.last.bounding_box()

    page.mouse.move(world["x"] + 4, world["y"] + 4)
    page.mouse.down()
    page.mouse.move(culture["x"] + 4, culture["y"] + 40, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("were changed successfully").wait_for()

    assert in_order() == ["Sport", "Culture", "World"]
    assert in_order("World") == ["Asia", "Europe"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_leaves_after_moving_a_section_is_asked(desk, sections):
    page = desk.open("publication/section/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.get_by_role("button", name="Move Culture up").click()
    page.get_by_role("link", name="Asia").click()
    page.wait_for_url("**/change/")

    assert asked == ["beforeunload"]
