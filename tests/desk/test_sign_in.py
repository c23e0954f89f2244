"""The way in for the staff: it tells strangers nothing, and lets nobody try for long."""

import re
import time
from http import HTTPStatus

import pytest
from django.conf import settings as project
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.management import call_command
from django.test import Client

from staff.models import ForgottenPassword, Role
from tests import servers
from tests.factories import make_section, make_staff
from tests.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_has_tried")]
SIGN_IN = "/admin/login/"
FORGOTTEN = "/admin/password_reset/"
PASSWORD = "a long and calm sentence"


@pytest.fixture
def ana():
    return make_staff(
        Role.EDITOR,
        sections=[make_section()],
        username="ana",
        password=PASSWORD,
        email="ana@news.example",
    )


def sign_in(client, name="ana", password=PASSWORD, *, to="", **extra):
    return client.post(SIGN_IN, {"username": name, "password": password, "next": to}, **extra)


def is_in(client):
    return client.get("/admin/").status_code == HTTPStatus.OK


def errors(response):
    return Page(response).texts(".errornote, .errorlist")


@pytest.mark.parametrize("name", ["ana", "ana@news.example", "Ana@News.example"])
def test_staff_sign_in_by_name_or_address(client, ana, name):
    response = sign_in(client, name)

    assert response.url == "/admin/"
    assert is_in(client)


def test_address_that_two_people_have_is_nobodys_name(client, ana):
    make_staff(Role.EDITOR, email="ana@news.example")

    assert errors(sign_in(client, "ana@news.example"))
    assert not is_in(client)


def test_wrong_name_and_wrong_password_are_told_alike(client, ana):
    make_staff(username="gone", password=PASSWORD, is_active=False)
    make_staff(username="reader", password=PASSWORD, is_staff=False)

    told = [
        errors(sign_in(client, "ana", "wrong")),
        errors(sign_in(client, "ana@news.example", "wrong")),
        errors(sign_in(client, "nobody", "wrong")),
        errors(sign_in(client, "gone", PASSWORD)),
        errors(sign_in(client, "reader", PASSWORD)),
    ]

    assert told[0]
    assert told == [told[0]] * 5


@pytest.mark.parametrize("name", ["ana", "ana@news.example", "nobody", "nobody@news.example"])
def test_every_refusal_takes_one_password_hash(client, ana, monkeypatch, name):
    hashed = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher,
        "encode",
        lambda *args, **kwargs: hashed.append(1) or encode(*args, **kwargs),
    )

    sign_in(client, name, "wrong")

    assert len(hashed) == 1


def test_account_cannot_be_tried_for_long(client, ana):
    for number in range(5):
        sign_in(client, "ana", "wrong", REMOTE_ADDR=f"192.0.2.{number}")

    response = sign_in(client, "ana", PASSWORD, REMOTE_ADDR="192.0.2.9")

    page = Page(response)
    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert response.headers["Retry-After"] == "300"
    assert "Wait five minutes" in page.text(".errornote")
    assert page.attributes("#id_username", "value") == ["ana"]
    assert PASSWORD not in page.html
    assert not is_in(client)


def test_one_account_is_not_counted_twice_by_its_two_names(client, ana):
    for name in ["ana", "ana@news.example", "ANA@news.example", "ana", "ana@news.example"]:
        sign_in(client, name, "wrong")

    assert sign_in(client).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_another_host_of_the_site_gives_no_new_tries(client, ana):
    for _ in range(5):
        sign_in(client, "ana", "wrong", HTTP_HOST="localhost")

    assert sign_in(client, HTTP_HOST="127.0.0.1").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_account_can_be_tried_again_later(client, ana, monkeypatch):
    for _ in range(5):
        sign_in(client, "ana", "wrong")
    assert sign_in(client).status_code == HTTPStatus.TOO_MANY_REQUESTS

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)

    assert sign_in(client).url == "/admin/"


def test_unknown_account_is_throttled_as_a_known_one_is(client):
    for _ in range(5):
        sign_in(client, "nobody", "wrong")

    assert sign_in(client, "nobody").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_address_cannot_try_many_accounts(client, ana):
    for number in range(10):
        sign_in(client, f"person{number}", "wrong")

    assert sign_in(client).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1")).url == "/admin/"


def test_address_is_the_one_that_our_own_proxy_saw(client, ana, settings):
    settings.PROXIES_IN_FRONT = 1
    for number in range(10):
        forged = f"203.0.113.{number}, 198.51.100.1"
        sign_in(client, f"person{number}", "wrong", HTTP_X_FORWARDED_FOR=forged)

    throttled = sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.99, 198.51.100.1")
    other = sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.1, 198.51.100.2")

    assert throttled.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert other.url == "/admin/"


def test_what_succeeds_counts_for_nothing(ana):
    for _ in range(12):
        assert sign_in(Client()).url == "/admin/"


def fail(name="ana", *, at="192.0.2.", times=5, client=None):
    """Try a wrong password, each time from another address."""
    for number in range(times):
        sign_in(client or Client(), name, "wrong", REMOTE_ADDR=f"{at}{number}")


def known_browser():
    """Return a client in which ana has signed in, and out again."""
    browser = Client()
    sign_in(browser)
    browser.post("/admin/logout/")
    assert not is_in(browser)
    return browser


def test_strangers_who_fail_do_not_shut_out_a_browser_that_is_known(ana):
    browser = known_browser()
    fail()

    assert sign_in(Client()).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert sign_in(browser).url == "/admin/"


def test_known_browser_has_no_more_tries_than_a_stranger(ana):
    one, other = known_browser(), known_browser()
    fail(client=one)

    assert sign_in(one).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert sign_in(other).url == "/admin/"
    assert sign_in(Client()).url == "/admin/"


def test_browser_is_known_to_the_account_alone_that_signed_in(ana):
    make_staff(username="ben", password=PASSWORD)
    browser = known_browser()
    fail("ben")

    assert sign_in(browser, "ben").status_code == HTTPStatus.TOO_MANY_REQUESTS


@pytest.mark.parametrize(
    "forged", ["ana", "ImFuYSI:1tPq8x:c2lnbmF0dXJl", "", "\u00e9:\u00e9:\u00e9"]
)
def test_browser_cannot_say_itself_that_it_is_known(ana, forged):
    browser = Client()
    browser.cookies["known_browser"] = forged
    fail()

    assert sign_in(browser).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_what_makes_a_browser_known_is_sent_to_the_desk_alone(client, ana):
    for response in (client.get("/"), client.get(SIGN_IN), sign_in(client, "ana", "wrong")):
        assert "known_browser" not in response.cookies

    cookie = sign_in(client).cookies["known_browser"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Strict")


def test_sign_in_leads_where_one_was_going(client, ana):
    asked = client.get("/admin/board/")

    form = Page(client.get(asked.url))
    [to] = form.attributes("#login-form [name=next]", "value")

    assert sign_in(client, to=to).url == "/admin/board/"


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_one_word_leads_in_whatever_the_language(client, settings, language):
    settings.LANGUAGE_CODE = language

    page = Page(client.get(SIGN_IN))

    words = page.attributes("#login-form [type=submit]", "value")
    assert words == [page.text("h1")]
    assert words[0] in page.text("title")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "///evil.example", r"\\evil.example",
        "javascript:alert(1)", "http://localhost/admin/", "https://testserver@evil.example/",
    ],
)  # fmt: skip
def test_sign_in_leads_to_no_other_site(client, ana, elsewhere):
    assert sign_in(client, to=elsewhere).url == "/admin/"
    assert client.get(SIGN_IN, {"next": elsewhere}).url == "/admin/"


def test_password_that_is_changed_signs_out_everywhere_else(ana):
    here, elsewhere = Client(), Client()
    for each in (here, elsewhere):
        sign_in(each)
    new = "another long and calm sentence"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    here.post("/admin/password_change/", sent)

    assert is_in(here)
    assert not is_in(elsewhere)


def test_password_that_a_chief_sets_signs_the_person_out(ana):
    client, chief = Client(), Client()
    sign_in(client)
    chief.force_login(make_staff(Role.CHIEF))
    sent = {"password1": "quite another word", "password2": "quite another word"}

    chief.post(
        f"/admin/staff/person/{ana.pk}/password/",
        sent | {"usable_password": "true", "set-password": "1"},
    )

    assert not is_in(client)


@pytest.mark.parametrize("address", ["signup", "email", "confirm-email", "social/connections"])
def test_nothing_of_allauth_stands_open_that_a_newsroom_does_not_need(client, address):
    for above in ("/accounts/", "/admin/", "/"):
        response = client.get(f"{above}{address}/", follow=True)
        last = response.redirect_chain[-1][0] if response.redirect_chain else ""
        assert response.status_code == HTTPStatus.NOT_FOUND or last.startswith(SIGN_IN)


# --- Forgotten passwords ---


sent_beside = pytest.mark.django_db(transaction=True)


def mail_arrived():
    """Wait for what is sent beside the answer, and return it."""
    servers.wait_until(lambda: not ForgottenPassword.objects.exists())
    return mail.outbox


def link_in(message):
    return re.search(rf"{project.SITE_ADDRESS}(/admin/password_reset/\S+)", message.body)[1]


def set_password(client, link, password):
    sent = {"new_password1": password, "new_password2": password}
    return client.post(client.get(link).url, sent)


def ask_for_mail(client, address="ana@news.example"):
    return client.post(FORGOTTEN, {"email": address})


@sent_beside
def test_forgotten_password_is_replaced_by_mail(client, ana):
    signed_in = Client()
    sign_in(signed_in)
    assert FORGOTTEN in Page(client.get(SIGN_IN)).attributes(".password-reset-link a", "href")

    ask_for_mail(client)

    [message] = mail_arrived()
    assert message.to == ["ana@news.example"]
    link, new = link_in(message), "another long and calm sentence"
    set_password(client, link, new)
    assert not is_in(signed_in)
    assert sign_in(client, "ana", new).url == "/admin/"
    assert "already been used" in Page(Client().get(link)).text("#content")


@sent_beside
def test_mail_lets_in_whom_strangers_keep_busy(client, ana):
    fail()
    new = "another long and calm sentence"
    ask_for_mail(client)
    [message] = mail_arrived()

    set_password(client, link_in(message), new)

    assert sign_in(client, "ana", new).url == "/admin/"
    assert sign_in(Client(), "ana", new).status_code == HTTPStatus.TOO_MANY_REQUESTS


@sent_beside
def test_address_in_the_mail_is_the_site_s_own(client, ana, settings):
    settings.ALLOWED_HOSTS = ["*"]

    client.post(FORGOTTEN, {"email": "ana@news.example"}, HTTP_HOST="evil.example")

    [message] = mail_arrived()
    assert "evil.example" not in message.body


@sent_beside
def test_nobody_learns_whose_address_is_known(client, ana):
    known = ask_for_mail(client)
    unknown = ask_for_mail(client, "nobody@news.example")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail_arrived()] == [["ana@news.example"]]


def test_answer_writes_as_much_for_any_address(client, ana, django_assert_num_queries):
    ask_for_mail(client, "first@news.example")

    for address in ("ana@news.example", "nobody@news.example"):
        with django_assert_num_queries(1):
            ask_for_mail(client, address)


@pytest.fixture
def process_was_killed(client, ana):
    """Right after it had answered; nothing of a transaction's end happens in such a test."""
    ask_for_mail(client)
    assert mail.outbox == []


@pytest.mark.usefixtures("process_was_killed")
def test_mail_of_a_process_that_was_killed_is_sent_by_the_next(client):
    call_command("send_notices", verbosity=0)
    call_command("send_notices", verbosity=0)

    [message] = mail.outbox
    new = "another long and calm sentence"
    set_password(client, link_in(message), new)
    assert sign_in(client, "ana", new).url == "/admin/"
    assert not ForgottenPassword.objects.exists()


@pytest.mark.usefixtures("process_was_killed")
def test_mail_that_waits_holds_no_key_and_goes_to_no_former_address(ana):
    [waiting] = ForgottenPassword.objects.values()
    assert set(waiting) == {"id", "address", "written_at", "claimed_until"}
    ana.email = "new@news.example"
    ana.save()

    call_command("send_notices", verbosity=0)

    assert mail.outbox == []
    assert not ForgottenPassword.objects.exists()


def test_nobody_is_flooded_with_mail(client, ana):
    for number in range(3):
        ask_for_mail(Client(REMOTE_ADDR=f"192.0.2.{number}"))

    response = ask_for_mail(client, "Ana@news.example")

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Wait" in errors(response)[0]
    assert Page(response).attributes("#id_email", "value") == ["Ana@news.example"]
