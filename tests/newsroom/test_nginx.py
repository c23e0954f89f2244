"""deploy/nginx.conf in a real nginx, before a site that answers whatever a test wants."""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from itertools import count
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from tests import servers

FOR_A_SECOND = "public, max-age=0, s-maxage=1, stale-while-revalidate=5, stale-if-error=60"
FOR_AN_HOUR = "public, max-age=3600"
_numbers = count(1)


class StandIn(ThreadingHTTPServer):
    """A site whose answers a test sets: `status`, `headers`, `body`, and how long it takes."""

    daemon_threads = True
    request_queue_size = 128

    def set(self, *, status=200, body=b"", seconds=0, **headers):
        self.status, self.body, self.seconds, self.headers = status, body, seconds, headers
        self.asked = []


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server
        site.asked.append(self)
        self.sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        time.sleep(site.seconds)
        self.send_response(site.status)
        for name, value in site.headers.items():
            self.send_header(name.replace("_", "-"), value)
        body = site.body or str(len(site.asked)).encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def stand_in():
    with StandIn(("127.0.0.1", 0), Answer) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield site
        site.shutdown()


@pytest.fixture(scope="module")
def nginx(stand_in, django_db_setup, tmp_path_factory):
    static = tmp_path_factory.mktemp("static")
    (static / "css").mkdir()
    (static / "css/site.0123456789ab.css").write_text("body{}")
    (static / "css/site.0123456789ab.css.gz").write_bytes(b"packed")
    (static / "robots.css").write_text("x")
    media = tmp_path_factory.mktemp("media")
    for path in ("renditions/ab/" + "0" * 32 + "-720.avif", "originals/secret.jpg"):
        (media / path).parent.mkdir(parents=True)
        (media / path).write_bytes(b"picture")
    folder = tmp_path_factory.mktemp("nginx")
    address = f"127.0.0.1:{stand_in.server_port}"
    with servers.nginx(folder, address, STATIC_ROOT=static, MEDIA_ROOT=media) as server:
        yield server


@pytest.fixture
def path():
    """An address that no other test has asked for."""
    return f"/page-{next(_numbers)}/"


@pytest.fixture
def ask(nginx):
    def ask(path, method="GET", body=None, **headers):
        connection = HTTPConnection("127.0.0.1", nginx.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer

    return ask


def test_page_is_kept_as_long_as_the_site_says(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR)

    assert [ask(path).content for _ in range(3)] == [b"1"] * 3


@pytest.mark.parametrize("policy", ["", "no-store", "private, max-age=60", "max-age=0"])
def test_page_is_not_kept_when_the_site_does_not_say_so(ask, stand_in, path, policy):
    stand_in.set(**({"Cache_Control": policy} if policy else {}))

    assert [ask(path).content for _ in range(2)] == [b"1", b"2"]


def test_page_that_is_over_is_shown_once_more_while_it_is_fetched(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_A_SECOND)
    ask(path)
    time.sleep(2.1)

    assert ask(path).content == b"1"
    servers.wait_until(lambda: ask(path).content == b"2")


def test_page_that_is_long_over_is_not_shown_again(ask, stand_in, path):
    stand_in.set(Cache_Control="s-maxage=1, stale-while-revalidate=1")
    ask(path)
    time.sleep(3.1)

    assert ask(path).content == b"2"


def test_many_who_ask_for_a_missing_page_cost_one_request(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR, seconds=0.5)

    with ThreadPoolExecutor(12) as readers:
        answers = list(readers.map(lambda _: ask(path).content, range(12)))

    assert answers == [b"1"] * 12


@pytest.mark.parametrize("status", [500, 502, 503])
def test_kept_page_stands_in_for_a_broken_site(ask, stand_in, path, status):
    stand_in.set(Cache_Control="max-age=1", body=b"good")
    ask(path)
    time.sleep(2.1)
    stand_in.set(status=status, body=b"bad")

    answer = ask(path)

    assert (answer.status, answer.content) == (200, b"good")


def test_invented_queries_reach_the_site_and_fill_no_cache(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR)
    ask(path)

    for query in ("x=1", "page=100", "page=1&x=1", "page="):
        answers = [ask(f"{path}?{query}") for _ in range(2)]

        assert [answer.headers["X-Cache"] for answer in answers] == ["BYPASS"] * 2
    assert [ask(f"{path}?page=2").content for _ in range(2)] == [b"10"] * 2


def test_signed_in_people_get_pages_of_their_own(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR)

    assert ask(path, Cookie="sessionid=abc").content == b"1"
    assert ask(path).content == b"2"
    assert ask(path, Cookie="sessionid=abc").content == b"3"
    assert ask(path, Cookie="theme=dark").content == b"2"


def test_answer_that_sets_a_cookie_is_nobody_elses(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR, Set_Cookie="a=b")

    assert [ask(path).content for _ in range(2)] == [b"1", b"2"]


@pytest.mark.parametrize("address", ["/admin/", "/preview/1/", "/healthz", "/views/"])
def test_desk_and_beacon_are_never_kept(ask, stand_in, address):
    stand_in.set(Cache_Control=FOR_AN_HOUR)

    assert [ask(address).content for _ in range(2)] == [b"1", b"2"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br, gzip"),
        ("gzip, deflate, br", "br, gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
    ],
)
def test_site_is_asked_for_one_of_three_encodings(ask, stand_in, path, accepted, encoding):
    stand_in.set(Cache_Control=FOR_AN_HOUR, Vary="Accept-Encoding, Cookie")

    ask(path, Accept_Encoding=accepted)
    ask(path, Accept_Encoding=f"{accepted}, x-invented")

    assert [asked.headers["Accept-Encoding"] for asked in stand_in.asked] == [encoding]


def test_site_learns_who_asks_and_how(ask, stand_in, path, nginx):
    stand_in.set()

    ask(path, X_Forwarded_For="198.51.100.1")

    headers = stand_in.asked[0].headers
    assert headers["X-Forwarded-For"] == "198.51.100.1, 127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "http"
    assert headers["Host"] == f"127.0.0.1:{nginx.port}"


def test_head_and_condition_are_answered_from_what_is_kept(ask, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR, ETag='"one"', body=b"0123456789")
    ask(path)

    assert (head := ask(path, "HEAD")).status == 200
    assert head.headers["Content-Length"] == "10"
    assert ask(path, If_None_Match='W/"one"').status == 304
    assert ask(path, If_None_Match='"other"').status == 200
    assert len(stand_in.asked) == 1


def test_static_files_come_without_the_site(ask, stand_in):
    stand_in.set()

    plain = ask("/static/css/site.0123456789ab.css")
    packed = ask("/static/css/site.0123456789ab.css", Accept_Encoding="gzip")
    unnamed = ask("/static/robots.css")

    assert plain.content == b"body{}"
    assert plain.headers["Content-Type"] == "text/css"
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "default-src 'self'" in plain.headers["Content-Security-Policy"]
    assert (packed.content, packed.headers["Content-Encoding"]) == (b"packed", "gzip")
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert unnamed.headers["Cache-Control"] == "public, max-age=60"
    assert ask("/static/missing.css").status == 404
    assert stand_in.asked == []


def test_of_the_media_folder_renditions_alone_are_served(ask, stand_in):
    stand_in.set()

    rendition = ask(f"/media/renditions/ab/{'0' * 32}-720.avif")

    assert rendition.content == b"picture"
    assert rendition.headers["Content-Type"] == "image/avif"
    assert rendition.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("originals/secret.jpg", "renditions/../originals/secret.jpg", "renditions/ab/"):
        assert ask(f"/media/{path}").status == 404
    assert stand_in.asked == []


def test_size_of_what_is_sent_is_limited_by_what_it_is_for(ask, stand_in):
    stand_in.set()

    assert ask("/views/", "POST", b"x" * 5_000).status == 413
    assert ask("/admin/", "POST", b"x" * 2_000_000).status == 200
    assert ask("/" + "x" * 9_000).status == 414


def test_large_page_does_not_wait_for_its_last_packet(nginx, stand_in, path):
    stand_in.set(Cache_Control=FOR_AN_HOUR, body=b"x" * 70_000)
    connection = HTTPConnection("127.0.0.1", nginx.port, timeout=20)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        connection.request("GET", path)
        assert len(connection.getresponse().read()) == 70_000
        times.append(time.perf_counter() - began)
    connection.close()

    assert statistics.median(times) < 0.02  # seconds


def test_certificate_makes_nginx_speak_https_and_lead_there(settings):
    settings.SITE_ADDRESS = "https://news.example"
    settings.ALLOWED_HOSTS = ["news.example", "www.news.example", "*"]
    settings.MEDIA_URL = "https://cdn.example/media/"
    output = StringIO()

    call_command("nginx_conf", certificate="/etc/letsencrypt/live/news", stdout=output)

    configuration = output.getvalue()
    assert "return 301 https://news.example$request_uri;" in configuration
    assert "ssl_certificate /etc/letsencrypt/live/news/fullchain.pem;" in configuration
    assert configuration.count("server_name news.example www.news.example;") == 2
    assert "renditions" not in configuration
    assert not re.search("@[A-Z]", configuration)


def test_certificate_can_serve_at_an_address_of_ones_own():
    output = StringIO()

    call_command("nginx_conf", listen="127.0.0.1:8443", certificate="/etc/own", stdout=output)

    assert re.findall(r"listen (.+);", output.getvalue()) == ["127.0.0.1:8443 ssl http2"]
    assert "return 301" not in output.getvalue()


def test_brotli_serves_each_kind_of_static_file_where_nginx_knows_it():
    plain, packed = StringIO(), StringIO()

    call_command("nginx_conf", stdout=plain)
    call_command("nginx_conf", brotli=True, stdout=packed)

    assert "brotli_static" not in plain.getvalue()
    assert packed.getvalue().count("brotli_static on;") == plain.getvalue().count("gzip_static on;")


def test_server_that_is_no_address_is_refused(monkeypatch):
    monkeypatch.setenv("BIND", "nowhere")

    with pytest.raises(CommandError, match=r"BIND must look like 127\.0\.0\.1:8000"):
        call_command("nginx_conf")


def test_slow_clients_keep_nobody_waiting(nginx, ask, stand_in, path):
    stand_in.set()
    with servers.slow_clients(nginx.port, 10_000):
        began = time.perf_counter()
        assert ask(path).status == 200
        seconds = time.perf_counter() - began

    assert len(stand_in.asked) == 1
    assert seconds < 1
