"""A story as readers will see it: beside its text, in its own tab, by a link for outsiders."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Part
from desk.models import PreviewLink
from permalinks.models import FormerSlug
from readership.models import ArticleViews
from tests.desk.story_form import byline, story
from tests.desk.test_drafts import SCRIPT, form_of, keep_url
from tests.factories import make_article, make_author, make_photo, make_section, make_source

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/draft/"


def preview(article):
    return f"/preview/{article.pk}/"


def keep(client, article, **fields):
    return client.post(keep_url(article), form_of(article, **fields), **SCRIPT)


def test_preview_is_the_readers_page_of_what_is_in_the_form(editor_client, live):
    photo, author = make_photo(alt="A quay"), make_author(name="Bo Lind")
    source = make_source(name="Harbour office")
    rows = {
        "parts-TOTAL_FORMS": 3,
        "parts-0-prose": "<p>Calm<script>x()</script>.</p>",
        "parts-1-DELETE": "on",
        "parts-2-order": 2,
        "parts-2-subhead": "Pilots",
        "parts-2-prose": "<p>They wait.</p>",
        "bylines-TOTAL_FORMS": 2,
        **{f"bylines-1-{name}": value for name, value in byline(author, order=1).items()},
        "attributions-TOTAL_FORMS": 1,
        "attributions-0-source": source.pk,
        "attributions-0-used_for": "data",
        "attributions-0-part": "parts-2",
    }
    keep(editor_client, live, headline="Harbour open", tags="tides", lead_photo=photo.pk, **rows)

    html = editor_client.get(preview(live)).content.decode()

    for shown in ("Harbour open", "Calm", "Pilots", "They wait.", "Bo Lind", "tides", "A quay"):
        assert shown in html, shown
    assert "Harbour office" in html
    assert "x()" not in html
    assert "It met." not in html
    assert 'data-text="Preview"' in html


def test_preview_leaves_nothing_behind(editor_client, live):
    ArticleViews.objects.create(article=live, counted=7)
    keep(editor_client, live, headline="Harbour open", slug="other-slug", tags="tides")
    before = Article.objects.values().get(pk=live.pk)
    found = editor_client.get("/search/?q=harbour").content
    parts = list(Part.objects.order_by("pk").values())

    for address in ("", "search/", "social/", "card/", "card.jpg"):
        assert editor_client.get(preview(live) + address).status_code == 200

    assert Article.objects.values().get(pk=live.pk) == before
    assert list(Part.objects.order_by("pk").values()) == parts
    assert ArticleViews.objects.get().total == 7
    assert not FormerSlug.objects.exists()
    assert not live.tags.exists()
    assert live.get_absolute_url().encode() in found
    assert editor_client.get("/search/?q=harbour").content == found


def test_pages_are_drawn_after_others_may_write_again(editor_client, live):
    keep(editor_client, live, headline="Harbour open")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        editor_client.get(preview(live))

    asked = [query["sql"] for query in queries]
    end = max(number for number, sql in enumerate(asked) if sql.startswith("ROLLBACK"))
    told = ["articles_article", "articles_part", "articles_byline", "articles_articleattribution"]
    assert not [sql for sql in asked[end:] if any(f'FROM "{table}"' in sql for table in told)]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "", "section": ""},
        {"parts-1-subhead": "", "parts-0-prose": ""},
        {"expires_at": "2001-01-01T00:00", "updated_at": "2001-01-01T00:00"},
        {"slug": "taken", "lead_photo": "99999", "section": "abc", "headline": "x" * 400},
        {"parts-TOTAL_FORMS": "x", "bylines-0-author": "", "attributions-0-source": "0"},
    ],
)
def test_half_written_story_is_shown_as_far_as_it_goes(editor_client, live, fields):
    make_article(slug="taken")
    keep(editor_client, live, standfirst="So far", **fields)

    response = editor_client.get(preview(live))

    assert response.status_code == 200
    assert "So far" in response.content.decode()


def test_story_that_was_never_saved_has_a_preview(editor_client, colleague_client):
    key = uuid4()
    sent = story(headline="Half a thought", parts=[{"prose": "<p>One.</p>"}], draft_key=key)
    editor_client.post(NEW, sent, **SCRIPT)

    page = editor_client.get(f"/preview/new/{key}/")
    card = editor_client.get(f"/preview/new/{key}/social/")
    others = colleague_client.get(f"/preview/new/{key}/")

    assert "Half a thought" in page.content.decode()
    assert "Choose a section" in card.content.decode()
    assert others.status_code == 404
    assert not Article.objects.exists()


def test_preview_is_framed_by_our_own_desk_only(client, editor_client, live):
    page = editor_client.get(preview(live))
    public = client.get(live.get_absolute_url())

    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]


def test_draft_is_shown_to_nobody_who_does_not_work_on_the_story(client, editor_client, live):
    keep(editor_client, live, headline="Harbour open")

    client.logout()

    assert client.get(preview(live)).status_code in (302, 403)


# --- Links for outsiders -----------------------------------------------------------------------


@pytest.fixture
def secret():
    """A story that nobody is to know of yet."""
    return make_article(
        status="ready",
        headline="The secret plan",
        section=make_section(name="World", slug="world"),
        slug="the-secret-plan",
        lead_photo=make_photo(),
    )


def link_to(article, **fields):
    defaults = {"expires_at": timezone.now() + timedelta(hours=1)}
    return PreviewLink.objects.create(article=article, **defaults | fields)


def path_of(link):
    return f"/preview/by-link/{link.token}/"


def test_outsider_sees_the_newest_text_by_a_link_made_at_the_desk(
    client_class, editor_client, secret
):
    address = f"/admin/articles/article/{secret.pk}/preview-links/"
    editor_client.post(address, {"link_hours": "1", "link_note": "Lawyer"})
    keep(editor_client, secret, headline="The plan, reworded")
    link = PreviewLink.objects.get()

    response = client_class().get(path_of(link))

    html = response.content.decode()
    assert "The plan, reworded" in html
    assert 'data-text="Preview"' in html
    assert any(entry["path"] in html for entry in secret.lead_photo.renditions)
    assert "/admin/" not in html
    assert "the-secret-plan" not in html
    assert "data-article=" not in html
    assert link.expires_at - link.made_at <= timedelta(hours=1)
    assert (
        link.address
        in editor_client.get(address.replace("preview-links", "change")).content.decode()
    )


def test_page_of_a_link_is_neither_cached_nor_indexed_nor_told_on(client, secret):
    response = client.get(path_of(link_to(secret)))

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, noarchive"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 410),
        ({"revoked_at": timezone.now()}, 410),
    ],
)
def test_link_that_is_over_tells_nothing_of_the_story(client, secret, fields, status):
    response = client.get(path_of(link_to(secret, **fields)))

    assert response.status_code == status
    assert "expired or was taken back" in response.content.decode()
    assert "secret" not in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"


def test_token_that_we_did_not_sign_leads_nowhere(client, secret):
    link = link_to(secret)
    forged = [f"{link.token}x", str(link.pk), signing.dumps(link.pk, salt="other"), "a:b:c"]

    for token in forged:
        response = client.get(f"/preview/by-link/{token}/")
        assert response.status_code == 404
        assert "secret" not in response.content.decode()


def test_revoked_link_leads_nowhere(client_class, editor_client, secret):
    link = link_to(secret)

    editor_client.post(f"/admin/articles/article/{secret.pk}/preview-links/{link.pk}/revoke/")

    assert client_class().get(path_of(link)).status_code == 410
    assert (
        link.token
        not in editor_client.get(f"/admin/articles/article/{secret.pk}/change/").content.decode()
    )
    secret.trashed_at = timezone.now()
    secret.save()
    assert client_class().get(path_of(link_to(secret))).status_code == 410


@pytest.mark.parametrize("hours", ["", "0", "2", "9999", "x"])
def test_link_of_another_life_is_refused(editor_client, secret, hours):
    address = f"/admin/articles/article/{secret.pk}/preview-links/"

    page = editor_client.post(address, {"link_hours": hours}, follow=True).content.decode()

    assert "Choose how long the link is to lead to the story." in page
    assert not PreviewLink.objects.exists()
