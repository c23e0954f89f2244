"""Tries to sign in are counted once for all machines that share a Redis."""

from contextlib import ExitStack
from http import HTTPStatus
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from staff.models import Role
from tests import servers
from tests.factories import make_section, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long and calm sentence"


class Browser:
    """What keeps cookies, and goes from one machine to the other as a balancer sends it."""

    def __init__(self):
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def sign_in(self, machine, password):
        """Return the status of the answer, and the path that it came from in the end."""
        address = f"http://127.0.0.1:{machine.port}/admin/login/"
        self.opener.open(address).close()
        [token] = [cookie.value for cookie in self.cookies if cookie.name == "csrftoken"]
        sent = {"username": "ana", "password": password, "csrfmiddlewaretoken": token}
        try:
            with self.opener.open(address, urlencode(sent).encode()) as answer:
                return answer.status, answer.url.removeprefix(f"http://127.0.0.1:{machine.port}")
        except HTTPError as refusal:
            refusal.close()
            return refusal.code, "/admin/login/"

    def forget_session(self):
        self.cookies.clear("127.0.0.1", "/", "sessionid")


@pytest.fixture
def machines(tmp_path):
    with ExitStack() as stack:
        redis = stack.enter_context(servers.redis(tmp_path))
        yield [
            stack.enter_context(servers.gunicorn(CACHE_URL=redis.address, PROXIES_IN_FRONT=0))
            for _ in range(2)
        ]


def test_tries_at_one_machine_count_at_the_other(machines):
    make_staff(Role.EDITOR, sections=[make_section()], username="ana", password=PASSWORD)
    here, there = machines
    known = Browser()
    assert known.sign_in(here, PASSWORD) == (HTTPStatus.OK, "/admin/")
    known.forget_session()

    tries = [Browser().sign_in(machine, "wrong")[0] for machine in (here, there, here, there, here)]

    assert tries == [HTTPStatus.OK] * 5
    for machine in machines:
        assert Browser().sign_in(machine, PASSWORD)[0] == HTTPStatus.TOO_MANY_REQUESTS
    assert known.sign_in(there, PASSWORD) == (HTTPStatus.OK, "/admin/")
