"""What beside the password lets the staff in: set up, asked for, lost and given anew."""

import base64
import re
import time
from http import HTTPStatus
from urllib.parse import unquote

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import call_command
from django.test import Client

from publication.models import Publication
from staff.models import Role
from tests import browser
from tests.desk.doors import rows, sent_to
from tests.desk.newsroom import Site
from tests.desk.test_access import answer, stored
from tests.factories import make_section, make_staff
from tests.page import Page

PASSWORD = "a long and calm sentence"
SIGN_IN = "/admin/login/"
SECOND = "/admin/login/second-factor/"
ACCOUNT = "/admin/account/"
APP = f"{ACCOUNT}app/"
CODES = f"{ACCOUNT}recovery-codes/"
FORGOTTEN = "/admin/password_reset/"
HALF_A_MINUTE = 30  # seconds for which a code is the present one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_has_tried")]


@pytest.fixture
def ana():
    fields = {"username": "ana", "password": PASSWORD, "email": "ana@news.example"}
    return make_staff(Role.EDITOR, sections=[make_section(name="World")], **fields)


@pytest.fixture
def later(monkeypatch):
    """Move the clock of codes and limits on, by seconds."""
    shift = [0]
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + shift[0])

    def move(seconds):
        shift[0] += seconds

    return move


def code_of(secret):
    """Return what an app with this key shows now (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_A_MINUTE))


def give_password(client, **extra):
    return client.post(SIGN_IN, {"username": "ana", "password": PASSWORD, **extra})


def give_code(client, code):
    return client.post(SECOND, {"code": code})


def is_in(client):
    return client.get("/admin/").status_code == HTTPStatus.OK


def confirm(client, to):
    return client.post(f"{ACCOUNT}confirm/", {"password": PASSWORD, "next": to})


def set_up(client):
    """Set up an app as a person does; return its key and the recovery codes."""
    assert client.get(APP).url.startswith(f"{ACCOUNT}confirm/")
    assert confirm(client, APP).url == APP
    secret = Page(client.get(APP)).text(".secret")
    shown = client.post(APP, {"code": code_of(secret)})
    assert shown.url == CODES
    return secret, Page(client.get(CODES)).texts(".recovery-codes li")


@pytest.fixture
def with_app(ana, later):
    """A person whose app is set up: the key, and the recovery codes."""
    client = Client()
    give_password(client)
    secret, codes = set_up(client)
    later(10 * HALF_A_MINUTE)
    return secret, codes


def test_code_is_asked_after_the_password(client, with_app):
    secret, _codes = with_app

    assert give_password(client).url == SECOND
    assert not is_in(client)
    assert Page(client.get(SECOND)).select("input[autocomplete=one-time-code]")

    assert give_code(client, code_of(secret)).url == "/admin/"
    assert is_in(client)


def test_code_may_be_typed_with_a_blank_and_be_half_a_minute_old(client, with_app, later):
    secret, _codes = with_app
    code = code_of(secret)
    later(HALF_A_MINUTE)
    give_password(client)

    assert give_code(client, f"{code[:3]} {code[3:]}").url == "/admin/"


def test_code_lets_in_once(client, with_app):
    secret, _codes = with_app
    code = code_of(secret)
    other = Client()
    for each in (client, other):
        give_password(each)
    give_code(client, code)

    refused = give_code(other, code)

    assert "not accepted" in Page(refused).text(".errorlist")
    assert is_in(client)
    assert not is_in(other)


def test_code_that_set_up_the_app_lets_in_nobody(client, ana):
    give_password(client)
    confirm(client, APP)
    code = code_of(Page(client.get(APP)).text(".secret"))
    client.post(APP, {"code": code})
    other = Client()
    give_password(other)

    refused = give_code(other, code)

    assert "not accepted" in Page(refused).text(".errorlist")
    assert not is_in(other)


def test_password_alone_does_not_make_a_browser_known(client, with_app):
    assert give_password(client).url == SECOND

    assert "known_browser" not in client.cookies


def test_recovery_code_lets_in_once(client, with_app):
    _secret, codes = with_app
    assert len(set(codes)) == 10
    other = Client()
    for each in (client, other):
        give_password(each)

    give_code(client, codes[3])
    refused = give_code(other, codes[3])

    assert is_in(client)
    assert Page(refused).select(".errorlist")
    assert not is_in(other)
    assert "9 codes are left" in Page(client.get(ACCOUNT)).text(".account")


def test_way_to_where_one_was_going_leads_through_the_second_factor(client, with_app):
    secret, _codes = with_app
    give_password(client, next="/admin/board/")

    assert give_code(client, code_of(secret)).url == "/admin/board/"


def test_codes_cannot_be_guessed(client, with_app):
    secret, _codes = with_app
    give_password(client)
    for number in range(5):
        give_code(client, f"00000{number}")

    refused = give_code(client, code_of(secret))

    assert refused.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Wait five minutes" in Page(refused).text(".errorlist")
    assert not is_in(client)
    again = Client(REMOTE_ADDR="192.0.2.1")
    give_password(again)
    assert give_code(again, code_of(secret)).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_one_can_start_again_as_somebody_else(client, with_app):
    give_password(client)
    assert client.get(SIGN_IN).url == SECOND

    assert client.post(f"{SIGN_IN}again/").url == SIGN_IN

    assert client.get(SIGN_IN).status_code == HTTPStatus.OK
    assert client.get(SECOND).url == SIGN_IN


def test_half_signed_in_session_opens_no_door(with_app, time_machine, settings):
    """Whoever has the password alone is answered everywhere as a stranger is."""
    site, strange, half = Site(), Client(), Client()
    assert give_password(half).url == SECOND
    about_signing_in = (SIGN_IN, "/admin/logout/")
    doors = [each for each in rows() if each[0].startswith(("/admin/", "/preview/"))]
    told, before, cookies = {}, stored(), half.cookies.copy()

    for template, _letters in doors:
        if template.startswith(about_signing_in):
            continue
        sent, address = sent_to(template, site), site.address(template)
        for method in ("GET", "POST"):
            half.cookies = cookies.copy()
            letter, text = answer(half, method, address, sent, before)
            if letter != answer(strange, method, address, sent, before)[0]:
                told[method, template] = letter
            assert site.SECRET not in text or "by-link" in template

    assert len(doors) > 150
    assert told == {}
    assert not is_in(half)


def test_nothing_of_the_second_factor_is_changed_without_the_password(client, ana):
    client.force_login(ana)
    for address in (APP, f"{ACCOUNT}passkeys/add/", f"{CODES}new/"):
        for response in (client.get(address), client.post(address, {"code": "1"})):
            assert response.url.startswith(f"{ACCOUNT}confirm/")

    wrong = client.post(f"{ACCOUNT}confirm/", {"password": "wrong", "next": APP})

    assert "not your password" in Page(wrong).text(".errorlist")
    assert client.get(APP).url.startswith(f"{ACCOUNT}confirm/")


def test_confirming_cannot_be_tried_for_long(client, ana):
    client.force_login(ana)
    for _ in range(5):
        client.post(f"{ACCOUNT}confirm/", {"password": "wrong"})

    refused = confirm(client, APP)

    assert refused.status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_app_is_set_up_by_a_picture_or_by_its_key(client, ana):
    Publication.objects.create(name="The Meridian")
    give_password(client)
    confirm(client, APP)

    page = Page(client.get(APP))

    [picture] = page.attributes(".qr", "src")
    assert picture.startswith("data:image/svg+xml;base64,")
    assert b"<svg" in base64.b64decode(picture.partition(",")[2])
    assert re.fullmatch("[A-Z2-7]{32}", page.text(".secret"))


def test_wrong_code_sets_up_nothing_and_keeps_the_key(client, ana):
    give_password(client)
    confirm(client, APP)
    secret = Page(client.get(APP)).text(".secret")

    refused = Page(client.post(APP, {"code": "000000"}))

    assert refused.select(".errorlist")
    assert refused.text(".secret") == secret
    assert give_password(Client()).url == "/admin/"


def test_recovery_codes_are_shown_once_and_can_be_kept(client, ana):
    give_password(client)
    confirm(client, APP)
    secret = Page(client.get(APP)).text(".secret")
    client.post(APP, {"code": code_of(secret)})

    first, second = Page(client.get(CODES)), Page(client.get(CODES))

    codes = first.texts(".recovery-codes li")
    [kept] = first.attributes("a[download]", "href")
    assert unquote(kept).split()[-10:] == codes
    assert not any(code in second.html for code in codes)


def test_new_recovery_codes_make_the_old_ones_worthless(client, with_app):
    secret, old = with_app
    give_password(client)
    give_code(client, code_of(secret))
    confirm(client, f"{CODES}new/")

    client.post(f"{CODES}new/")
    new = Page(client.get(CODES)).texts(".recovery-codes li")

    other = Client()
    give_password(other)
    assert Page(give_code(other, old[0])).select(".errorlist")
    assert give_code(other, new[0]).url == "/admin/"


def test_app_can_be_removed_and_the_person_is_told(
    client, with_app, django_capture_on_commit_callbacks
):
    secret, _codes = with_app
    give_password(client)
    give_code(client, code_of(secret))
    confirm(client, f"{APP}remove/")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{APP}remove/")

    assert give_password(Client()).url == "/admin/"
    assert mail.outbox[-1].to == ["ana@news.example"]
    assert "If that was not you" in mail.outbox[-1].body


def test_mail_of_a_change_outlives_the_process(client, ana):
    give_password(client)
    set_up(client)
    assert mail.outbox == []

    call_command("send_notices", verbosity=0)

    [message] = mail.outbox
    assert (message.to, message.subject) == (["ana@news.example"], "Your login was changed")


def test_passkeys_are_sent_where_they_work(client, ana):
    """A browser binds none to an address of digits, where `make run` says that the site is."""
    at = {"HTTP_HOST": "127.0.0.1:8000"}
    give_password(client)
    confirm(client, ACCOUNT)
    screens = (ACCOUNT, f"{ACCOUNT}passkeys/add/")

    for screen in screens:
        page = Page(client.get(screen, **at))
        assert "bound to a name" in page.text("main")
        assert page.attributes("main a[href^=http]", "href") == ["http://localhost:8000/admin/"]
        assert not page.select("[data-passkey], a[href*='passkeys/add']")
    assert "bound to a name" in Page(Client().get(SIGN_IN, **at)).text("#content")
    for screen in screens:
        page = Page(client.get(screen, HTTP_HOST="localhost:8000"))
        assert "bound to a name" not in page.text("main")
        assert page.select("[data-passkey], a[href*='passkeys/add']")


# --- What the chief says ---


def test_chief_lets_in_who_has_lost_the_second_factor(
    client, ana, with_app, django_capture_on_commit_callbacks
):
    chief = make_staff(Role.CHIEF, username="cleo")
    client.force_login(chief)
    screen = f"/admin/staff/person/{ana.pk}/change/"
    sent = {
        "username": "ana", "email": ana.email, "is_active": "on", "role": "editor",
        "sections": ana.staff_member.sections.get().pk, "forgets_second_factor": "on",
    }  # fmt: skip
    assert Page(client.get(screen)).select("[name=forgets_second_factor]")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(screen, sent)

    assert give_password(Client()).url == "/admin/"
    assert mail.outbox[-1].to == ["ana@news.example"]
    assert "cleo has removed your second factor" in mail.outbox[-1].body
    assert not Page(client.get(screen)).select("[name=forgets_second_factor]")


def test_chief_sees_who_has_a_second_factor(client, ana, with_app):
    client.force_login(make_staff(Role.CHIEF, username="cleo"))

    page = Page(client.get("/admin/staff/person/"))

    assert page.texts("td.field-has_second_factor") == ["Yes", "No"]


@pytest.fixture
def required(db):
    Publication.objects.update_or_create(pk=1, defaults={"requires_second_factor": True})


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF])
def test_required_second_factor_stands_before_every_screen(client, required, role):
    site = Site()
    person = make_staff(role, sections=[site.world])
    client.force_login(person)
    open_to_them = (
        ACCOUNT, SIGN_IN, "/admin/logout/", "/admin/password", "/admin/jsi18n/", "/preview/by-link",
    )  # fmt: skip

    for template, _letters in rows():
        if template.startswith(("/admin/", "/preview/")) and not template.startswith(open_to_them):
            response = client.get(site.address(template))
            is_led = response.status_code == HTTPStatus.FOUND and response.url == ACCOUNT
            assert is_led or response.status_code == HTTPStatus.METHOD_NOT_ALLOWED, template

    assert "once you have set up" in Page(client.get(ACCOUNT)).text(".errornote")
    assert client.get("/").status_code == HTTPStatus.OK


def test_required_second_factor_lets_in_who_has_it(client, ana, required, with_app):
    secret, _codes = with_app
    give_password(client)
    give_code(client, code_of(secret))

    assert is_in(client)


def test_second_factor_is_not_required_of_reporters_nor_unless_a_chief_says_so(client, ana):
    assert give_password(client).url == "/admin/"
    assert is_in(client)
    Publication.objects.update_or_create(pk=1, defaults={"requires_second_factor": True})
    client.force_login(make_staff(Role.REPORTER, sections=[make_section()]))

    assert is_in(client)


# --- In a browser ---


@pytest.fixture
def passkeys(browser_page):
    """A device that keeps passkeys and knows its owner: Chrome's own, of its developer tools."""
    session = browser_page.context.new_cdp_session(browser_page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def at(browser_page, live_server):
    """Go to a path of the site at a name that passkeys can be bound to."""
    return lambda path: browser_page.goto(live_server.url.replace("127.0.0.1", "localhost") + path)


def sign_in_by_password(page):
    page.get_by_label("User name or e-mail address").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()


def add_passkey(page, at, name="My phone"):
    at(f"{ACCOUNT}passkeys/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_passkey_is_the_second_factor_and_the_only_one_if_one_likes(
    browser_page, at, ana, passkeys, settings
):
    page = browser_page
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    at(SIGN_IN)
    sign_in_by_password(page)
    page.wait_for_url("**/admin/")
    add_passkey(page, at)
    at(ACCOUNT)
    assert page.get_by_text("My phone").is_visible()

    page.get_by_role("button", name="Log out").click()
    at(SIGN_IN)
    sign_in_by_password(page)
    page.wait_for_url("**/second-factor/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")

    page.get_by_role("button", name="Log out").click()
    at(f"{SIGN_IN}?next=/admin/board/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/admin/board/")

    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_passkey_of_somebody_who_has_left_lets_nobody_in(browser_page, at, ana, passkeys, settings):
    page = browser_page
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    at(SIGN_IN)
    sign_in_by_password(page)
    page.wait_for_url("**/admin/")
    add_passkey(page, at)
    ana.is_active = False
    ana.save()

    at(SIGN_IN)
    page.get_by_role("button", name="Log in with a passkey").click()

    page.get_by_text("This was not accepted").wait_for()
    at("/admin/")
    assert "/login/" in page.url


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_device_without_a_passkey_is_told_so_on_the_page(browser_page, at, ana, passkeys):
    at(SIGN_IN)
    browser_page.get_by_label("User name or e-mail address").fill("ana")

    browser_page.get_by_role("button", name="Log in with a passkey").click()

    browser_page.get_by_text("No passkey was given").wait_for()
    assert browser_page.get_by_label("User name or e-mail address").input_value() == "ana"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(320, "light", "en"), (320, "dark", "ar"), (1440, "light", "ar"), (1440, "dark", "en")],
)
def test_every_step_is_accessible_fits_and_obeys_the_policy(
    browser_page, at, ana, settings, width, scheme, language
):
    page = browser_page
    settings.LANGUAGE_CODE = language
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}

    def look(what):
        faults[what] = browser.faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults[what].append("too wide")

    def sign_in():
        at(SIGN_IN)
        look("sign in")
        page.locator("#id_username").fill("ana")
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#login-form [type=submit]").click()

    sign_in()
    page.wait_for_url("**/admin/")
    at(APP)
    look("confirm")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main [type=submit]").click()
    page.locator(".secret").wait_for()
    look("app")
    page.locator("#id_code").fill(code_of(page.locator(".secret").inner_text()))
    page.locator("main [type=submit]").click()
    page.locator(".recovery-codes").wait_for()
    look("recovery codes")
    for address in (CODES, ACCOUNT, f"{CODES}new/", f"{ACCOUNT}passkeys/add/", f"{APP}remove/"):
        at(address)
        look(address)
    page.locator("#logout-form button").click()
    page.wait_for_url("**/logout/")
    for address in (FORGOTTEN, f"{FORGOTTEN}done/", f"{FORGOTTEN}Mg/no-such-key/"):
        at(address)
        look(address)
    sign_in()
    page.wait_for_url("**/second-factor/")
    look("second factor")

    assert {what: found for what, found in faults.items() if found} == {}
    assert page.complaints == []
