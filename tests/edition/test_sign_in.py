"""Sessions and messages are for those who sign in, and for nobody who only reads."""

import pytest
from django.conf import settings

from tests.factories import make_article

pytestmark = pytest.mark.django_db


def asked_for(response):
    return {name for name in ("session", "user") if hasattr(response.wsgi_request, name)}


@pytest.mark.parametrize("path", ["/", "/search/?q=harbour", "/atlantis/", "/robots.txt"])
def test_reader_has_no_session(client, path):
    make_article()

    response = client.get(path)

    assert asked_for(response) == set()
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_whoever_signs_in_has_one(client, editor_client):
    make_article()

    assert asked_for(client.get("/admin/login/")) == {"session", "user"}
    assert asked_for(editor_client.get("/")) == {"session", "user"}


@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_whoever_sends_something_has_one(client, path):
    client.cookies[settings.SESSION_COOKIE_NAME] = "invented"

    assert asked_for(client.post(path)) == {"session", "user"}
