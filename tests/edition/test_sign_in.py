"""Sessions and messages are for those who sign in, and for nobody who only reads."""

from http import HTTPStatus

import pytest
from django.test import Client

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
def test_whoever_sends_something_is_asked_for_a_token(path):
    response = Client(enforce_csrf_checks=True).post(path)

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert asked_for(response) == {"session", "user"}
