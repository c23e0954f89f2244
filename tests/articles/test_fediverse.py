"""Who posts a link to a story in the fediverse shows who wrote it."""

import pytest

from articles.models import Byline
from authors.models import Author
from tests.factories import make_article, make_author
from tests.page import Page

pytestmark = pytest.mark.django_db

CREATOR = 'meta[name="fediverse:creator"]'


def test_story_names_the_handles_of_its_writers(client):
    ana = make_author(fediverse_handle="@ana@social.example")
    ben = make_author(fediverse_handle="@ben@other.example")
    story = make_article(authors=[ana, make_author(), ben])
    photographer = make_author(fediverse_handle="@cam@social.example")
    Byline.objects.create(article=story, author=photographer, role=Byline.Role.PHOTOS, order=4)

    page = Page(client.get(story.get_absolute_url()))

    assert page.attributes(CREATOR, "content") == ["@ana@social.example", "@ben@other.example"]


def test_story_of_writers_without_handles_names_none(client):
    page = Page(client.get(make_article().get_absolute_url()))

    assert page.attributes(CREATOR, "content") == []


def test_author_page_vouches_for_the_profiles_it_links_to(client):
    ana = make_author(slug="ana", website="https://quill.example/")
    ana.profiles.create(label="Mastodon", url="https://social.example/@ana")

    page = Page(client.get("/author/ana/"))

    assert page.attributes('a[rel~="me"]', "href") == [
        "https://quill.example/",
        "https://social.example/@ana",
    ]


def save(client, handle):
    rows = {"profiles-TOTAL_FORMS": 0, "profiles-INITIAL_FORMS": 0}
    form = {"name": "Ana", "slug": "ana", "fediverse_handle": handle}
    return client.post("/admin/authors/author/add/", form | rows)


def test_editor_gives_an_author_a_handle(editor_client):
    save(editor_client, "@Ana.Quill@social.news.example")

    assert Author.objects.get().fediverse_handle == "@Ana.Quill@social.news.example"


@pytest.mark.parametrize(
    "typed",
    [
        "ana",
        "@ana",
        "ana@social.example",
        "https://social.example/@ana",
        "@ana@social",
        "@a b@c.de",
    ],
)
def test_what_is_no_handle_is_refused_beside_its_field_and_kept(editor_client, typed):
    page = Page(save(editor_client, typed))

    assert "@name@server.example" in page.text(".field-fediverse_handle .errorlist")
    assert page.attributes("#id_fediverse_handle", "value") == [typed]
    assert not Author.objects.exists()
