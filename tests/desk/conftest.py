import pytest

from tests import browser


@pytest.fixture
def desk(browser_page, live_server, editor_client):
    """A page of a signed-in editor; `desk.open("articles/article/add/")` goes to a screen."""
    browser.sign_in(browser_page, live_server, editor_client)

    def open_screen(path=""):
        browser_page.goto(f"{live_server.url}/admin/{path}")
        return browser_page

    browser_page.open = open_screen
    return browser_page
