"""Every screen of the desk in a real browser, as the table of doors has them for a chief editor."""

import pytest
from django.test import Client

from tests import browser
from tests.desk.doors import rows
from tests.desk.newsroom import Site
from tests.desk.test_access import PEOPLE


@pytest.fixture
def site(db):
    return Site()


@pytest.fixture
def chief_client(site):
    client = Client()
    client.force_login(site.chief)
    return client


def screens(site, client):
    """Return the addresses below /admin/ at which a chief editor is shown a page."""
    column = PEOPLE.index("chief")
    shown = [
        site.address(template)
        for template, letters in rows()
        if template.startswith("/admin/") and letters["GET"][column] == "o"
    ]
    return [each for each in shown if "html" in client.get(each).headers["Content-Type"]]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(320, "light", "en"), (768, "light", "ar"), (1440, "dark", "en")],
)
def test_every_screen_is_accessible_fits_and_obeys_the_policy(
    browser_page, live_server, settings, site, chief_client, width, scheme, language
):
    settings.LANGUAGE_CODE = language
    browser.sign_in(browser_page, live_server, chief_client)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": width, "height": 900})
    seen, wide, faults = screens(site, chief_client), {}, {}

    for address in seen:
        browser_page.goto(live_server.url + address)
        if (inner_width := browser_page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[address] = inner_width
        if found := browser.faults(browser_page):
            faults[address] = found

    assert (browser_page.complaints, wide, faults) == ([], {}, {})
    assert len(seen) > 70
