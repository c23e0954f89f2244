"""What stands on every screen of the desk: its order, its navigation, and that all can use it."""

import re

import pytest
from django.utils import timezone

from publication.models import Publication
from staff.models import Role
from tests import browser
from tests.browser import faults
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_section,
    make_source,
    make_staff,
)


def headings(html):
    return re.findall(r'<h2 class="desk-heading"[^>]*>(.*?)</h2>', html)


@pytest.mark.django_db
def test_front_of_the_desk_is_ordered_by_what_a_newsroom_does(editor_client):
    html = editor_client.get("/admin/").content.decode()

    waiting = ["Assigned to me", "My stories"]
    assert headings(html) == [*waiting, "Stories", "Publication", "Newsroom"]
    assert html.index("/articles/article/add/") < html.index("/photos/photo/add/")


@pytest.mark.django_db
def test_reporter_sees_only_what_a_reporter_may_open(client):
    client.force_login(make_staff(Role.REPORTER, sections=[make_section()]))

    front = client.get("/admin/").content.decode()
    screen = client.get("/admin/articles/article/add/").content.decode()

    waiting = ["Assigned to me", "My stories"]
    assert headings(front) == [*waiting, "Stories", "Publication"]
    assert "/admin/photos/photo/add/" in front
    assert 'href="/admin/authors/author/"' in front
    assert "/admin/authors/author/add/" not in front
    for closed in ("auth/user", "policies/policy", "publication/publication", "articles/frontpage"):
        assert f"/admin/{closed}/" not in front + screen


@pytest.mark.django_db
def test_whoever_has_no_role_is_told_so_and_sees_nothing(client):
    make_article(headline="A story")
    client.force_login(make_staff())

    front = client.get("/admin/").content.decode()

    assert headings(front) == []
    assert "You have no role at the desk yet" in front
    assert client.get("/admin/articles/article/").status_code == 403


@pytest.mark.django_db
def test_navigation_marks_where_one_is(editor_client):
    on_list = editor_client.get("/admin/articles/article/").content.decode()
    on_story = editor_client.get("/admin/articles/article/add/").content.decode()

    assert '<a href="/admin/articles/article/" aria-current="page">' in on_list
    assert '<a href="/admin/articles/article/" aria-current="true">' in on_story


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_navigation_shows_where_one_is_on_a_phone(
    browser_page, live_server, editor_client, settings, language
):
    settings.LANGUAGE_CODE = language
    page = browser_page
    page.set_viewport_size({"width": 320, "height": 700})
    browser.sign_in(page, live_server, editor_client)

    for path in ("", "calendar/", "policies/policy/", "staff/person/"):
        page.goto(f"{live_server.url}/admin/{path}")
        page.wait_for_selector("html[data-frame=ready]")
        current = page.locator(".desk-nav [aria-current]").bounding_box()
        assert 0 <= current["x"] <= 320 - current["width"], path
        assert page.evaluate("window.scrollY") == 0


# What reaches over the right end of its column, or is cut off there.
ASTRAY = """() => {
    const end = (element) => element.getBoundingClientRect().right;
    const room = (column) => end(column) - parseFloat(getComputedStyle(column).paddingRight);
    const columns = [...document.querySelectorAll("#content, .story-form__margin, .results")];
    return columns.filter((column) => column.clientWidth).flatMap((column) =>
        [...column.querySelectorAll("input, select, textarea, table, button, h1, h2")]
            .filter((element) => element.checkVisibility() && end(element) > room(column) + 1)
            .map((element) => element.outerHTML.slice(0, 100)));
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1440])
def test_fields_and_tables_end_with_their_column(browser_page, live_server, editor_client, width):
    story = make_article()
    make_article(status="draft", headline="Tide tables for a year", trashed_at=timezone.now())
    address = f"/admin/articles/article/{story.pk}/preview-links/"
    editor_client.post(address, {"link_hours": "24", "link_note": "Counsel"})
    page = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    browser.sign_in(page, live_server, editor_client)

    for path in (f"articles/article/{story.pk}/change/", "articles/article/trash/"):
        page.goto(f"{live_server.url}/admin/{path}")
        page.wait_for_selector("html[data-frame=ready]")
        assert page.evaluate(ASTRAY) == [], path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_lists_take_the_width_of_the_page(browser_page, live_server, editor_client):
    make_source()
    page = browser_page
    page.set_viewport_size({"width": 768, "height": 900})
    browser.sign_in(page, live_server, editor_client)

    for path in ("taggit/tag/", "sources/source/", "staff/person/"):
        page.goto(f"{live_server.url}/admin/{path}")
        widths = "list => [list.clientWidth, list.firstElementChild.clientWidth]"
        whole, shown = page.locator("#changelist").evaluate(widths)
        assert shown == whole, path


@pytest.mark.django_db
def test_list_says_what_a_cell_tells_where_it_has_no_header(editor_client):
    make_article()

    people = editor_client.get("/admin/staff/person/").content.decode()
    stories = editor_client.get("/admin/articles/article/").content.decode()

    assert '<span data-label="May log in">Yes</span>' in people
    assert '<span data-label="Second factor">No</span>' in people
    assert '<span data-label="Views">0</span>' in stories


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_desk_fits_obeys_the_policy_and_is_accessible(
    browser_page, live_server, editor_client, scheme, width
):
    photo = make_photo()
    article = make_article(lead_photo=photo, authors=[make_author(portrait=photo)])
    make_article(status="draft", headline="", section=None, published_at=None, authors=[])
    make_source()
    Publication.stored()
    page = browser_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    screens = [
        "",
        "articles/article/",
        "photos/photo/",
        f"photos/photo/{photo.pk}/change/",
        f"authors/author/{article.authors.get().pk}/change/",
        "publication/section/",
        f"publication/publication/{Publication.THE_ONE}/change/",
    ]

    def visit(path):
        page.goto(f"{live_server.url}/admin/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    visit("login/")
    browser.sign_in(page, live_server, editor_client)
    for path in screens:
        visit(path)
    assert page.complaints == []
    for path in screens:
        visit(path)
        assert faults(page) == [], path
    page.context.clear_cookies()
    visit("login/")
    assert faults(page) == []
