"""What machines are told of a page, judged as they read it."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from articles import publishing
from articles.models import Article, Byline, Correction
from publication.models import Publication
from readership.models import ArticleViews
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
    picture_file,
)
from tests.page import Page

pytestmark = pytest.mark.django_db

SITE = "https://news.example"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_ADDRESS = SITE
    settings.TIME_ZONE = "Europe/Lisbon"
    Publication.objects.update_or_create(pk=Publication.THE_ONE, defaults={"name": "The Tide"})


def data(client, address):
    page = Page(client.get(address))
    scripts = page.select('script[type="application/ld+json"]')
    return [json.loads(script.text()) for script in scripts]


def test_story_is_described_with_makers_dates_parts_and_sources(client):
    ana = make_author(name="Ana Quill", slug="ana", job="Reporter")
    world = make_section(name="World", slug="world")
    article = make_article(
        headline="A road is opened",
        standfirst="It is short.",
        slug="road",
        section=make_section(name="Asia", slug="asia", parent=world),
        published_at=datetime(2026, 7, 5, 9, 30, tzinfo=UTC),
        updated_at=datetime(2026, 7, 5, 11, 0, tzinfo=UTC),
        authors=[ana],
        tags=["roads"],
        parts=[("Stretch", "<p>One two three.</p>")],
    )
    article.recount_words()
    desk = make_author(name="Desk", slug="desk", is_desk=True)
    Byline.objects.create(article=article, author=desk, role="editing", order=1)
    make_attribution(article, source=make_source(name="The Ministry"), url="https://m.example/")
    ArticleViews.objects.create(article=article, imported=1_021)

    story, trail = data(client, article.get_absolute_url())

    assert story["@type"] == "NewsArticle"
    assert story["url"] == f"{SITE}/asia/2026/07/road/"
    assert story["headline"] == "A road is opened"
    assert story["datePublished"] == "2026-07-05T10:30:00+01:00"
    assert story["dateModified"] == "2026-07-05T12:00:00+01:00"
    assert story["author"] == [
        {
            "@type": "Person",
            "name": "Ana Quill",
            "url": f"{SITE}/author/ana/",
            "jobTitle": "Reporter",
        }
    ]
    assert [editor["@type"] for editor in story["editor"]] == ["Organization"]
    assert story["publisher"]["@type"] == "NewsMediaOrganization"
    assert story["publisher"]["name"] == "The Tide"
    assert story["hasPart"][0]["url"] == f"{SITE}/asia/2026/07/road/#stretch"
    assert story["citation"][0]["name"] == "statement from The Ministry"
    assert story["wordCount"] == 3
    assert story["interactionStatistic"]["userInteractionCount"] == 1_021
    assert [(item["position"], item["name"]) for item in trail["itemListElement"]] == [
        (1, "World"),
        (2, "Asia"),
        (3, "A road is opened"),
    ]


def test_picture_of_a_story_is_described_in_three_shapes_with_its_rights(client):
    photo = make_photo(
        file=picture_file(size=(2000, 1500)),
        caption="The quay",
        credit="Ben Nib",
        licence="cc-by-4.0",
    )
    article = make_article(lead_photo=photo)

    pictures = data(client, article.get_absolute_url())[0]["image"]

    assert [(picture["width"], picture["height"]) for picture in pictures] == [
        ("1200 px", "675 px"),
        ("1200 px", "900 px"),
        ("1200 px", "1200 px"),
    ]
    for picture in pictures:
        assert picture["@type"] == "ImageObject"
        assert picture["url"] == picture["contentUrl"]
        assert picture["caption"] == "The quay"
        assert picture["creditText"] == "Ben Nib"
        assert picture["license"] == "https://creativecommons.org/licenses/by/4.0/"
        file = client.get(picture["contentUrl"].removeprefix(SITE)).getvalue()
        width, height = Image.open(BytesIO(file)).size
        assert (picture["width"], picture["height"]) == (f"{width} px", f"{height} px")


def test_picture_too_small_for_crops_is_described_whole(client):
    article = make_article(lead_photo=make_photo(file=picture_file(size=(40, 4000))))

    [picture] = data(client, article.get_absolute_url())[0]["image"]

    assert (picture["width"], picture["height"]) == ("40 px", "4000 px")
    assert {"license", "creditText", "caption"}.isdisjoint(picture)


def test_logo_is_described_in_the_size_of_its_file(client):
    Publication.objects.update(logo=make_photo(file=picture_file(size=(2000, 500))))

    logo = data(client, "/")[0]["publisher"]["logo"]

    assert (logo["width"], logo["height"]) == ("1280 px", "320 px")


@pytest.mark.parametrize(
    ("kind", "whose"),
    [
        ("organisation", {"publisher": {"@type": "Organization", "name": "Wren"}}),
        ("person", {"author": {"@type": "Person", "name": "Wren"}}),
        ("document", {}),
    ],
)
def test_citation_says_whose_work_it_is(client, kind, whose):
    article = make_article()
    make_attribution(article, source=make_source(name="Wren", kind=kind))

    [citation] = data(client, article.get_absolute_url())[0]["citation"]

    assert citation == {"@type": "CreativeWork", "name": "statement from Wren"} | whose


def test_work_that_several_parts_rest_on_is_cited_once(client):
    article = make_article(parts=["<p>One.</p>", "<p>Two.</p>"])
    source = make_source(name="Wren")
    for part in article.parts.all():
        make_attribution(article, part=part, source=source)

    cited = data(client, article.get_absolute_url())[0]["citation"]

    assert [work["name"] for work in cited] == ["statement from Wren"]


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("live", "LiveBlogPosting"),
    ],
)
def test_kind_of_story_is_its_type(client, kind, type_):
    article = make_article(kind=kind)

    assert data(client, article.get_absolute_url())[0]["@type"] == type_


def test_live_coverage_is_described_entry_by_entry(client):
    began_at = datetime(2026, 7, 5, 9, 30, tzinfo=UTC)
    story = make_article(
        kind="live",
        slug="lock",
        section=make_section(slug="world"),
        published_at=began_at,
        coverage_ended_at=began_at + timedelta(hours=3),
        parts=[("", "<p>The summary.</p>")],
    )
    for hour, name in enumerate(["First", "Second"]):
        make_part(
            story,
            order=hour + 1,
            subhead=name,
            prose="<p>It &amp; more.</p>",
            posted_at=began_at + timedelta(hours=hour),
        )

    told = data(client, story.get_absolute_url())[0]

    assert told["coverageStartTime"] == "2026-07-05T10:30:00+01:00"
    assert told["coverageEndTime"] == "2026-07-05T13:30:00+01:00"
    assert [entry["headline"] for entry in told["liveBlogUpdate"]] == ["Second", "First"]
    assert told["liveBlogUpdate"][1] == {
        "@type": "BlogPosting",
        "headline": "First",
        "datePublished": "2026-07-05T10:30:00+01:00",
        "url": f"{SITE}/world/2026/07/lock/#first",
        "articleBody": "It & more.",
    }


def test_correction_and_backstory_are_described(client):
    story = make_article(backstory="We asked\nthree people.")
    correction = Correction(kind="correction", text="It was Tuesday.")
    publishing.publish(Article.objects.get(pk=story.pk), correction=correction)

    told = data(client, story.get_absolute_url())[0]

    assert told["backstory"] == "We asked three people."
    [comment] = told["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert comment["text"] == "It was Tuesday."
    assert comment["url"] == f"{story.address}#{correction.anchor}"
    assert told["dateModified"] == comment["datePublished"]


def test_translation_and_original_name_each_other(client):
    original = make_article(language="ar", headline="قناة")
    translation = make_article(language="en", translation_of=original)

    of_original = data(client, original.get_absolute_url())[0]
    of_translation = data(client, translation.get_absolute_url())[0]

    assert [work["@id"] for work in of_original["workTranslation"]] == [translation.address]
    assert of_translation["translationOfWork"]["@id"] == original.address


def test_nothing_is_said_of_what_there_is_not(client):
    article = make_article(standfirst="", authors=[], parts=[("", "<p>Text.</p>")])

    story = data(client, article.get_absolute_url())[0]

    absent = {"description", "author", "image", "keywords", "hasPart", "citation", "dateline"}
    assert absent.isdisjoint(story)
    assert "" not in story.values()


def test_headline_cannot_break_out_of_its_script(client):
    headline = "</script><script>alert(1)</script><!-- & “quoted”"
    article = make_article(headline=headline, slug="hostile")

    story = data(client, article.get_absolute_url())[0]
    page = Page(client.get(article.get_absolute_url()))

    assert story["headline"] == headline
    assert not [script for script in page.select("script") if "alert" in script.text()[:20]]


def test_author_is_described_on_their_page(client):
    author = make_author(
        slug="ana",
        name="Ana Quill",
        beats="Roads, bridges",
        bio="Writes.",
        website="https://a.example/",
        portrait=make_photo(),
    )
    author.profiles.create(label="Mastodon", url="https://social.example/@ana")

    [page] = data(client, "/author/ana/")

    assert page["@type"] == "ProfilePage"
    person = page["mainEntity"]
    assert person["name"] == "Ana Quill"
    assert [picture["@type"] for picture in person["image"]] == ["ImageObject"] * 3
    assert person["knowsAbout"] == ["Roads", "bridges"]
    assert person["sameAs"] == ["https://a.example/", "https://social.example/@ana"]


def test_publication_is_described_on_its_front_page(client):
    [site] = data(client, "/")

    assert site["@type"] == "WebSite"
    assert site["publisher"]["name"] == "The Tide"
    assert site["url"] == f"{SITE}/"


def test_preview_tells_machines_nothing(editor_client):
    article = make_article()

    assert data(editor_client, f"/preview/{article.pk}/") == []
