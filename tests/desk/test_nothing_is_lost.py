"""Typing in a real browser while the server, the session, or a colleague gets in the way."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from desk.models import Draft
from tests import browser, servers
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]


def screen(article):
    return f"articles/article/{article.pk}/change/"


def is_saved(page):
    expect(page.locator("[data-keep-status]")).to_contain_text("Saved")


def write_headline(page, text):
    """Write over the headline, without a mouse."""
    page.keyboard.press("Alt+Shift+H")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def write_standfirst(page, text):
    page.keyboard.press("Alt+Shift+H")
    page.keyboard.press("Enter")
    page.keyboard.type(text)


def press_keys(page, chord):
    with page.expect_navigation():
        page.keyboard.press(chord)


def reach_and_press(page, button):
    browser.reach(page, page.get_by_role("button", name=button, exact=True))
    press_keys(page, "Enter")


def press(page, button):
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


@pytest.fixture
def colleagues_desk(chromium, live_server, colleague_client):
    page = browser.open_page(chromium, viewport={"width": 1440, "height": 1000})
    browser.sign_in(page, live_server, colleague_client)

    def open_screen(path):
        page.goto(f"{live_server.url}/admin/{path}")
        page.wait_for_selector("html[data-writing-screen=ready]")
        return page

    page.open = open_screen
    yield page
    page.context.close()


def stop_the_clock(page):
    """Let the time of the page pass only when a test says so."""
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)


def test_text_is_kept_within_five_seconds_while_one_types_on(desk, live):
    desk.clock.install()
    page = desk.open(screen(live))
    page.wait_for_selector("html[data-writing-screen=ready]")
    page.locator("#id_headline").focus()
    stop_the_clock(page)

    with page.expect_request("**/draft/"):
        for _second in range(5):
            page.keyboard.type("x")
            page.clock.run_for(1_000)

    servers.wait_until(Draft.objects.exists)


def test_text_is_kept_on_leaving(desk, live, live_server):
    desk.clock.install()
    page = desk.open(screen(live))
    page.wait_for_selector("html[data-writing-screen=ready]")
    stop_the_clock(page)

    write_headline(page, "Typed in the last moment")
    assert not Draft.objects.exists()
    page.goto(f"{live_server.url}/admin/")

    servers.wait_until(Draft.objects.exists)
    assert Draft.objects.get().headline == "Typed in the last moment"


def test_live_story_is_edited_while_a_reader_sees_the_old_text(
    desk,
    chromium,
    live_server,
    live,
):
    reader = browser.open_page(chromium)
    page = desk.open(screen(live))
    page.wait_for_selector("html[data-writing-screen=ready]")

    write_headline(page, "Harbour open")
    is_saved(page)
    reader.goto(live_server.url + live.get_absolute_url())
    expect(reader.locator("h1")).to_have_text("Harbour closed")
    press_keys(page, "Control+S")
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Harbour closed")
    page.reload()
    expect(page.locator("#id_headline")).to_have_value("Harbour open")
    expect(page.get_by_text("You see a draft that editor kept")).to_be_visible()
    assert page.complaints == []
    assert browser.faults(page) == []
    press_keys(page, "Control+Shift+Enter")

    reader.reload()
    expect(reader.locator("h1")).to_have_text("Harbour open")
    assert not Draft.objects.exists()
    reader.context.close()


def test_discarded_changes_stay_discarded(desk, live):
    page = desk.open(screen(live))
    page.locator("#id_headline").fill("Harbour open")
    is_saved(page)
    page.reload()
    page.locator("#id_standfirst").fill("Typed in the last second")

    press(page, "Discard changes")

    expect(page.locator("#id_headline")).to_have_value("Harbour closed")
    page.reload()
    expect(page.locator("#id_standfirst")).to_have_value("")
    expect(page.locator("[data-kept-text]")).to_be_hidden()


def test_two_editors_clash_and_neither_loses_a_word(desk, colleagues_desk, live):
    mine, theirs = desk.open(screen(live)), colleagues_desk.open(screen(live))
    mine.wait_for_selector("html[data-writing-screen=ready]")
    write_headline(theirs, "Harbour open")
    is_saved(theirs)

    write_standfirst(mine, "Ships wait outside.")
    expect(mine.get_by_text("ben is editing this story since")).to_be_visible(timeout=10_000)
    reach_and_press(mine, "Take over")
    expect(mine.locator("#id_headline")).to_have_value("Harbour open")
    reach_and_press(mine, "Go on with it")

    expect(mine.get_by_role("heading", name="Two texts of one story")).to_be_visible()
    expect(mine.locator("ins", has_text="Ships wait outside.")).to_be_visible()
    assert [line for line in mine.complaints if "409" not in line] == []
    assert browser.faults(mine) == []
    headline = mine.get_by_role("group", name="Headline")
    browser.reach(mine, headline.get_by_role("radio", checked=True))
    mine.keyboard.press("ArrowDown")
    expect(headline.get_by_label("Theirs")).to_be_checked()
    reach_and_press(mine, "Go on with what is chosen")
    expect(mine.locator("#id_headline")).to_have_value("Harbour open")
    expect(mine.locator("#id_standfirst")).to_have_value("Ships wait outside.")

    write_headline(theirs, "Harbour open for good")
    expect(theirs.get_by_text("editor is editing this story since")).to_be_visible(timeout=15_000)
    expect(theirs.locator("#id_headline")).to_have_value("Harbour open for good")


def test_text_of_a_lost_session_is_offered_after_signing_in(
    desk,
    editor,
    editor_client,
    live_server,
    live,
):
    page = desk.open(screen(live))
    session = editor_client.session
    session.flush()

    page.locator("#id_headline").fill("Typed into the night")
    expect(page.get_by_text("Not saved: you were logged out; kept in this browser")).to_be_visible(
        timeout=10_000
    )
    editor_client.force_login(editor)
    browser.sign_in(page, live_server, editor_client)
    desk.open(screen(live))
    press(page, "Go on with it")

    expect(page.locator("#id_headline")).to_have_value("Typed into the night")
    assert Draft.objects.get().headline == "Typed into the night"


def test_browser_has_room_for_the_longest_stories(desk):
    """Forty parts of six hundred words, of which the last sentence was typed without a server."""
    text = "<p>" + "harbour " * 600 + "</p>"
    article = make_article(status="draft", parts=[(f"Part {n}", text) for n in range(40)])
    page = desk.open(screen(article))
    page.wait_for_selector("html[data-writing-screen=ready]")
    page.route("**/draft/", lambda route: route.abort())
    page.locator("#id_standfirst").fill("Typed into the void")
    expect(page.get_by_text("Not saved: no connection; kept in this browser")).to_be_visible(
        timeout=20_000
    )

    # Browsers give each site five million characters.
    size = page.evaluate("JSON.stringify(localStorage).length")
    page.unroute("**/draft/")
    page.reload()
    press(page, "Go on with it")

    assert 190_000 < size < 5_000_000 / 10
    expect(page.locator("#id_standfirst")).to_have_value("Typed into the void")
    assert page.locator("#id_parts-39-prose").input_value().count("harbour") == 600


def test_two_windows_with_one_story_keep_a_text_each(desk, live_server, live):
    windows = [desk.open(screen(live)), desk.context.new_page()]
    windows[1].goto(f"{live_server.url}/admin/{screen(live)}")
    for number, page in enumerate(windows):
        page.wait_for_selector("html[data-writing-screen=ready]")
        page.route("**/draft/", lambda route: route.abort())
        page.locator("#id_standfirst").fill(f"Typed in window {number}")
        expect(page.locator("[data-keep-status]")).to_contain_text("kept in")

    kept = desk.evaluate("JSON.stringify(localStorage)")
    assert "Typed in window 0" in kept
    assert "Typed in window 1" in kept


def test_text_for_which_the_browser_has_no_room_is_told_to_be_unsaved(desk, live):
    page = desk.open(screen(live))
    page.route("**/draft/", lambda route: route.abort())
    page.evaluate(
        "for (let size = 5_000_000; size >= 1; size = Math.floor(size / 2)) {"
        "  try { localStorage.setItem(`full${size}`, 'x'.repeat(size)); } catch { continue; }"
        "}"
    )

    page.locator("#id_standfirst").fill("Too much")

    status = page.locator("[data-keep-status]")
    expect(status).to_have_attribute("data-state", "lost")


def test_signing_out_forgets_what_this_browser_kept(desk, live):
    page = desk.open(screen(live))
    page.route("**/draft/", lambda route: route.abort())
    page.locator("#id_headline").fill("For my eyes")
    expect(page.get_by_text("Not saved: no connection; kept in this browser")).to_be_visible(
        timeout=10_000
    )
    assert "For my eyes" in page.evaluate("JSON.stringify(localStorage)")

    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/logout/")

    assert "For my eyes" not in page.evaluate("JSON.stringify(localStorage)")


def test_story_that_is_deleted_while_one_types_is_gone_on_with(desk):
    article = make_article(status="draft", headline="Gone", parts=[("", "<p>Old.</p>")])
    page = desk.open(screen(article))
    article.delete()

    page.locator("#id_headline").fill("Still mine")
    press(page, "Save")

    expect(page.get_by_text("This story was deleted.")).to_be_visible()
    assert [line for line in page.complaints if "410" not in line] == []
    assert browser.faults(page) == []
    press(page, "Go on with it as a new story")
    expect(page.locator("#id_headline")).to_have_value("Still mine")


# --- A server of its own, that is killed -------------------------------------------------------


@pytest.fixture
def server(tmp_path):
    """Give `start()` and `kill()` of a real server at a port and a database of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DEBUG": "1",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "DJANGO_SUPERUSER_PASSWORD": "correct horse",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    editor = ["createsuperuser", "--noinput", "--username=editor", "--email=e@a.example"]
    for command in (["migrate", "-v0"], editor):
        subprocess.run([*manage, *command], env=environment, check=True, capture_output=True)
    running = []

    def start():
        serve = [*manage, "runserver", "--noreload", "--insecure", str(port)]
        running.append(
            subprocess.Popen(
                serve, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            except (URLError, ConnectionError, TimeoutError):
                continue
            return f"http://127.0.0.1:{port}"
        raise TimeoutError("The server did not start.")

    def kill():
        running[-1].send_signal(signal.SIGKILL)
        running[-1].wait()

    start.kill = kill
    yield start
    if running[-1].poll() is None:
        kill()


def test_server_is_killed_while_one_types_and_the_text_is_back(chromium, server):
    address = server()
    page = browser.open_page(chromium)
    page.goto(f"{address}/admin/articles/article/add/")
    expect(page.get_by_label("User name or e-mail address")).to_be_focused()
    page.keyboard.type("editor")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-writing-screen=ready]")

    write_headline(page, "Before the fall")
    is_saved(page)
    server.kill()
    write_standfirst(page, "Typed into the void")
    expect(page.get_by_text("Not saved: no connection; kept in this browser")).to_be_visible(
        timeout=15_000
    )
    # The browser is closed as well: nothing but what was kept is left.
    storage = page.context.storage_state()
    page.close()
    server()
    again = browser.open_page(chromium, storage_state=storage)
    again.goto(f"{address}/admin/articles/article/add/")
    reach_and_press(again, "Go on with it")

    expect(again.locator("#id_headline")).to_have_value("Before the fall")
    expect(again.locator("#id_standfirst")).to_have_value("Typed into the void")
    again.context.close()
    page.context.close()
