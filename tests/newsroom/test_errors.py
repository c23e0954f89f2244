from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.page import Page

pytestmark = pytest.mark.django_db


def test_form_that_is_too_large_is_refused_with_its_own_page(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    response = client.post("/admin/login/", {"username": "x" * 1_001})

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "too large" in response.content.decode()


def test_form_with_too_many_fields_is_refused_with_its_own_page(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10

    response = client.post("/admin/login/", {f"field{number}": "x" for number in range(11)})

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_form_with_too_many_files_is_refused_with_its_own_page(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = {f"file{number}": SimpleUploadedFile("a.txt", b"a") for number in range(3)}

    response = client.post("/admin/login/", files)

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    ("address", "guess"),
    [
        ("/world/2026/11/two-countries-share_a-river/", "two countries share a river"),
        ("/world/2026/11/نهر-واحد/", "نهر واحد"),
        ("/%22%3E%3Cscript%3E/", "script"),
        ("/.../", ""),
        ("/archive/2026/11/31/", ""),
        (f"/{'x' * 3_000}/", "x" * 100),
    ],
)
def test_page_that_is_not_found_offers_to_search_for_the_words_of_its_address(
    client, address, guess
):
    response = client.get(address)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert Page(response).attributes(".message .form [name=q]", "value") == [guess]


def test_unknown_host_is_a_bad_request(client):
    response = client.get("/", headers={"Host": "evil.example"})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "evil.example" not in response.content.decode()


def test_stale_form_is_refused_with_a_way_out():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "editor"})

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Go back" in response.content.decode()


@pytest.mark.parametrize("address", ["/no-such-section/", "/no/such/page", "/2026/", "/%00/"])
def test_unknown_address_is_not_found(client, address):
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_query_with_a_nul_is_a_bad_request(client):
    assert client.get("/?page=%00").status_code == HTTPStatus.BAD_REQUEST
