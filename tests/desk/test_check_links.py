"""Links that lead out are tried by a command, never by a page, and never inside our own network."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk import link_checking, reaching
from desk.models import Link
from tests.factories import make_article, make_attribution, make_link

pytestmark = pytest.mark.django_db


class Site(BaseHTTPRequestHandler):
    """Answers by the path: `/404` with that status, `/to/…` with a redirect there."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        if self.path == "/robots.txt":
            return self._answer(*self.server.robots)
        if self.path.startswith("/to/"):
            return self._answer(302, location=self.path.removeprefix("/to/"))
        if self.path == "/no-head":
            return self._answer(405 if self.command == "HEAD" else 200)
        return self._answer(int(self.path[1:4]))

    def do_HEAD(self):
        self.do_GET()

    def _answer(self, status, body="", location=None):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    """A web site on this machine; `site.asked` is what it was asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.robots = [], (404,)
    server.address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(reaching, "OTHER_PORTS", {server.server_port})
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def check(site, *paths):
    """Return the verdict and remark on each path of a site that may be reached."""
    addresses = [f"{site.address}{path}" for path in paths]
    found = link_checking.check(addresses, may_reach=lambda address: True, pause=0)
    return [(finding.verdict, finding.remark) for finding in found]


def test_status_decides(site):
    assert check(site, "/200", "/404", "/410", "/403", "/503") == [
        ("alive", "200"),
        ("dead", "404"),
        ("dead", "410"),
        ("unknown", "403"),
        ("unknown", "503"),
    ]


def test_server_that_knows_no_head_is_asked_by_get(site):
    assert check(site, "/no-head") == [("alive", "200")]
    assert ("HEAD", "/no-head") in site.asked


def test_redirects_are_followed_to_their_end(site):
    assert check(site, "/to//200", "/to//404") == [("alive", "200"), ("dead", "404")]


def test_redirect_without_end_is_dead(site):
    loop = f"{site.address}/to/"

    assert check(site, f"/to/{loop}" * 9) == [("dead", "It redirects without end.")]


def test_robots_txt_is_obeyed(site):
    site.robots = (200, "User-agent: *\nDisallow: /2")

    assert check(site, "/200", "/404") == [
        ("unknown", "robots.txt keeps programs out"),
        ("dead", "404"),
    ]
    assert ("HEAD", "/200") not in site.asked


def test_robots_txt_is_read_once_for_a_host(site):
    check(site, "/200", "/201", "/202")

    assert site.asked.count(("GET", "/robots.txt")) == 1


@pytest.mark.parametrize("path", ["/200", "/to/"])
def test_nothing_on_this_machine_is_asked(site, path):
    [found] = link_checking.check([f"{site.address}{path}"], pause=0)

    assert (found.verdict, found.remark) == ("dead", "It leads into a private network.")
    assert site.asked == []


def test_redirect_into_a_private_network_is_not_followed(site):
    here = f"{site.address}/to/http://10.0.0.1/secret"

    with pytest.raises(reaching.Refused, match="private network"):
        reaching.follow(here, method="GET", may_reach=lambda address: address == "127.0.0.1")
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1",
        "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_all_their_forms(address):
    assert not reaching.is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_the_world_may_be_reached(address):
    assert reaching.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/", "http://127.1/", "http://0x7f.1/", "http://2130706433/", "http://[::1]/",
        "http://example.org:22/", "http://example.org:99999/", "ftp://example.org/", "http:///",
        "http://[/", f"http://{'x' * 300}.example/",
    ],
)  # fmt: skip
def test_addresses_of_other_things_are_refused(address):
    with pytest.raises(reaching.Refused):
        reaching.ask(address)


# --- The command ---

LOCAL = '<p><a href="http://127.0.0.1:8080/admin">a</a> <a href="/corrections/">b</a></p>'


def run(*options):
    out = StringIO()
    call_command("check_links", *options, stdout=out)
    return out.getvalue()


def test_command_keeps_what_it_found():
    article = make_article(status="draft", parts=[LOCAL])
    make_attribution(article, url="http://127.0.0.1:8080/report")

    told = run()

    assert "2 links were tried: 0 alive, 2 dead, 0 not known." in told
    assert "Dead: http://127.0.0.1:8080/report (It leads into a private network.)" in told
    kept = Link.objects.get(address="http://127.0.0.1:8080/admin")
    assert kept.verdict == "dead"
    assert kept.checked_at <= timezone.now()


def test_link_is_tried_again_after_a_day():
    make_article(status="draft", parts=[LOCAL])
    link = make_link("http://127.0.0.1:8080/admin", verdict="alive")

    assert "0 links were tried" in run()
    assert "1 links would be tried" in run("--again", "--dry-run")
    Link.objects.update(checked_at=timezone.now() - timedelta(hours=25))
    assert "1 links were tried" in run()
    link.refresh_from_db()
    assert link.verdict == "dead"


def test_old_stories_are_tried_only_when_asked_for():
    make_article(published_at=timezone.now() - timedelta(days=30), parts=[LOCAL])
    make_article(published_at=timezone.now() + timedelta(days=3), parts=[LOCAL + "<p>x</p>"])
    make_article(
        published_at=timezone.now() - timedelta(days=30),
        parts=['<p><a href="http://10.0.0.1/">a</a></p>'],
    )

    assert "1 links would be tried" in run("--dry-run")
    assert "2 links would be tried" in run("--dry-run", "--all")


def test_command_reads_many_stories_in_few_queries(django_assert_max_num_queries):
    for number in range(30):
        make_article(status="draft", parts=[LOCAL.replace("admin", f"{number}")])

    with django_assert_max_num_queries(4):
        run("--dry-run")
