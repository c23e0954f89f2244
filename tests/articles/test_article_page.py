"""The page of one story, as a reader without a script sees it."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline
from publication.models import Publication
from readership.models import ArticleViews, DailyViews
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
)
from tests.page import Page

pytestmark = pytest.mark.django_db


def open_story(client, article):
    response = client.get(article.get_absolute_url())
    assert response.status_code == HTTPStatus.OK
    return Page(response)


@pytest.fixture
def report():
    """A story with everything that a page can show."""
    politico = make_source(name="Politico", slug="politico", url="https://politico.example/")
    ministry = make_source(name="Ministry of Roads", slug="ministry")
    ana = make_author(
        name="Ana Quill",
        slug="ana",
        job="Reporter",
        bio="Writes of roads.",
        website="https://quill.example/",
        portrait=make_photo(alt="Monogram of Ana Quill"),
    )
    article = make_article(
        headline="A road is opened",
        standfirst="It is short.",
        dateline="Brackwater",
        section=make_section(name="World", slug="world"),
        slug="road",
        published_at=datetime(2026, 9, 5, 9, 30, tzinfo=UTC),
        updated_at=datetime(2026, 9, 5, 11, 0, tzinfo=UTC),
        lead_photo=make_photo(
            alt="A road", caption="The road.", credit="Ana Quill", sources=[politico]
        ),
        authors=[ana],
        tags=["roads", "opening"],
        parts=[(f"Stretch {number}", f"<p>Text {number}.</p>") for number in range(1, 7)],
    )
    Byline.objects.create(
        article=article,
        author=make_author(name="Ben Nib", slug="ben"),
        role=Byline.Role.EDITING,
        order=1,
    )
    make_attribution(
        article,
        source=ministry,
        part=article.parts.first(),
        url="https://roads.example/paper",
        accessed_on=datetime(2026, 9, 4, tzinfo=UTC).date(),
        archived_url="https://archive.example/paper",
    )
    ArticleViews.objects.create(article=article, imported=1_019, counted=2)
    DailyViews.objects.create(article=article, day=timezone.localdate(), count=2)
    return article


def test_story_shows_who_made_it_and_when(client, report):
    page = open_story(client, report)

    assert page.text(".story__headline") == "A road is opened"
    assert page.text(".story__standfirst") == "It is short."
    assert page.text(".story__head .label__section") == "World"
    assert page.text(".story__dateline") == "Brackwater"
    assert page.texts(".byline__credit") == ["By Ana Quill", "Edited by Ben Nib"]
    assert page.attributes(".story__times time", "datetime") == [
        "2026-09-05T09:30:00+00:00",
        "2026-09-05T11:00:00+00:00",
    ]


def test_parts_stand_in_order_with_contents_and_links_to_each(client, report):
    page = open_story(client, report)

    subheads = [f"Stretch {number}" for number in range(1, 7)]
    anchors = [f"#stretch-{number}" for number in range(1, 7)]
    assert page.texts(".contents__link") == subheads
    assert page.attributes(".contents__link", "href") == anchors
    assert page.attributes(".part__link", "href") == anchors
    assert [f"#{anchor}" for anchor in page.attributes(".part", "id")] == anchors
    assert page.texts(".prose") == [f"Text {number}." for number in range(1, 7)]


def test_short_story_has_no_contents(client):
    page = open_story(client, make_article(parts=["<p>One.</p>", "<p>Two.</p>"]))

    assert page.texts(".contents__link") == []


def test_source_of_the_picture_stands_under_it_and_after_the_text(client, report):
    page = open_story(client, report)

    assert page.text(".story__lead .photo__caption") == (
        "The road. Ana Quill Source: Ref image from Politico"
    )
    assert page.attributes(".photo__source a", "href") == ["/source/politico/"]
    assert page.texts(".sources__words") == [
        "Source: Statement from Ministry of Roads",
        "Source: Ref image from Politico",
    ]
    assert page.texts(".part__notes") == ["Statement from Ministry of Roads"]
    assert page.attributes(".sources__details a", "href") == [
        "#stretch-1",
        "https://roads.example/paper",
        "https://archive.example/paper",
        "https://politico.example/",
    ]
    assert "accessed 4 September 2026" in page.text(".sources")


def test_views_are_shown_in_all_and_today(client, report):
    page = open_story(client, report)

    assert set(page.texts(".views")) == {"Views: 1,021 · 2 today"}


def test_author_box_has_website_posts_and_bio(client, report):
    author = report.bylines.first().author
    older = make_article(headline="An older story", authors=[author])
    make_article(headline="Of somebody else")

    page = open_story(client, report)

    box = ".author-box"
    assert page.texts(f"{box}__name") == ["Ana Quill"]
    assert page.text(f"{box}__bio") == "Writes of roads."
    assert page.attributes(f"{box}__website", "href") == ["https://quill.example/"]
    assert page.text(f"{box}__website") == "Website"
    assert page.text(f"{box}__summary") == "+ posts"
    assert page.attributes(f"{box}__story", "href") == [older.get_absolute_url()]
    assert page.attributes(f"{box}__all", "href") == ["/author/ana/"]


def test_share_links_carry_the_canonical_address_only(client, report, settings):
    page = Page(client.get(f"{report.get_absolute_url()}?from=elsewhere"))

    address = f"{settings.SITE_ADDRESS}/world/2026/09/road/"
    assert page.attributes("link[rel=canonical]", "href") == [address]
    hrefs = page.attributes("a.share-bar__link", "href")
    assert len(hrefs) == 22  # eleven links, above and below the text
    escaped = address.replace(":", "%3A").replace("/", "%2F")
    assert all(escaped in href or href.startswith(address) for href in hrefs)
    assert "from=elsewhere" not in page.html


def test_share_caption_and_targets_are_the_editors_choice(client, report):
    Publication.stored()
    Publication.objects.update(share_caption="Pass it on", share_targets=["email", "bluesky"])

    page = open_story(client, report)

    assert page.texts(".share-bar__caption") == ["Pass it on"] * 2
    assert page.attributes("a.share-bar__link", "data-share") == ["email", "bluesky"] * 2


def test_share_caption_is_spread_the_love_by_default(client, report):
    page = open_story(client, report)

    assert page.texts(".share-bar__caption") == ["Spread the love"] * 2


def test_nothing_on_the_page_comes_from_another_host(client, report):
    page = open_story(client, report)

    fetched = [
        *page.attributes("[src]", "src"),
        *page.attributes("link[rel=stylesheet], link[rel=preload], link[rel=icon]", "href"),
        *page.attributes("[srcset]", "srcset"),
    ]
    assert fetched
    assert all(address.startswith("/") for address in fetched)


def test_tags_and_related_stories_lead_further(client, report):
    nearer = make_article(section=report.section, tags=["roads"], headline="Nearer")
    make_article(section=report.section, headline="Near")
    make_article(headline="Far away")

    page = open_story(client, report)

    assert sorted(page.attributes(".tags__link", "href")) == ["/tag/opening/", "/tag/roads/"]
    assert page.texts(".related .card__headline") == ["Nearer", "Near"]
    assert page.attributes(".related .card__link", "href")[0] == nearer.get_absolute_url()


def test_old_stories_are_related_where_few_are_new(client):
    section, tags = make_section(), ["reeds", "otters"]
    story = make_article(section=section, tags=tags)
    long_ago = timezone.now() - timedelta(days=800)
    make_article(tags=tags, headline="Most alike", published_at=long_ago)
    make_article(section=section, headline="New")
    make_article(tags=["reeds"], headline="Alike", published_at=long_ago - timedelta(days=1))
    make_article(section=section, headline="Older", published_at=long_ago)
    make_article(tags=tags, headline="Secret", status="draft")
    make_article(headline="Of something else")

    page = open_story(client, story)

    assert page.texts(".related .card__headline") == ["Most alike", "Alike", "New"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan by what they have counted")
def test_relatives_in_a_small_section_are_found_without_reading_the_archive(client):
    story = make_article(tags=["reeds", "otters"])

    with CaptureQueriesContext(connection) as asked:
        client.get(story.get_absolute_url())

    [sql] = [query["sql"] for query in asked if " UNION " in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [step for *_, step in cursor.fetchall()]
    assert not any(step.startswith("SCAN articles_") for step in steps), steps


def test_story_in_arabic_runs_from_right_to_left(client):
    page = open_story(client, make_article(headline="قناة", language="ar"))

    assert page.attributes(".story", "lang") == ["ar"]
    assert page.attributes(".story", "dir") == ["rtl"]
    assert page.attributes("html", "dir") == ["ltr"]


@pytest.mark.parametrize(("fields", "queries"), [({"updated_at": None}, 10), ({}, 11)])
def test_page_takes_ten_queries_and_one_more_for_its_corrections(
    client, report, fields, queries, django_assert_num_queries
):
    Article.objects.filter(pk=report.pk).update(**fields)
    Publication.stored()
    for number in range(30):
        story = make_article(
            section=report.section,
            tags=["roads"],
            lead_photo=make_photo(),
            authors=[report.bylines.first().author],
        )
        make_part(report, order=10 + number, subhead=f"More {number}", photo=make_photo())
        make_attribution(report, part=report.parts.last())
        make_attribution(story)

    with django_assert_num_queries(queries):
        client.get(report.get_absolute_url())


def test_older_address_leads_to_the_permanent_one(client, report):
    for address in ("/politics/2026/09/road/", "/world/2025/01/road/", "/World/2026/09/road/"):
        response = client.get(address)

        assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
        assert response.headers["Location"] == "/world/2026/09/road/"


@pytest.mark.parametrize(
    "address", ["/world/2026/09/no-such-story/", "/world/2026/9/road/", "/world/20a6/09/road/"]
)
def test_unknown_story_is_not_found(client, report, address):
    response = client.get(address)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "There is no page at this address" in response.content.decode()


def test_page_sets_no_cookie_and_is_the_same_for_the_staff(client, report, editor):
    anonymous = client.get(report.get_absolute_url())
    client.force_login(editor)
    signed_in = client.get(report.get_absolute_url())

    assert not anonymous.cookies
    assert not signed_in.cookies
    assert "Cookie" not in anonymous.headers.get("Vary", "")
    assert anonymous.content == signed_in.content


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace"])
def test_page_is_for_reading_only(client, report, method):
    response = getattr(client, method)(report.get_absolute_url())

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_links_elsewhere_open_without_telling_them_the_page(client, report):
    page = open_story(client, report)

    new_tabs = page.select("a[target=_blank]")
    assert new_tabs
    assert all("noopener" in link.attributes["rel"] for link in new_tabs)
