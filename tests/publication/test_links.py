"""Links that editors add to the menu and the foot of every page."""

import pytest

from publication.models import Publication
from tests.factories import make_section
from tests.page import Page

pytestmark = pytest.mark.django_db
SCREEN = "/admin/publication/publication/1/change/"


@pytest.fixture
def write(editor_client):
    Publication.stored()

    def write(**fields):
        form = editor_client.get(SCREEN).context["adminform"].form
        shown = {bound.html_name: bound.value() for bound in form}
        sent = {name: value for name, value in shown.items() if value not in (None, False)}
        return editor_client.post(SCREEN, sent | fields)

    return write


def test_links_stand_in_the_menu_and_at_the_foot(client, write):
    make_section(name="World")

    response = write(
        menu_links="Letters to the editor /letters/\nShop https://shop.example/",
        footer_links="Imprint /about/imprint/",
    )

    page = Page(client.get("/"))
    assert response.status_code == 302
    assert page.texts(".menu__list .section-links__link") == [
        "World", "Letters to the editor", "Shop",
    ]  # fmt: skip
    assert "https://shop.example/" in page.attributes(".menu__list .section-links__link", "href")
    assert "Imprint" in page.texts(".colophon__pages .section-links__link")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("Letters", "Line 1: write the words of the link"),
        ("About /about/\nShop javascript:alert(1)", "Line 2: “javascript:alert(1)” is no address"),
        ("Shop //evil.example/", "“//evil.example/” is no address"),
        ("Shop /\\evil.example/", "is no address"),
        (f"{'Long ' * 20} /about/", "is too long; 40 characters at most."),
        ("\n".join(f"Page /{number}/" for number in range(13)), "12 links at most"),
    ],
)
def test_line_that_is_no_link_is_refused_with_its_number(write, lines, message):
    response = write(menu_links=lines)

    assert message in response.context["adminform"].form.errors["menu_links"].as_text()
    assert lines.splitlines()[0] in response.content.decode().replace("&lt;", "<")
    assert Publication.current().menu_links == []
