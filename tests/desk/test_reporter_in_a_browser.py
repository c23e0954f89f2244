"""A reporter with a real browser, its developer tools and their own log-in gets past no rule."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article, Status
from tests import browser
from tests.desk.doors import rows, sent_to
from tests.desk.newsroom import Site
from tests.desk.test_access import NOW, PEOPLE, stored
from tests.desk.test_story_form import change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REFUSALS = {"b": 400, "x": 403, "-": 404, "m": 405, "c": 409}
STATUSES = {"o": 200, **REFUSALS, **dict.fromkeys("<>", "led")}

# What a script of the page can ask for: each `[address, method, fields]`, with its token.
KNOCK = """async (doors) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answers = [];
  for (const [address, method, fields] of doors) {
    const body = method === "POST" ? new FormData() : undefined;
    body?.append("csrfmiddlewaretoken", token);
    for (const [name, value] of fields) body?.append(name, value);
    const answer = await fetch(address, { method, body, redirect: "manual" });
    answers.push(answer.type === "opaqueredirect" ? "led" : answer.status);
  }
  return answers;
}"""
# A value that the screen does not offer, in a field of its form or in one that it does not have.
FORGE = """([name, value]) => {
  const form = document.querySelector("#article_form");
  const fields = [...form.elements].filter((field) => field.name === name);
  for (const field of fields) {
    if (field.type === "submit") field.value = value;
    else field.disabled = true;
  }
  const forged = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  if (!fields.some((field) => field.type === "submit")) form.append(forged);
}"""


@pytest.fixture
def site(time_machine, settings):
    time_machine.move_to(NOW)
    settings.DEBUG = False
    return Site()


@pytest.fixture
def desk_of(browser_page, live_server):
    """Open a screen of the desk as somebody: `desk_of(person, address)`."""

    def open_screen(person, address):
        client = Client()
        client.force_login(person)
        browser.sign_in(browser_page, live_server, client)
        browser_page.goto(live_server.url + address)
        return browser_page

    return open_screen


@pytest.mark.parametrize("name", ["reporter", "other"])
def test_no_door_opens_to_a_reporter_that_the_table_does_not_name(site, desk_of, name):
    column = PEOPLE.index(name)
    page = desk_of(getattr(site, name), "/admin/")
    # What is done there, or signs out, would change what the next door leads to.
    doors = [
        (template, method, letters[method][column])
        for template, letters in rows()
        for method in ("GET", "POST")
        if template.startswith(("/admin/", "/preview/")) and template != "/admin/logout/"
        if letters[method][column] not in "!i"
    ]
    assert len(doors) > 200
    before = stored()

    answers = page.evaluate(KNOCK, [_knock(site, *door) for door in doors])

    knocked = zip(doors, answers, strict=True)
    assert {door: each for door, each in knocked if each != STATUSES[door[2]]} == {}
    assert stored() == before


def _knock(site, template, method, _letter):
    sent = sent_to(template, site) if method == "POST" else {}
    fields = [
        [field, str(value)]
        for field, values in sent.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return [site.address(template), method, fields]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "published"),
        ("status", "ready"),
        ("published_at", "2026-11-24T09:00"),
        ("embargo_until", "2031-02-03T04:05"),
        ("change_note", "All wrong."),
        ("section", "sport"),
        ("bylines-0-author", "other"),
    ],
)
def test_forged_field_of_the_own_story_is_refused(site, desk_of, field, value):
    page = desk_of(site.reporter, change(site.draft))
    wanted = {"sport": site.sport.pk, "other": site.other.author.pk}
    before = Article.objects.filter(pk=site.draft.pk).values().get()

    _send_to_review(page, field, wanted.get(value, value))

    expect(page.get_by_text("Please correct the error")).to_be_visible()
    assert Article.objects.filter(pk=site.draft.pk).values().get() == before
    assert site.draft.bylines.get().author == site.ana


def test_story_that_is_not_forged_goes_to_review(site, desk_of):
    """So that the test above could fail."""
    page = desk_of(site.reporter, change(site.draft))

    _send_to_review(page, "headline", "The tide")

    expect(page.locator(".messagelist .success")).to_be_visible()
    story = Article.objects.get(pk=site.draft.pk)
    assert (story.status, story.headline) == (Status.IN_REVIEW, "The tide")


def _send_to_review(page, field, value):
    """Do so by keyboard, with another value in a field."""
    page.wait_for_selector("html[data-writing-screen=ready]")
    page.evaluate(FORGE, [field, str(value)])
    browser.reach(page, page.get_by_role("button", name="Send to review"))
    page.keyboard.press("Enter")
