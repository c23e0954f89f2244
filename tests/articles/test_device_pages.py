"""Pages that each reader's own device fills in are the same for everybody."""

import pytest

from tests.factories import make_article
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/reading-list/", "/offline/"])
def test_page_holds_no_story_and_sets_no_cookie(client, address):
    make_article(headline="A public story")

    response = client.get(address)

    assert response.status_code == 200
    assert "A public story" not in response.content.decode()
    assert not response.cookies
    page = Page(response)
    assert "it needs JavaScript" in page.text("noscript")
    assert page.attributes("meta[name=robots]", "content") == ["noindex"]


@pytest.mark.parametrize("address", ["/reading-list/", "/offline/"])
def test_page_refuses_to_be_written_to(client, address):
    assert client.post(address).status_code == 405
