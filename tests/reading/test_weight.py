"""What a story costs its reader: bytes and requests, with static files as they are served."""

import gzip

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LARGEST_SCRIPT = 8 * 1024  # bytes, gzipped
LARGEST_SHEETS = 14 * 1024
LARGEST_SHEET_OF_STORIES = 8 * 1024  # with the page itself it fits into the first 14 KB
MOST_REQUESTS = 9


@pytest.fixture
def collecting_reader(reader, collected):
    """Open pages as a reader of a server that has collected its static files."""

    def collecting_reader(**options):
        page = reader(**options)
        page.context.route(
            "**/static/**",
            lambda route: route.fulfill(path=collected / route.request.url.split("/static/")[1]),
        )
        return page

    return collecting_reader


@pytest.mark.parametrize(
    ("names", "largest"),
    [
        (["js/reader.js"], LARGEST_SCRIPT),
        (["css/site.css"], LARGEST_SHEET_OF_STORIES),
        (["css/site.css", "css/pages.css"], LARGEST_SHEETS),
    ],
)
def test_scripts_and_sheets_of_a_page_are_small(collected, names, largest):
    contents = [(collected / staticfiles_storage.stored_name(name)).read_bytes() for name in names]

    assert sum(len(gzip.compress(content)) for content in contents) <= largest


def test_story_with_its_pictures_takes_few_requests(collecting_reader, newspaper):
    page = collecting_reader()
    asked = []
    # The beacon that counts a view is not among what the page waits for.
    page.on("request", lambda request: request.method == "GET" and asked.append(request.url))

    page.goto(newspaper.get_absolute_url(), wait_until="networkidle")

    assert len([address for address in asked if address.endswith(".js")]) == 1
    assert len(asked) <= MOST_REQUESTS, asked


def test_joined_script_runs(collecting_reader, newspaper):
    page = collecting_reader()

    page.goto(newspaper.get_absolute_url(), wait_until="networkidle")

    assert page.locator(".views").first.inner_text() == "Views: 1,022 · 1 today"
    assert page.complaints == []
