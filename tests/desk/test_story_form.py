"""Saving and publishing a story: what is refused is said beside its field, and comes back."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles.models import Article, Status
from articles.models.part import LONGEST_PROSE
from tests.desk.story_form import byline, publishable, story, when
from tests.factories import make_article, make_author, make_section, make_source

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def section():
    return make_section(name="World", slug="world")


@pytest.fixture
def author():
    return make_author(name="Ana Ruiz")


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def stored_parts(article):
    return [
        {"id": part.pk, "article": article.pk, "subhead": part.subhead, "prose": part.prose}
        for part in article.parts.all()
    ]


def errors_beside(response, name):
    """Return the messages that stand beside a field, by its id on the page."""
    html = response.content.decode()
    found = re.search(rf'<ul class="errorlist" id="id_{name}_error">(.*?)</ul>', html, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", found[1]) if found else []


def errors_of_rows(response, prefix):
    """Return the messages over the parts, bylines or sources as a whole."""
    section = response.content.decode().partition(f'id="{prefix}-group"')[2]
    return re.findall(r"<li>(.*?)</li>", section.partition("<ol")[0])


def test_draft_may_be_nothing_but_a_headline(editor_client):
    response = editor_client.post(ADD, story(headline="Only this"))

    assert response.status_code == 302
    assert Article.objects.get().slug == "only-this"


def test_draft_may_be_nothing_but_text(editor_client):
    response = editor_client.post(ADD, story(parts=[{"prose": "<p>Three words here.</p>"}]))

    assert response.status_code == 302
    assert Article.objects.get().word_count == 3


def test_story_without_text_offers_an_empty_part(editor_client):
    begun, written = make_article(status="draft", parts=[]), make_article(status="draft")

    empty = editor_client.get(change(begun)).content.decode()
    full = editor_client.get(change(written)).content.decode()

    assert 'name="parts-TOTAL_FORMS" value="1"' in empty
    assert 'name="parts-TOTAL_FORMS" value="1"' in full


def test_published_without_a_time_is_published_now(editor_client, section, author):
    before = timezone.now()

    editor_client.post(ADD, publishable(section, author))

    article = Article.objects.published().get()
    assert before <= article.published_at <= timezone.now()
    assert article.slug == "a-headline"


def test_published_in_the_future_is_scheduled(editor_client, section, author):
    tomorrow = timezone.now() + timedelta(days=1)

    editor_client.post(ADD, publishable(section, author, published_at=when(tomorrow)))

    assert Article.objects.get().status == Status.PUBLISHED
    assert not Article.objects.published().exists()
    assert "Scheduled" in editor_client.get("/admin/articles/article/").content.decode()


def test_publication_names_everything_that_is_missing(editor_client):
    response = editor_client.post(ADD, story(status="published", standfirst="Kept"))

    assert response.status_code == 200
    assert "without a headline" in errors_beside(response, "headline")[0]
    assert "without a section" in errors_beside(response, "section")[0]
    assert "without a byline" in errors_of_rows(response, "bylines")[0]
    assert "without text" in errors_of_rows(response, "parts")[0]
    assert "Kept" in response.content.decode()
    assert not Article.objects.exists()


def test_removed_bylines_and_parts_do_not_count(editor_client, section, author):
    parts = [{"prose": "<p>Text.</p>", "DELETE": "on"}]
    bylines = [byline(author, DELETE="on")]

    response = editor_client.post(ADD, publishable(section, author, parts=parts, bylines=bylines))

    assert errors_of_rows(response, "bylines")
    assert errors_of_rows(response, "parts")


def test_slug_of_another_story_is_refused_by_its_name(editor_client):
    make_article(headline="The other story", slug="taken")

    response = editor_client.post(ADD, story(headline="Mine", slug="taken"))

    assert errors_beside(response, "slug") == [
        "“taken” is already the slug of “The other story”. Choose a different one."
    ]
    assert "Mine" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("expires_at", {"published_at": 2, "expires_at": 1}),
        ("expires_at", {"embargo_until": 2, "expires_at": 1}),
        ("updated_at", {"published_at": 2, "updated_at": 1}),
    ],
)
def test_end_before_a_start_is_said_beside_the_end(editor_client, field, fields):
    now = timezone.now()
    sent = {name: when(now + timedelta(days=days)) for name, days in fields.items()}

    response = editor_client.post(ADD, story(headline="Times", **sent))

    assert len(errors_beside(response, field)) == 1
    assert sent[field] in response.content.decode()


def test_story_is_taken_down_with_a_reason_only(editor_client):
    article = make_article(parts=[])
    sent = story(
        of=article,
        headline=article.headline,
        section=article.section_id,
        slug=article.slug,
        published_at=when(article.published_at),
        status="taken-down",
    )

    refused = editor_client.post(change(article), sent)
    taken = editor_client.post(change(article), sent | {"taken_down_reason": "It was wrong."})

    assert errors_beside(refused, "taken_down_reason") == [
        "Tell readers why the story was taken down."
    ]
    assert taken.status_code == 302
    assert Article.objects.get().taken_down_reason == "It was wrong."


def test_draft_cannot_be_taken_down(editor_client):
    response = editor_client.post(
        ADD, story(headline="A draft", status="taken-down", taken_down_reason="Why not")
    )

    assert errors_beside(response, "status") == ["Only a published story can be taken down."]


def test_readers_are_told_of_an_update_when_asked(editor_client, section, author):
    article = make_article(section=section, authors=[], parts=[])
    sent = publishable(
        section,
        author,
        of=article,
        slug=article.slug,
        published_at=when(article.published_at),
    )

    editor_client.post(change(article), sent)
    article.refresh_from_db()
    assert article.updated_at is None

    sent |= {"bylines-INITIAL_FORMS": 1, "bylines-0-id": article.bylines.get().pk}
    sent |= {
        "parts-INITIAL_FORMS": 1,
        "parts-0-id": article.parts.get().pk,
        "revision": article.revision,
        "change_kind": "update",
        "change_note": "A new total.",
    }
    editor_client.post(change(article), sent)
    article.refresh_from_db()
    assert article.updated_at is not None


def test_time_that_was_not_touched_keeps_its_seconds(editor_client, section, author):
    published_at = timezone.now().replace(second=42, microsecond=7) - timedelta(days=1)
    article = make_article(section=section, authors=[], parts=[], published_at=published_at)

    editor_client.post(
        change(article),
        publishable(
            section, author, of=article, slug=article.slug, published_at=when(published_at)
        ),
    )

    article.refresh_from_db()
    assert article.published_at == published_at


# --- Parts -------------------------------------------------------------------------------------


def test_parts_are_renumbered_by_the_sent_order(editor_client):
    parts = [
        {"subhead": "Third", "prose": "<p>3</p>", "order": 90},
        {"subhead": "First", "prose": "<p>1</p>", "order": 7},
        {"subhead": "Second", "prose": "<p>2</p>", "order": 8},
    ]

    editor_client.post(ADD, story(headline="Order", parts=parts))

    stored = Article.objects.get().parts.all()
    assert [(part.order, part.subhead) for part in stored] == [
        (0, "First"),
        (1, "Second"),
        (2, "Third"),
    ]


def test_stored_parts_change_places(editor_client):
    article = make_article(status="draft", parts=[("One", "<p>1</p>"), ("Two", "<p>2</p>")])
    one, two = stored_parts(article)
    sent = story(
        of=article,
        headline=article.headline,
        parts=[one | {"order": 1}, two | {"order": 0}],
        bylines=[],
        stored=(2, 0, 0),
    )

    response = editor_client.post(change(article), sent)

    assert response.status_code == 302
    assert [part.subhead for part in article.parts.all()] == ["Two", "One"]


def test_without_the_first_part_the_others_move_up(editor_client):
    article = make_article(status="draft", parts=[("One", "<p>1</p>"), ("Two", "<p>2</p>")])
    one, two = stored_parts(article)

    editor_client.post(
        change(article),
        story(of=article, headline="x", parts=[one | {"DELETE": "on"}, two], stored=(2, 0, 0)),
    )

    assert [(part.order, part.subhead) for part in article.parts.all()] == [(0, "Two")]


def test_empty_new_part_is_dropped_silently(editor_client):
    parts = [
        {"prose": "<p>Text.</p>"},
        {"prose": "<p></p>", "order": 4},
        {"prose": "", "order": ""},
    ]

    response = editor_client.post(ADD, story(headline="Dropped", parts=parts))

    assert response.status_code == 302
    assert Article.objects.get().parts.count() == 1


@pytest.mark.parametrize("prose", ["", "<p></p>", "<p>&nbsp;</p>", "<script>alert(1)</script>"])
def test_part_with_a_subhead_and_no_text_is_refused(editor_client, prose):
    response = editor_client.post(
        ADD, story(headline="x", parts=[{"subhead": "Lonely", "prose": prose}])
    )

    assert errors_beside(response, "parts-0-prose") == [
        "This part has no text. Write it, or remove the part."
    ]
    assert "Lonely" in response.content.decode()


def test_stored_part_that_was_emptied_is_refused(editor_client):
    article = make_article(status="draft", parts=[("", "<p>1</p>")])
    (part,) = stored_parts(article)

    response = editor_client.post(
        change(article),
        story(of=article, headline="x", parts=[part | {"prose": ""}], stored=(1, 0, 0)),
    )

    assert errors_beside(response, "parts-0-prose")
    assert article.parts.get().prose == "<p>1</p>"


def test_every_part_but_the_first_needs_a_subhead(editor_client):
    response = editor_client.post(
        ADD, story(headline="x", parts=[{"prose": "<p>1</p>"}, {"prose": "<p>2</p>"}])
    )

    assert errors_beside(response, "parts-0-subhead") == []
    assert errors_beside(response, "parts-1-subhead") == [
        "Every part but the first needs a subhead."
    ]


def test_part_that_is_too_long_is_refused_and_kept(editor_client):
    text = "word " * (LONGEST_PROSE // 5 + 1)

    response = editor_client.post(ADD, story(headline="x", parts=[{"prose": f"<p>{text}</p>"}]))

    (message,) = errors_beside(response, "parts-0-prose")
    assert f"{LONGEST_PROSE:,}" in message
    assert text.strip() in response.content.decode()


def test_refused_parts_come_back_in_the_order_they_were_moved_to(editor_client):
    parts = [
        {"subhead": "One", "prose": "<p>1</p>", "order": 1},
        {"subhead": "Two", "prose": "", "order": 0},
    ]

    html = editor_client.post(ADD, story(headline="x", parts=parts)).content.decode()

    assert html.index('value="Two"') < html.index('value="One"')


def test_hostile_text_is_published_clean(editor_client, section, author):
    hostile = (
        "<p onclick=x() style='color:red'>Text<script>alert(1)</script></p><img src=x onerror=y()>"
        "<a href='javascript:alert(1)'>a</a><iframe src=//evil.example></iframe><style>*{}</style>"
    )

    editor_client.post(ADD, publishable(section, author, parts=[{"prose": hostile}]))

    assert Article.objects.published().get().parts.get().prose == "<p>Text</p>a"


# --- Bylines, sources, tags --------------------------------------------------------------------


def test_author_cannot_have_a_role_twice(editor_client, author):
    response = editor_client.post(
        ADD, story(headline="x", bylines=[byline(author), byline(author)])
    )

    assert errors_beside(response, "bylines-1-author") == [
        "This author already has this role on the story."
    ]


def test_source_may_name_a_part_that_is_not_saved_yet(editor_client):
    parts = [{"prose": "<p>1</p>"}, {"subhead": "Two", "prose": "<p>2</p>"}]
    sources = [{"source": make_source().pk, "used_for": "statement", "part": "parts-1"}]

    editor_client.post(ADD, story(headline="x", parts=parts, sources=sources))

    article = Article.objects.get()
    assert article.attributions.get().part == article.parts.get(subhead="Two")


@pytest.mark.parametrize("part", ["parts-7", "parts-0", ""])
def test_source_of_a_part_that_goes_stands_for_the_whole_story(editor_client, part):
    parts = [{"prose": "<p>1</p>", "DELETE": "on"}]
    sources = [{"source": make_source().pk, "used_for": "statement", "part": part}]

    response = editor_client.post(ADD, story(headline="x", parts=parts, sources=sources))

    assert response.status_code == 302
    assert Article.objects.get().attributions.get().part is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("part", "bylines-1"),
        ("part", "parts-"),
        ("url", "javascript:alert(1)"),
        ("archived_url", "ftp://a.example/"),
        ("source", "9999"),
        ("source", ""),
        ("used_for", ""),
        ("accessed_on", "yesterday"),
    ],
)
def test_bad_source_is_refused_beside_its_field(editor_client, field, value):
    row = {"source": make_source().pk, "used_for": "statement"} | {field: value}

    response = editor_client.post(ADD, story(headline="x", sources=[row]))

    assert errors_beside(response, f"attributions-0-{field}")
    assert not Article.objects.exists()


def test_tags_are_parted_by_commas_and_made_once(editor_client):
    make_article(tags=["North Sea"])

    editor_client.post(
        ADD, story(headline="Tagged", tags='north sea, Storms at night,,"a, b", storms at NIGHT ')
    )

    tags = Article.objects.get(headline="Tagged").tags.order_by("name")
    assert [tag.name for tag in tags] == ["North Sea", "a, b", "storms at NIGHT"]


def test_tags_come_back_as_they_were(editor_client):
    article = make_article(tags=["a, b", "North Sea"])

    html = unescape(editor_client.get(change(article)).content.decode())

    assert '"a, b", North Sea' in html or 'North Sea, "a, b"' in html


def test_tag_that_is_too_long_is_refused(editor_client):
    response = editor_client.post(ADD, story(headline="x", tags="t" * 101))

    assert "a tag may have 100" in errors_beside(response, "tags")[0]
    assert "t" * 101 in response.content.decode()


@pytest.mark.parametrize("tags", ['"', 'a "b', '",",', "\x00", "a\nb"])
def test_odd_tags_are_no_error_of_ours(editor_client, tags):
    assert editor_client.post(ADD, story(headline="x", tags=tags)).status_code in (200, 302)


@pytest.mark.parametrize("field", ["parts-TOTAL_FORMS", "parts-0-order", "lead_photo", "section"])
@pytest.mark.parametrize("value", ["abc", "-1", "99999999999999999999", ""])
def test_tampered_form_is_never_an_error_of_ours(editor_client, field, value):
    sent = story(headline="x", parts=[{"prose": "<p>1</p>"}]) | {field: value}

    assert editor_client.post(ADD, sent).status_code in (200, 302, 400)


# --- Times that wait for others ----------------------------------------------------------------


def test_embargo_after_the_time_of_publication_is_explained(editor_client, section, author):
    tomorrow = when(timezone.now() + timedelta(days=1))
    sent = publishable(section, author, embargo_until=tomorrow, _continue="1")

    page = editor_client.post(ADD, sent, follow=True).content.decode()

    assert "Readers see this story when its embargo ends, on" in page
    assert not Article.objects.published().exists()
