import pytest
from django.core.cache import cache

from tests import browser
from tests.factories import make_article, make_author, make_section


@pytest.fixture
def desk(browser_page, live_server, editor_client):
    """A page of a signed-in editor; `desk.open("articles/article/add/")` goes to a screen."""
    browser.sign_in(browser_page, live_server, editor_client)

    def open_screen(path=""):
        browser_page.goto(f"{live_server.url}/admin/{path}")
        return browser_page

    browser_page.open = open_screen
    return browser_page


@pytest.fixture
def live():
    """A story that readers can read."""
    return make_article(
        headline="Harbour closed",
        section=make_section(name="World", slug="world"),
        authors=[make_author(name="Ana Ruiz")],
        parts=[("Storm", "<p>Waves were high.</p>"), ("Council", "<p>It met.</p>")],
    )


@pytest.fixture
def colleague(django_user_model):
    return django_user_model.objects.create_superuser("ben", password="correct horse")


@pytest.fixture
def colleague_client(client_class, colleague):
    other = client_class()
    other.force_login(colleague)
    return other


@pytest.fixture
def client_class(client):
    return type(client)


@pytest.fixture
def nobody_has_tried():
    """Of those who sign in."""
    cache.clear()
