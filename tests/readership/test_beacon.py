import json
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Article, Status
from readership.models import ArticleViews, DailyViews, RecentView
from tests.factories import make_article

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settle")]


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def send(client):
    """Send a beacon as a browser does; `body` may be the JSON's text or what becomes it."""

    def send(body, *, agent=FIREFOX, content_type="application/json", **headers):
        body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": agent} | headers
        return client.post("/views/", body, content_type=content_type, headers=headers)

    return send


def views(article):
    counts = ArticleViews.objects.filter(article=article).values_list("total", flat=True)
    return counts.first() or 0


def test_view_is_counted_and_answered(send, article, settle):
    answer = send({"article": article.pk})

    settle()
    assert answer.status_code == HTTPStatus.OK
    assert answer.json() == {"counted": True, "total": 1, "today": 1}
    assert views(article) == DailyViews.objects.get().count == 1


def test_reload_is_answered_and_not_counted(send, article):
    send({"article": article.pk})

    answer = send({"article": article.pk})

    assert answer.json() == {"counted": False, "total": 1, "today": 1}


def test_view_is_counted_again_after_half_an_hour(send, article, time_machine):
    tomorrow = timezone.now() + timedelta(days=1)
    time_machine.move_to(tomorrow.replace(hour=12))
    send({"article": article.pk})

    time_machine.shift(timedelta(minutes=30))
    answer = send({"article": article.pk})

    assert answer.json() == {"counted": True, "total": 2, "today": 2}


def test_beacon_needs_neither_cookie_nor_token(send, article, client):
    client.handler.enforce_csrf_checks = True

    answer = send({"article": article.pk})

    assert answer.json()["counted"] is True
    assert "Set-Cookie" not in answer
    assert not client.cookies


def test_answer_is_kept_by_no_cache(send, article):
    assert "no-store" in send({"article": article.pk})["Cache-Control"]


def test_beacon_takes_few_queries(send, article, form, django_assert_num_queries, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    send({"article": article.pk})

    # With Redis the story's numbers. Without it the transaction's two ends and the reader's mark
    # as well, and three numbers to be counted. That the story is there was asked before, in this
    # second, and the day's salt is known.
    to_answer, to_count = {"redis": (1, 1), "database": (4, 6)}[form]
    with django_assert_num_queries(to_answer):
        send({"article": article.pk})
    with django_assert_num_queries(to_count):
        send({"article": article.pk}, agent=FIREFOX + " other")


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "curl/8.5.0",
        "python-requests/2.32.0",
        "",
        " ",
        "Mozilla/5.0 " + "x" * 2_000,
    ],
)
def test_bot_reads_the_numbers_without_being_counted(send, article, agent):
    ArticleViews.objects.create(article=article, imported=5)

    answer = send({"article": article.pk}, agent=agent)

    assert answer.json() == {"counted": False, "total": 5, "today": 0}
    assert views(article) == 5
    assert not RecentView.objects.exists()


def test_phone_with_bot_in_its_name_is_a_reader(send, article):
    agent = (
        "Mozilla/5.0 (Linux; Android 13; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/140.0.0.0 Mobile Safari/537.36"
    )

    assert send({"article": article.pk}, agent=agent).json()["counted"] is True


def test_staff_are_not_counted(send, article, editor_client):
    assert send({"article": article.pk}).json()["counted"] is False
    assert views(article) == 0


def test_reader_with_an_account_is_counted(send, article, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("subscriber"))

    assert send({"article": article.pk}).json()["counted"] is True


def test_preview_has_nothing_that_sends_a_view(editor_client, article):
    page = editor_client.get(f"/preview/{article.pk}/")

    assert "data-article=" not in page.content.decode()


def test_numbers_in_the_page_are_those_of_the_beacon(send, client, settle):
    article = make_article()
    ArticleViews.objects.create(article=article, imported=1_020)
    send({"article": article.pk})
    settle()

    page = client.get(article.get_absolute_url()).content.decode()

    assert f'data-article="{article.pk}"' in page
    assert "<span data-views-total>1,021</span>" in page
    assert "<span data-views-today>1</span>" in page


@pytest.mark.parametrize(
    "body",
    [
        "",
        "article=1",
        b"\xff\xfe\x00",
        "[" * 1_000,
        '{"article": ' * 80,
        "{",
        "[1]",
        '"1"',
        "null",
        "{}",
        '{"article": null}',
        '{"article": true}',
        '{"article": 1.0}',
        '{"article": NaN}',
        '{"article": "1"}',
        '{"article": [1]}',
        '{"article": {"article": 1}}',
        '{"article": 1e3}',
        '{"article": 9223372036854775808}',
        '{"article": -9223372036854775809}',
        '{"article": 1' + "0" * 900 + "}",
    ],
)
def test_body_without_a_whole_number_is_refused(send, article, body):
    answer = send(body)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["error"]
    assert views(article) == 0


@pytest.mark.parametrize("number", [0, -1, 999_999, 2**63 - 1])
def test_story_that_does_not_exist_is_not_found(send, number):
    answer = send({"article": number})

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"status": Status.IN_REVIEW},
        {"status": Status.READY},
        {"status": Status.TAKEN_DOWN, "taken_down_reason": "It was wrong."},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_story_that_is_not_public_is_not_found_and_not_counted(send, fields):
    hidden = make_article(**fields)

    answer = send({"article": hidden.pk})

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.json()["error"]
    assert views(hidden) == 0


def test_story_that_is_taken_down_is_not_counted_a_second_later(send, article, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    send({"article": article.pk})
    Article.objects.update(status=Status.TAKEN_DOWN, taken_down_reason="It was wrong.")

    time_machine.shift(1)
    answer = send({"article": article.pk}, agent=FIREFOX + " other")

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_large_body_is_refused(send, article):
    answer = send(json.dumps({"article": article.pk}) + " " * 1_024)

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.json()["error"]


def test_form_is_refused_as_no_json(send, article):
    answer = send(f"article={article.pk}", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_not_allowed(client, method):
    answer = getattr(client, method)("/views/")

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_other_sites_cannot_send_views(send, article, headers):
    answer = send({"article": article.pk}, **headers)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["error"]
    assert views(article) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://testserver"},
        {"Origin": "https://news.example"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_own_pages_can_send_views(send, article, settings, headers):
    settings.SITE_ADDRESS = "https://news.example"

    assert send({"article": article.pk}, **headers).json()["counted"] is True


def test_query_string_makes_no_difference(client, article):
    for query in ("", "?fbclid=1", "?article=2"):
        answer = client.post(
            f"/views/{query}",
            {"article": article.pk},
            content_type="application/json",
            headers={"User-Agent": FIREFOX},
        )

    assert answer.json() == {"counted": False, "total": 1, "today": 1}


class TestAddress:
    """Which address a reader is known by, with and without proxies of ours in front."""

    def test_forged_header_makes_no_new_reader_without_proxies(self, send, article):
        send({"article": article.pk}, **{"X-Forwarded-For": "198.51.100.1"})
        answer = send({"article": article.pk}, **{"X-Forwarded-For": "198.51.100.2"})

        assert answer.json()["counted"] is False

    def test_address_before_our_proxies_is_the_readers(self, send, article, settings):
        settings.PROXIES_IN_FRONT = 1

        send({"article": article.pk}, **{"X-Forwarded-For": "198.51.100.1"})
        answer = send({"article": article.pk}, **{"X-Forwarded-For": "198.51.100.2"})

        assert answer.json()["counted"] is True

    def test_what_the_client_wrote_before_is_not_believed(self, send, article, settings):
        settings.PROXIES_IN_FRONT = 2

        send({"article": article.pk}, **{"X-Forwarded-For": "1.1.1.1, 198.51.100.1, 10.0.0.1"})
        answer = send(
            {"article": article.pk}, **{"X-Forwarded-For": "2.2.2.2,198.51.100.1,10.0.0.1"}
        )

        assert answer.json()["counted"] is False

    def test_missing_header_falls_back_to_the_connection(self, send, article, settings):
        settings.PROXIES_IN_FRONT = 2

        send({"article": article.pk})
        answer = send({"article": article.pk}, **{"X-Forwarded-For": "198.51.100.1"})

        assert answer.json()["counted"] is False
