"""One page has one address: what is nearly it leads there, and nowhere else."""

from http import HTTPStatus
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

import pytest

from tests.factories import make_article, make_author, make_section, make_source
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_article(
        slug="kim-putin-meeting",
        section=make_section(slug="world", name="World"),
        authors=[make_author(slug="ana")],
        tags=["ports"],
    )


def ask(client, address):
    """Send an address as it stands: the client would take what follows `//` for a host."""
    path, _, query = address.partition("?")
    return client.get("/", PATH_INFO=unquote(path, "latin-1"), QUERY_STRING=query)


def assert_leads(response, target):
    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == target


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("utm_source=x&utm_medium=y", ""),
        ("fbclid=1", ""),
        ("UTM_Source=x", ""),
        ("utm%5Fsource=x", ""),
        ("gclid", ""),
        ("page=1&mc_eid=7&q=a+b%26c&q=d", "?page=1&q=a+b%26c&q=d"),
        ("next=//evil.example&gclid=1", "?next=//evil.example"),
    ],
)
@pytest.mark.parametrize("address", ["/", "/world/", "/feed/rss/", "/search/"])
@pytest.mark.usefixtures("story")
def test_what_tracks_a_reader_is_cut_off_and_the_rest_is_kept(client, address, query, left):
    assert_leads(client.get(f"{address}?{query}"), f"{address}{left}")
    assert_leads(client.head(f"{address}?{query}"), f"{address}{left}")


@pytest.mark.parametrize(
    "query", ["page=1", "q=utm_source&sort=date", "author=fbclid", "mc=1", "&"]
)
@pytest.mark.usefixtures("story")
def test_other_parameters_stay_where_they_are(client, query):
    assert client.get(f"/world/?{query}").status_code == HTTPStatus.OK


def test_desk_and_what_is_sent_are_left_alone(editor_client, story):
    assert editor_client.get("/admin/?utm_source=x").status_code == HTTPStatus.OK
    assert editor_client.get("/Admin/").status_code == HTTPStatus.NOT_FOUND
    response = editor_client.post(
        "/views/?utm_source=x", {"article": story.pk}, content_type="application/json"
    )
    assert response.status_code == HTTPStatus.OK
    assert editor_client.post("/world/?fbclid=1").status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    "typed",
    [
        str.upper,
        str.title,
        lambda address: address.replace("/", "//"),
        lambda address: f"/{address.upper()}",
    ],
    ids=["upper", "title", "doubled", "both"],
)
def test_untidy_address_leads_to_the_page(client, story, typed):
    page = story.get_absolute_url()
    lists = ["/world/", "/author/ana/", "/tag/ports/", "/archive/", "/most-read/", "/about/"]
    for address in [page, f"{page}text/", *lists, "/feed/rss/", "/world/feed/json/"]:
        response = ask(client, typed(address))
        assert_leads(response, address)
        assert client.get(address).status_code == HTTPStatus.OK


def test_query_goes_along(client, story):
    assert_leads(client.get("/WORLD/?page=1"), "/world/?page=1")


@pytest.mark.usefixtures("story")
def test_address_without_its_slash_leads_to_the_page(client):
    assert_leads(client.get("/world/feed/rss"), "/world/feed/rss/")
    assert_leads(client.get("/FEED/RSS"), "/feed/rss/")


@pytest.mark.parametrize(
    "address", ["/Nothing/", "//nothing//", "/World/2026/11/Nothing/", "/Q/W/"]
)
@pytest.mark.usefixtures("story")
def test_untidy_address_of_nothing_is_not_found(client, address):
    assert ask(client, address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("story")
def test_hidden_story_is_not_found_in_capitals_either(client):
    draft = make_article(slug="secret", status="draft")

    assert client.get(draft.get_absolute_url().upper()).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/?utm_source=x",
        "///evil.example?fbclid=1",
        "//evil.example/%2e%2e?gclid=1",
        "/%5Cevil.example/?gclid=1",
        "/%09/evil.example/?gclid=1",
        "//WORLD/",
    ],
)
@pytest.mark.usefixtures("story")
def test_redirect_never_leads_to_another_host(client, address):
    response = ask(client, address)

    location = response.headers["Location"]
    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert urlsplit(location).netloc == ""
    assert location.startswith("/")
    assert location[1:2] not in ("/", "\\")


@pytest.mark.parametrize("slug", ["café", "서울", "ñandú"])
@pytest.mark.parametrize("make", [make_section, make_author, make_source])
def test_letters_with_split_accents_lead_to_the_page(client, make, slug):
    page = make(slug=slug).get_absolute_url()

    assert_leads(client.get(quote(normalize("NFD", slug)).join(page.split(quote(slug)))), page)
    assert client.get(page).status_code == HTTPStatus.OK


def test_slug_typed_with_capitals_is_kept_in_small_letters(editor_client):
    form = {"name": "Asia", "slug": "Asia", "accent": "red", "order": 0}

    editor_client.post("/admin/publication/section/add/", form)

    assert editor_client.get("/asia/").status_code == HTTPStatus.OK


def test_slug_typed_with_split_accents_is_kept_with_whole_ones(editor_client):
    section = make_section()

    sent = {"name": section.name, "slug": normalize("NFD", "größe"), "accent": "red", "order": 0}
    response = editor_client.post(f"/admin/publication/section/{section.pk}/change/", sent)

    section.refresh_from_db()
    assert response.status_code == HTTPStatus.FOUND
    assert section.slug == normalize("NFC", "größe")


def test_slug_that_differs_by_capitals_alone_is_refused_beside_its_field(editor_client):
    make_section(slug="asia")
    form = {"name": "Asia", "slug": "Asia", "accent": "red", "order": 0}

    page = Page(editor_client.post("/admin/publication/section/add/", form))

    assert "already exists" in page.text(".field-slug .errorlist")


def test_good_address_costs_no_more_than_before(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/favicon.ico").status_code == HTTPStatus.FOUND
