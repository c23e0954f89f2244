"""What is not public is on no public address."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Status
from readership.models import ArticleViews
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_photo,
    make_section,
    make_source,
)
from tests.hidden import HIDDEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A section within another, an author and a source, and a public story that has all three."""
    parent = make_section(slug="world", name="World")
    section = make_section(slug="asia", name="Asia", parent=parent)
    author = make_author(slug="ana", name="Ana Quill")
    source = make_source(slug="gazette", name="The Gazette")
    public = make_article(
        headline="The public story", section=section, authors=[author], tags=["ports"]
    )
    make_attribution(public, source=source)
    return section, author, source, public


def make_secret(world, **fields):
    section, author, source, _ = world
    secret = make_article(
        headline="The secret headline",
        standfirst="The secret standfirst",
        slug="secret",
        section=section,
        authors=[author],
        tags=["ports"],
        lead_photo=make_photo(alt="The secret picture", sources=[source]),
        **fields,
    )
    make_attribution(secret, source=source)
    ArticleViews.objects.create(article=secret, imported=9_999)
    return secret


def list_addresses(public):
    return [
        "/",
        "/world/",
        "/asia/",
        "/tag/ports/",
        "/author/ana/",
        "/source/gazette/",
        public.get_absolute_url(),
    ]


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_story_is_on_no_public_page(client, world, fields):
    now = timezone.now()
    secret = make_secret(world, **{"published_at": now - timedelta(hours=1)} | fields(now))

    for address in list_addresses(world[3]):
        page = client.get(address)

        assert page.status_code == HTTPStatus.OK
        assert "secret" not in page.content.decode(), address
        assert "The public story" in page.content.decode(), address

    expected = HTTPStatus.GONE if secret.status == Status.TAKEN_DOWN else HTTPStatus.NOT_FOUND
    for ending in ("", "text/", "mastodon/", "history/", "history/1-2/", "live/"):
        response = client.get(f"{secret.get_absolute_url()}{ending}")
        assert response.status_code == expected, ending
        assert "secret headline" not in response.content.decode()


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_story_is_on_every_page_when_nothing_hides_it(client, world, fields):
    """The twin of the test above: the same pages do show the same story once it is public."""
    now = timezone.now()
    secret = make_secret(world, **{"published_at": now - timedelta(hours=1)} | fields(now))
    for name in fields(now):
        setattr(secret, name, None)
    secret.status, secret.taken_down_reason = Status.PUBLISHED, ""
    secret.published_at = now - timedelta(hours=1)
    secret.save()

    for address in [*list_addresses(world[3]), secret.get_absolute_url()]:
        assert "The secret headline" in client.get(address).content.decode(), address


def test_scheduled_story_appears_at_its_moment_by_itself(client, world, time_machine):
    moment = timezone.now() + timedelta(hours=2)
    secret = make_secret(world, published_at=moment)
    address = secret.get_absolute_url()

    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    before = client.get(address).status_code
    time_machine.move_to(moment, tick=False)
    after = client.get(address).status_code

    assert (before, after) == (HTTPStatus.NOT_FOUND, HTTPStatus.OK)


def test_embargo_and_expiry_hold_to_the_second(client, world, time_machine):
    now = timezone.now()
    begins, ends = now + timedelta(hours=1), now + timedelta(hours=2)
    secret = make_secret(world, embargo_until=begins, expires_at=ends)
    address = secret.get_absolute_url()

    seen = []
    for moment in (begins - timedelta(seconds=1), begins, ends - timedelta(seconds=1), ends):
        time_machine.move_to(moment, tick=False)
        seen.append(client.get(address).status_code)

    found, missing = HTTPStatus.OK, HTTPStatus.NOT_FOUND
    assert seen == [missing, found, found, missing]


def test_story_taken_down_is_gone_with_its_reason(client, world):
    secret = make_secret(world, status=Status.TAKEN_DOWN, taken_down_reason="A court forbade it.")

    page = client.get(secret.get_absolute_url())

    assert page.status_code == HTTPStatus.GONE
    assert "A court forbade it." in page.content.decode()
    assert "secret" not in page.content.decode()


def test_preview_is_for_the_staff_alone(client, editor_client, world, django_user_model):
    secret = make_secret(world, status=Status.DRAFT)
    address = f"/preview/{secret.pk}/"
    client.logout()

    assert client.get(address).status_code == HTTPStatus.FORBIDDEN
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN

    client.force_login(django_user_model.objects.get(username="editor"))
    page = client.get(address)
    assert page.status_code == HTTPStatus.OK
    assert "The secret headline" in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "no-store" in page.headers["Cache-Control"]


def test_preview_of_an_empty_draft_can_be_seen(editor_client):
    draft = make_article(
        headline="", section=None, status=Status.DRAFT, published_at=None, parts=(), authors=()
    )

    assert editor_client.get(f"/preview/{draft.pk}/").status_code == HTTPStatus.OK
