"""The lists of the desk: what they show, and that they cost the same at any length."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from articles.models import Article
from publication.models import Publication
from readership.models import ArticleViews
from staff.models import Role
from tests.browser import faults
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_photo,
    make_section,
    make_source,
    make_staff,
)

pytestmark = pytest.mark.django_db
STORIES = "/admin/articles/article/"


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


def make_stories(number):
    section, photo = make_section(), make_photo()
    for _ in range(number):
        article = make_article(section=section, lead_photo=photo, tags=["sea"])
        ArticleViews.objects.create(article=article, counted=1_000, imported=21)


@pytest.mark.parametrize("number", [1, 30])
def test_list_of_stories_takes_as_many_queries_for_30_as_for_1(
    editor_client, django_assert_num_queries, number
):
    make_stories(number)

    with django_assert_num_queries(13):
        response = editor_client.get(STORIES)

    assert response.content.decode().count("1,021") == number


def test_first_and_last_day_of_all_stories_are_looked_up_one_by_one(
    editor_client, django_assert_num_queries
):
    make_stories(2)

    with django_assert_num_queries(13) as asked:
        editor_client.get(STORIES)

    ends = [
        re.findall(r"\b(MIN|MAX)\(", query["sql"])
        for query in asked.captured_queries
        if "MIN(" in query["sql"] or "MAX(" in query["sql"]
    ]
    assert ends == [["MIN"], ["MAX"]]


@pytest.mark.parametrize("number", [1, 30])
def test_writing_screen_takes_as_many_queries_for_30_rows_as_for_1(
    editor_client, django_assert_num_queries, number
):
    photo = make_photo()
    article = make_article(
        parts=[(f"Part {order}", "<p>Text.</p>") for order in range(number)],
        authors=[make_author() for _ in range(number)],
        lead_photo=photo,
    )
    article.parts.update(photo=photo)
    for part in article.parts.all():
        make_attribution(article, part=part)

    ContentType.objects.get_for_model(Article)  # kept in memory after the first time

    with django_assert_num_queries(20):
        editor_client.get(f"{STORIES}{article.pk}/change/")


@pytest.mark.parametrize("number", [1, 30])
def test_list_of_photos_takes_as_many_queries_for_30_as_for_1(
    editor_client, django_assert_num_queries, number
):
    for _ in range(number):
        make_photo()

    with django_assert_num_queries(5):
        editor_client.get("/admin/photos/photo/")


def test_stories_are_found_by_headline_author_and_tag(editor_client):
    make_article(headline="Harbour", authors=[make_author(name="Ana Ruiz")], tags=["sea"])
    make_article(headline="Mountain")

    for words in ("harb", "ruiz", "sea"):
        html = editor_client.get(STORIES, {"q": words}).content.decode()
        assert "Harbour" in html
        assert "Mountain" not in html


def test_stories_are_filtered_by_language_and_author(editor_client):
    author = make_author()
    make_article(headline="Harbour", language="fr", authors=[author])
    make_article(headline="Mountain")

    for question in ({"language": "fr"}, {"authors__id__exact": author.pk}):
        html = editor_client.get(STORIES, question).content.decode()
        assert "Harbour" in html
        assert "Mountain" not in html


def test_newest_story_stands_first(editor_client):
    now = timezone.now()
    make_article(headline="Older", published_at=now - timedelta(days=2))
    make_article(headline="Newer", published_at=now - timedelta(days=1))
    make_article(headline="Oldest", published_at=now - timedelta(days=3))

    html = editor_client.get(STORIES).content.decode()

    assert html.index("Newer") < html.index("Older") < html.index("Oldest")


def test_only_drafts_can_be_deleted(editor_client):
    published, draft = make_article(), make_article(status="draft")

    assert editor_client.get(f"{STORIES}{published.pk}/delete/").status_code == 403
    assert editor_client.get(f"{STORIES}{draft.pk}/delete/").status_code == 200


def test_no_action_goes_round_the_rules_of_publishing(editor_client):
    article = make_article()

    editor_client.post(STORIES, {"action": "delete_selected", "_selected_action": article.pk})

    article.refresh_from_db()


def test_view_on_site_leads_to_the_page_or_else_to_the_preview(editor_client):
    published, draft = make_article(), make_article(status="draft")

    page = editor_client.get(f"{STORIES}{published.pk}/change/").content.decode()
    assert f'href="{published.get_absolute_url()}"' in page
    page = editor_client.get(f"{STORIES}{draft.pk}/change/").content.decode()
    assert f'href="/preview/{draft.pk}/"' in page


def test_whoever_may_only_look_sees_the_story_and_cannot_change_it(client):
    client.force_login(make_staff(Role.REPORTER))
    article = make_article(headline="Only to look at")

    page = client.get(f"{STORIES}{article.pk}/change/")

    assert "Only to look at" in page.content.decode()
    assert b'name="_save"' not in page.content
    assert client.post(f"{STORIES}{article.pk}/change/", {}).status_code == 403


def test_publication_is_one_row_that_is_neither_added_nor_deleted(editor_client):
    response = editor_client.get("/admin/publication/publication/")

    assert response.url == "/admin/publication/publication/1/change/"
    assert editor_client.get("/admin/publication/publication/add/").status_code == 403
    assert editor_client.get("/admin/publication/publication/1/delete/").status_code == 403


def publication_form(**fields):
    return {"name": "The Ledger", "share_caption": "Pass it on", "share_targets": []} | fields


def test_share_targets_are_kept_in_the_sent_order(editor_client):
    address = "/admin/publication/publication/1/change/"

    editor_client.post(address, publication_form(share_targets=["copy", "email", "facebook"]))

    assert Publication.current().share_targets == ["copy", "email", "facebook"]
    html = editor_client.get(address).content.decode()
    assert html.index('value="copy"') < html.index('value="email"') < html.index('value="x"')


def test_unknown_share_target_is_refused(editor_client):
    response = editor_client.post(
        "/admin/publication/publication/1/change/", publication_form(share_targets=["myspace"])
    )

    assert "myspace is not one of the available choices" in response.content.decode()


@pytest.mark.parametrize("slug", ["admin", "feed"])
def test_section_cannot_take_the_address_of_a_page(editor_client, slug):
    response = editor_client.post(
        "/admin/publication/section/add/",
        {"name": "Feed", "slug": slug, "accent": "red", "order": 0},
    )

    assert "is the address of another page of the site" in response.content.decode()


def test_source_and_author_with_a_hostile_address_are_refused(editor_client):
    sent = {"name": "x", "slug": "x", "kind": "person", "url": "javascript:alert(1)"}
    html = editor_client.post("/admin/sources/source/add/", sent).content.decode()
    assert "Enter a web address, such as" in html
    assert 'value="javascript:alert(1)"' in html

    sent = {
        "name": "x",
        "slug": "x",
        "website": "javascript:alert(1)",
        "profiles-TOTAL_FORMS": 0,
        "profiles-INITIAL_FORMS": 0,
    }
    html = editor_client.post("/admin/authors/author/add/", sent).content.decode()
    assert "Enter a web address, such as" in html
    assert 'value="javascript:alert(1)"' in html


def test_same_source_twice_is_refused(editor_client):
    make_source(name="Politico", slug="politico")

    response = editor_client.post(
        "/admin/sources/source/add/", {"name": "Politico", "slug": "p", "kind": "organisation"}
    )

    assert "already exists" in response.content.decode()


def test_long_list_is_cut_and_says_how_to_see_the_rest(editor_client, monkeypatch):
    monkeypatch.setattr("desk.admin.story_list.MOST_LISTED", 100)
    section = make_section()
    for number in range(102):
        make_article(section=section, headline=f"Tide {number}")

    page = editor_client.get(STORIES).content.decode()
    last = editor_client.get(STORIES, {"p": 2}).content.decode()
    found = editor_client.get(STORIES, {"q": "tide"}).content.decode()
    few = editor_client.get(STORIES, {"q": '"tide 101"'}).content.decode()

    assert "There are more than 100 stories" in page
    assert last.count('class="field-section') == 50
    assert "p=3" not in page
    assert "More than 100 results" in found
    assert "1 result (" in few
    assert "more than" not in few


def test_every_year_from_the_first_story_to_the_last_is_offered(editor_client):
    for year in (2021, 2024):
        make_article(headline=f"Of {year}", published_at=datetime(year, 6, 1, tzinfo=UTC))
    make_article(status="draft", published_at=None)

    page = editor_client.get(STORIES).content.decode()
    months = editor_client.get(STORIES, {"published_at__year": 2021}).content.decode()
    nothing = editor_client.get(STORIES, {"q": "nothing like it"})

    for year in range(2021, 2025):
        assert f'href="?published_at__year={year}"' in page
    assert "Of 2021" in months
    assert "Of 2024" not in months
    assert "published_at__month=6" in months
    assert nothing.status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_days_of_a_month_are_wide_enough_for_a_finger(desk):
    for day in range(1, 31):
        make_article(published_at=datetime(2021, 6, day, tzinfo=UTC))
    desk.set_viewport_size({"width": 320, "height": 900})

    page = desk.open("articles/article/?published_at__year=2021&published_at__month=6")

    assert page.locator(".toplinks a").count() == 31
    assert faults(page) == []


def test_only_authors_of_stories_are_offered(editor_client):
    make_article(authors=[make_author(name="Ana Ruiz")])
    make_author(name="Bo Idle")

    page = editor_client.get(STORIES).content.decode()

    assert "Ana Ruiz</a>" in page
    assert "Bo Idle" not in page
