"""Whatever is asked, the answer is well-formed, quick, and says what is wrong."""

from http import HTTPStatus
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_article
from tests.page import Page

pytestmark = pytest.mark.django_db

REFUSED = {
    "": "Write a word",
    "   ": "Write a word",
    '"': "Write a word",
    '""': "Write a word",
    '" " - * ? !': "Write a word",
    "-": "Write a word",
    "-*": "Write a word",
    "🌊": "Write a word",
    '"' * 2_000: "at most 200 letters",
    "river " * 17_000: "at most 200 letters",
    "a b c d e f g h i j k l m n o p q": "at most 16 words",
    "author:": "Write something after “author:”",
    'tag:""': "Write something after “tag:”",
    "river -section:": "Write something after “section:”",
    "after:": "Write something after “after:”",
    "-river": "what to find",
    "after:2026": "Name a word",
    "river after:yesterday-ish": "“yesterday-ish” is no date: write after:2026",
    "river after:2026-13": "“2026-13” is no date",
    "river before:2026-02-30": "“2026-02-30” is no date",
    "river after:9999": "“9999” is no date",
    "river after:0000": "“0000” is no date",
    "river after:٢٠٢٦": "is no date",
    "river -after:2026": "cannot be excluded",
    "ri*": "at least 3 letters",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=lambda text: text[:20])
def test_query_that_says_nothing_is_refused_beside_the_field(client, text, message):
    make_article(headline="A river")
    client.get("/search/", {"q": text})

    # Its own work alone: the machine may be busy with something else.
    began = thread_time()
    response = client.get("/search/", {"q": text})
    took = thread_time() - began

    page = Page(response)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert message in page.text("#q-message")
    assert page.attributes("#q", "aria-describedby") == ["q-message"]
    assert page.attributes("#q", "aria-invalid") == ["true"]
    assert page.attributes("#q", "value") == [text[:200].replace("\r", "") or ""]
    assert took < 0.3
    assert message in client.get("/search/json/", {"q": text}).json()["message"]


@pytest.mark.parametrize("address", ["/search/", "/search/json/"])
def test_nul_is_a_bad_request(client, address):
    assert client.get(f"{address}?q=river%00").status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("page", ["0", "-1", "2", "51", "99999999999", "abc", "", "1.0", "١"])
def test_page_out_of_range_is_said_to_be(client, page):
    make_article(headline="A river")

    response = client.get("/search/", {"q": "river", "page": page})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "no such page" in Page(response).text("#q-message")


def test_unknown_order_is_said_to_be(client):
    response = client.get("/search/", {"q": "river", "sort": "colour"})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "relevance or by date" in Page(response).text("#q-message")


def test_open_quotation_is_closed_with_a_word_about_it(client):
    make_article(headline="A river of mud")

    response = client.get("/search/", {"q": 'mud "a river of'})

    page = Page(response)
    assert response.status_code == HTTPStatus.OK
    assert "quotation mark was missing" in page.text("#q-message")
    assert page.texts(".card__headline") == ["A river of mud"]
    assert "aria-invalid" not in page.html


@pytest.mark.parametrize(
    "text",
    [
        "NEAR(a b)", "headline : river", "{a b} : c", "a AND", "OR", "NOT", "^river", "a + b",
        "(river", "river)", "river' OR 1=1 --", "river & | ! <-> :*", "\\", "%", "_", "river:*",
        "'river':A", "<b>river</b>", "\ud800", "\u202eriver", "a" * 200, "ríver\u0301",
        "http://river.example/?q=1", "river@example.org", "-1.5e9", "ﷺ", "ⓡiver", "Ⅳ", "²",
        "author:*", "author:-x", "-author:none river", "x:y",
    ],
)  # fmt: skip
def test_signs_of_the_database_are_but_signs(client, text):
    make_article(headline="A river")

    for address in ("/search/", "/search/json/"):
        assert client.get(address, {"q": text.encode(errors="ignore")}).status_code in (200, 400)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(['"', "-", "*", ":", "author:", "after:", "tag:", " ", "river", "(", "江"])
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
        max_size=20,
    ).map("".join)
)
def test_no_query_breaks_the_search(client, text):
    assert client.get("/search/json/", {"q": text}).status_code in (200, 400)


@pytest.mark.parametrize("address", ["/search/", "/search/json/"])
def test_search_can_only_be_read(client, address):
    assert client.post(address, {"q": "river"}).status_code == HTTPStatus.METHOD_NOT_ALLOWED
