"""security.txt and trust.txt: whom to tell of a hole, and whom the publication answers to."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest

from policies.models import Policy
from publication.models import Publication
from tests.page import Page

pytestmark = pytest.mark.django_db

SCREEN = "/admin/publication/publication/1/change/"


@pytest.fixture(autouse=True)
def publication(settings):
    settings.SITE_ADDRESS = "https://news.example"
    return Publication.stored()


def save(client, **fields):
    """Send the publication's screen with these fields."""
    form = {"name": "The Tide", "share_caption": "Spread the love", "share_targets": ["x"]}
    return client.post(SCREEN, form | fields)


def lines(response):
    return response.content.decode().splitlines()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Safe@news.example", "mailto:Safe@news.example"),
        ("https://news.example/hole/", "https://news.example/hole/"),
    ],
)
def test_contact_that_an_editor_names_stands_in_security_txt(editor_client, typed, told):
    assert editor_client.get("/.well-known/security.txt").status_code == HTTPStatus.NOT_FOUND

    save(editor_client, security_contact=typed)
    response = editor_client.get("/.well-known/security.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in lines(response))
    assert fields["Contact"] == told
    assert fields["Canonical"] == "https://news.example/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


@pytest.mark.parametrize("typed", ["me", "http://news.example/", "javascript:alert(1)", "a@b\nX"])
def test_what_is_no_contact_is_refused_beside_its_field(editor_client, typed):
    response = save(editor_client, security_contact=typed)

    page = Page(response)
    assert "Write an e-mail address" in page.text(".field-security_contact .errorlist")
    assert Publication.current().security_contact == ""


def test_security_txt_is_found_at_its_old_place_too(client):
    response = client.get("/security.txt")

    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == "/.well-known/security.txt"


def test_trust_txt_tells_what_the_site_knows_itself(client):
    Policy.objects.create(kind=Policy.Kind.ETHICS, prose="<p>We ask.</p>")

    told = lines(client.get("/trust.txt"))

    assert "contact=https://news.example/about/" in told
    assert "disclosure=https://news.example/about/ethics/" in told
    assert "disclosure=https://news.example/about/corrections/" not in told
    assert "datatrainingallowed=no" in told
    assert lines(client.get("/.well-known/trust.txt")) == told
    Publication.objects.update(allows_ai_training=True)
    assert "datatrainingallowed=yes" in lines(client.get("/trust.txt"))


def test_statements_of_the_editors_come_first(editor_client):
    typed = "# Whom we belong to\r\nBelongTo = https://union.example/\r\n\r\ncontact=Quay Street"

    save(editor_client, trust_statements=typed)

    told = lines(editor_client.get("/trust.txt"))
    assert told[:2] == ["belongto=https://union.example/", "contact=Quay Street"]


def test_each_wrong_statement_is_named_by_its_line_and_kept_in_the_form(editor_client):
    typed = "\n".join(
        [
            "member=https://one.example/",
            "friend=https://two.example/",
            "just words",
            "social=two.example",
            "vendor=",
            "member=https://one.example/",
            "datatrainingallowed=yes",
            "controlledby=https://a.example/",
            "controlledby=https://b.example/",
        ]
    )

    page = Page(save(editor_client, trust_statements=typed))

    told = page.texts(".field-trust_statements .errorlist li")
    assert [fault.partition(":")[0] for fault in told] == [
        f"Line {number}" for number in (2, 3, 4, 5, 6, 7, 9)
    ]
    assert "not “two.example”" in told[2]
    assert typed in page.html
    assert Publication.current().trust_statements == ""
