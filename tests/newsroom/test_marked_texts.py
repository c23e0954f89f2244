"""Nothing on a page has been forgotten by those who mark texts for translation.

The pages speak a language in which every text stands within ⟦ and ⟧; what people write in this
newspaper is in Greek letters. So a Latin letter outside of the marks is a text that stays English.
"""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from articles.models import Article
from policies.models import Policy
from publication.models import Publication
from tests.browser import sign_in
from tests.catalogues import unmarked, write_marked
from tests.newsroom.test_languages import NAMES, paper, words_of  # noqa: F401, paper is a fixture
from tests.page import Page

MARKED = "io"  # Ido, of which Django has a name but no way to write dates
NAMES_AT_THE_DESK = NAMES | {"CC", "BY", "SA", "AVIF", "WEBP", "JPEG"}


@pytest.fixture
def marked(settings, tmp_path):
    write_marked(tmp_path / "marked", MARKED)
    settings.LOCALE_PATHS = [tmp_path / "marked"]
    settings.LANGUAGE_CODE = MARKED


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("Συντάκτης", password="correct horse")


def english_on(page, *, names):
    """Return the words that stand outside of the marks, but for names and addresses."""
    text = re.sub(r"https?://\S+", "", unmarked("\n".join(words_of(page))))
    return set(re.findall("[A-Za-z]+", text)) - names


def desk_pages(client, *addresses):
    """Yield `(address, page)` of the addresses and of all at the desk that they lead to.

    Of pages that differ by a number in their address, one is enough. Those of accounts are left
    out: Django stores the names of permissions in English.
    """
    waiting, seen = list(addresses), set()
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"\d+", "1", address)
        if shape in seen or address == reverse("admin:jsi18n"):
            continue
        seen.add(shape)
        response = client.get(address)
        if response.status_code == 302:
            waiting.append(response.url)
            continue
        page = Page(response)
        yield address, page
        links = [link.partition("?")[0] for link in page.attributes("a[href]", "href")]
        waiting += [link for link in links if link.startswith("/admin/") and "/auth/" not in link]


def test_nothing_on_readers_pages_stays_english(client, marked, paper):  # noqa: F811
    pages = {address: Page(client.get(address)) for address in paper}

    assert all("⟦" in page.html for page in pages.values())
    english = {address: english_on(page, names=NAMES) for address, page in pages.items()}
    assert {address: words for address, words in english.items() if words} == {}


def test_nothing_on_the_desk_stays_english(editor_client, marked, paper):  # noqa: F811
    story = Article.objects.get(slug="potami")
    Policy.objects.create(kind="ethics", prose="<p>Λόγια.</p>")
    writing_screen = reverse("admin:articles_article_change", args=[story.pk])

    pages = dict(desk_pages(editor_client, writing_screen, reverse("admin:index")))

    english = {
        address: english_on(page, names=NAMES_AT_THE_DESK) for address, page in pages.items()
    }
    assert len(english) > 30
    assert {address: words for address, words in english.items() if words} == {}


def test_nothing_on_the_way_to_the_desk_stays_english(client, marked, db):
    Publication.objects.create(name="Εφημερίδα")

    page = Page(client.post(reverse("admin:login"), {"username": "α", "password": "β"}))

    assert page.select(".errornote")
    assert english_on(page, names=NAMES) == set()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_that_the_desk_s_scripts_write_stays_english(
    browser_page,
    live_server,
    editor_client,
    marked,
    paper,  # noqa: F811
):
    sign_in(browser_page, live_server, editor_client)
    story = Article.objects.get(slug="potami")

    browser_page.goto(live_server.url + reverse("admin:articles_article_change", args=[story.pk]))
    browser_page.locator("[data-photo-choice] > button").first.click()
    browser_page.locator("dialog").wait_for()

    page = Page(SimpleNamespace(content=browser_page.content().encode()))
    assert page.select("dialog label")
    assert page.select(".prose-toolbar")
    assert english_on(page, names=NAMES_AT_THE_DESK) == set()
