"""The frames of other sites really load: each site's name leads to a server of this test."""

import ssl
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from articles.embeds import FRAME_HOSTS, MASTODON_SERVERS
from tests import browser
from tests.articles.test_embeds import EMBEDS, paragraph
from tests.factories import make_article
from tests.servers import need

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOOTS = {
    f"https://{server}/@ana/112233445566778899": f"https://{server}/@ana/112233445566778899/embed"
    for server in MASTODON_SERVERS
}


class OtherSite(BaseHTTPRequestHandler):
    """Notes what it is asked, and answers with a page that says how it was loaded."""

    def do_GET(self):
        address = f"https://{self.headers['Host']}{self.path}"
        self.server.asked.append((address, self.headers["Referer"], self.headers["Cookie"]))
        page = b"""<!doctype html><title>Elsewhere</title><p>Loaded.</p>"""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def elsewhere(tmp_path):
    """A server by which every other site is answered; `asked` is what it was asked."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [need("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=elsewhere", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    # Each connection greets in a thread of its own, so that an idle one keeps no other waiting.
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    server.asked = []
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium, elsewhere, live_server, settings):
    """A page of a browser that takes this machine for every other."""
    settings.SITE_ADDRESS = live_server.url
    site = urlsplit(live_server.url).hostname
    rules = f"MAP * 127.0.0.1:{elsewhere.server_port}, EXCLUDE {site}"
    options = {"ignore_https_errors": True, "base_url": live_server.url}
    running = chromium.browser_type.launch(
        executable_path=browser.find_chromium(),
        args=[*browser.FLAGS, f"--host-resolver-rules={rules}"],
    )
    yield browser.open_page(running, viewport={"width": 1440, "height": 900}, **options)
    running.close()


def test_every_frame_is_asked_for_when_a_reader_asks_and_shown(page, elsewhere, live_server):
    frames = EMBEDS | TOOTS
    story = make_article(parts=["".join(paragraph(address) for address in frames)])

    page.goto(story.get_absolute_url(), wait_until="networkidle")
    buttons = page.locator(".embed__load")
    expect(buttons).to_have_count(len(frames))
    assert elsewhere.asked == []
    for address in frames.values():
        # A click may meet the frame before, which has just pushed the button down.
        buttons.first.press("Enter")
        frame = page.locator(f'iframe[src="{address}"]').last
        expect(frame.content_frame.get_by_text("Loaded.")).to_be_visible()
        kind = frame.locator("xpath=../p[@class='embed__kind']").text_content()
        assert frame.get_attribute("title") == kind
        assert frame.get_attribute("referrerpolicy") == "strict-origin"
        assert "allow-top-navigation" not in frame.get_attribute("sandbox").split()

    assert elsewhere.asked == [
        (address, f"{live_server.url}/", None) for address in frames.values()
    ]
    assert {urlsplit(address).netloc for address in frames.values()} == set(FRAME_HOSTS)
    assert page.complaints == []


def test_frame_that_is_not_on_the_list_is_not_asked_for(page, elsewhere):
    story = make_article(parts=[paragraph(next(iter(EMBEDS)))])
    page.goto(story.get_absolute_url(), wait_until="networkidle")
    load = page.locator(".embed__load")
    load.evaluate("button => { button.dataset.frame = 'https://evil.example/'; }")

    load.click()

    page.wait_for_function("document.querySelector('iframe')")
    page.wait_for_load_state("networkidle")
    assert elsewhere.asked == []
    assert any("frame-src" in complaint for complaint in page.complaints)


def test_frame_cannot_lead_the_page_away(page, elsewhere):
    story = make_article(parts=[paragraph(next(iter(EMBEDS)))])
    page.goto(story.get_absolute_url(), wait_until="networkidle")
    page.locator(".embed__load").click()
    frame = page.locator("iframe").content_frame
    expect(frame.get_by_text("Loaded.")).to_be_visible()

    moved = frame.locator("body").evaluate(
        "() => { try { top.location = 'https://evil.example/'; return true } "
        "catch { return false } }"
    )

    assert not moved
    assert page.url.endswith(story.get_absolute_url())
