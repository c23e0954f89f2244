"""Every screen of the desk in a real browser, as the table of doors has them for a chief editor."""

import pytest
from django.test import Client

from tests import browser
from tests.desk.doors import rows
from tests.desk.newsroom import Site
from tests.desk.story_form import sent_again, story
from tests.desk.test_access import PEOPLE

LOOKS = pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(320, "light", "en"), (768, "light", "ar"), (1440, "dark", "en")],
)
NO_PICTURE = "/admin/#no-picture"  # sent as a file that is none
# What is sent to each screen, and refused by it: the story has become another, what is needed is
# empty, a day is none, a file is no picture.
REFUSED = {
    "/admin/articles/article/{public}/change/": lambda site: sent_again(site.public, headline="New")
    | {"revision": 4711},
    "/admin/articles/article/{draft}/change/": lambda site: sent_again(
        site.draft, headline="", language="", published_at="never", taken_down_reason="x" * 3000
    ),
    "/admin/articles/article/add/": lambda site: story(
        status="published",
        parts=[{"prose": '<p>Kept.</p><figure data-photo="999999"></figure>'}],
        bylines=[{"author": "", "role": "words"}],
        sources=[{"source": "", "url": "no address"}],
    ),
    "/admin/photos/photo/{photo}/change/": lambda site: {
        "licence": "", "focal_x": "9", "licence_expires_on": "never",
        "attributions-TOTAL_FORMS": 0, "attributions-INITIAL_FORMS": 0,
    },
    "/admin/photos/photo/{photo}/replace/": lambda site: {"original": NO_PICTURE},
    "/admin/photos/photo/add/": lambda site: {"original": NO_PICTURE},
    "/admin/stories/{draft}/plan/": lambda site: {"plan-day": "never"},
    "/admin/stories/{draft}/move/": lambda site: {"status": "taken-down"},
    "/admin/stories/{public}/move/": lambda site: {"status": "taken-down", "reason": ""},
    "/admin/stories/{draft}/assignments/": lambda site: {"assignment-due_on": "never"},
    "/admin/stories/{draft}/notes/": lambda site: {"note-text": ""},
    "/admin/staff/person/add/": lambda site: {"username": "", "password1": "a", "password2": "b"},
    "/admin/staff/person/{reporter}/change/": lambda site: {"username": "", "role": ""},
    "/admin/staff/person/{reporter}/password/": lambda site: {
        "password1": "a", "password2": "b", "usable_password": "true", "set-password": "1",
    },
    "/admin/authors/author/add/": lambda site: {
        "profiles-TOTAL_FORMS": 0, "profiles-INITIAL_FORMS": 0
    },
    "/admin/sources/source/add/": lambda site: {"url": "no address"},
    "/admin/publication/section/add/": lambda site: {"order": "first"},
    "/admin/publication/publication/1/change/": lambda site: {"name": ""},
    "/admin/policies/policy/add/": lambda site: {"kind": "", "prose": ""},
}  # fmt: skip


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


def look(page, live_server, client, width, scheme):
    browser.sign_in(page, live_server, client)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})


def settle(page):
    """Wait for the writing screen's scripts, and go where the bar that saves covers nothing."""
    if page.locator(".story-form").count():
        page.wait_for_selector("html[data-writing-screen=ready]")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")


def send(page, address, sent):
    """Send fields as a form of the page that is open does, and return the answer's status."""
    with page.expect_navigation() as answer:
        page.evaluate(
            """([address, sent, noPicture]) => {
                const form = document.createElement("form");
                Object.assign(form, { method: "post", action: address, hidden: true });
                form.enctype = "multipart/form-data";
                const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
                const fields = { ...sent, csrfmiddlewaretoken: token };
                for (const [name, value] of Object.entries(fields)) {
                    const input = document.createElement("input");
                    input.name = name;
                    if (value === noPicture) {
                        input.type = "file";
                        const files = new DataTransfer();
                        files.items.add(new File(["no picture"], "quay.jpg"));
                        input.files = files.files;
                    } else input.value = value;
                    form.append(input);
                }
                document.body.append(form);
                HTMLFormElement.prototype.submit.call(form);
            }""",
            [address, {name: str(value) for name, value in sent.items()}, NO_PICTURE],
        )
    return answer.value.status


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@LOOKS
def test_every_screen_is_accessible_fits_and_obeys_the_policy(
    browser_page, live_server, settings, site, chief_client, width, scheme, language
):
    settings.LANGUAGE_CODE = language
    look(browser_page, live_server, chief_client, width, scheme)
    seen, wide, faults = screens(site, chief_client), {}, {}

    for address in seen:
        browser_page.goto(live_server.url + address)
        settle(browser_page)
        if (inner_width := browser_page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[address] = inner_width
        if found := browser.faults(browser_page):
            faults[address] = found

    assert (browser_page.complaints, wide, faults) == ([], {}, {})
    assert len(seen) > 70


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@LOOKS
def test_every_refusal_is_accessible_fits_and_obeys_the_policy(
    browser_page, live_server, settings, site, chief_client, width, scheme, language
):
    settings.LANGUAGE_CODE = language
    look(browser_page, live_server, chief_client, width, scheme)
    refusals, wide, faults, clashes = 0, {}, {}, []

    for template, make in REFUSED.items():
        address = live_server.url + site.address(template)
        browser_page.goto(f"{live_server.url}/admin/mail/")
        status = send(browser_page, address, make(site))
        refusals += browser_page.url == address
        if status == 409:
            clashes.append(template)
        settle(browser_page)
        if (inner_width := browser_page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[template] = inner_width
        if found := browser.faults(browser_page):
            faults[template] = found

    # That an answer is a refusal, and that a field for a day is filled with none.
    expected = ("status of 4", "The specified value")
    complaints = [
        each for each in browser_page.complaints if not any(words in each for words in expected)
    ]
    assert (complaints, wide, faults) == ([], {}, {})
    assert refusals == len(REFUSED)
    assert clashes == ["/admin/articles/article/{public}/change/"]
