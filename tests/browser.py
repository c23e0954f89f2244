"""A page in a real Chromium that remembers what it complained about.

Without Chromium the tests are skipped; with REQUIRE_BROWSER=1 they fail instead, so that nobody
mistakes a machine that cannot look for a site that looks right.
"""

import os
import shutil
from contextlib import contextmanager

import pytest

# An ordinary Chrome: the counter of views takes HeadlessChrome for a robot.
USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A machine that does much else beside may take long for what it does at once otherwise.
SECONDS = 20
MOST_STOPS = 400  # of the Tab key, on the longest screen
# The first has no windows to draw, and opens a page in a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium_path():
    """Return the path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def find_chromium():
    """Return the path of a Chromium, or skip or fail the test."""
    if path := chromium_path():
        return path
    reason = f"No Chromium: none of {', '.join(NAMES)} is installed and CHROMIUM is not set."
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def launched():
    """Give a running Chromium. Playwright's loop makes Django think that it runs in one too."""
    # not installed where no browser is
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SECONDS * 1000)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def open_page(browser, **options):
    """Return a page with `complaints`: errors of scripts and of the console, CSP violations too."""
    context = browser.new_context(user_agent=USER_AGENT, **options)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            page.complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    return page


def reach(page, locator):
    """Go to an element by the Tab key alone."""
    handle = locator.element_handle()
    for _ in range(MOST_STOPS):
        if page.evaluate("element => element === document.activeElement", handle):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key does not lead to {locator}.")


def sign_in(page, live_server, client):
    """Give the page the session of a signed-in test client."""
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])


def faults(page):
    """Return what breaks WCAG 2.2 AA on the page, as axe sees it: `(rule, element, why)`."""
    from axe_playwright_python.sync_playwright import Axe  # not installed where no browser is

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # To describe what is right as well takes three times as long.
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    # The rule that would read style sheets is not among these; to fetch them again, axe asks for
    # what they import at wrong addresses, and may still wait for answers when the test is over.
    options["preload"] = {"assets": ["media"]}
    found = Axe().run(page, options=options).response
    return [
        (fault["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
