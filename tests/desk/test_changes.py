"""Telling readers what changed, and what only live coverage and translations have, at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Correction
from tests.desk.story_form import byline, publishable
from tests.desk.test_story_form import change, errors_beside, stored_parts, when
from tests.factories import make_article, make_author, make_part, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_article(
        headline="A mayor speaks", section=make_section(), authors=[make_author(name="Ana")]
    )


def sent_again(story, **fields):
    """Return what the writing screen sends when a stored story is saved as it is."""
    line = story.bylines.get()
    return publishable(
        story.section,
        line.author,
        of=story,
        headline=story.headline,
        slug=story.slug,
        kind=fields.pop("kind", story.kind),
        published_at=when(story.published_at),
        parts=[*stored_parts(story), *fields.pop("new_parts", [])],
        bylines=[byline(line.author, id=line.pk, article=story.pk)],
        stored=(story.parts.count(), 1, 0),
        **fields,
    )


def test_correction_is_kept_with_who_made_it(editor_client, story, django_user_model):
    sent = sent_again(story, change_kind="correction", change_note="The mayor is Ngozi.")

    editor_client.post(change(story), sent)

    correction = Correction.objects.get()
    assert (correction.kind, correction.text) == ("correction", "The mayor is Ngozi.")
    assert correction.version.made_by == django_user_model.objects.get()
    assert correction.version.article.updated_at is not None


def test_saving_without_a_note_is_a_minor_change(editor_client, story):
    editor_client.post(change(story), sent_again(story))
    editor_client.post(change(story), sent_again(story) | {"headline": "The mayor speaks"})

    story.refresh_from_db()
    assert story.updated_at is None
    assert [version.told for version in story.versions.all()] == [None, None]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"change_kind": "update"}, "change_note", "Tell readers what was changed."),
        (
            {"change_kind": "update", "change_note": " \n "},
            "change_note",
            "Tell readers what was changed.",
        ),
        (
            {"change_note": "It was Tuesday."},
            "change_kind",
            "Say what kind of change the note tells of.",
        ),
        (
            {
                "change_kind": "retraction",
                "change_note": "All wrong.",
                "status": "taken-down",
                "taken_down_reason": "Wrong.",
            },
            "change_kind",
            "Only a story that stays published can be corrected.",
        ),
    ],
)
def test_half_a_note_is_refused_beside_its_field(editor_client, story, fields, field, message):
    response = editor_client.post(change(story), sent_again(story) | fields)

    assert errors_beside(response, field) == [message]
    assert fields.get("change_note", "").strip() in response.content.decode()
    assert not Correction.objects.exists()


def test_story_that_nobody_has_seen_has_nothing_to_correct(editor_client, story):
    Article.objects.filter(pk=story.pk).update(published_at=timezone.now() + timedelta(days=1))
    story.refresh_from_db()
    sent = sent_again(story, change_kind="correction", change_note="It was Tuesday.")

    response = editor_client.post(change(story), sent)

    assert errors_beside(response, "change_kind") == [
        "Readers have not seen this story: nothing to correct."
    ]


def test_new_entry_of_live_coverage_gets_the_present_time(editor_client, story):
    sent = sent_again(
        story,
        kind="live",
        new_parts=[
            {"subhead": "First ship", "prose": "<p>In.</p>"},
            {"subhead": "Crowd", "prose": "<p>Many.</p>", "posted_at": "2026-09-05T10:15"},
        ],
    )

    editor_client.post(change(story), sent)

    opening, first, crowd = Article.objects.get().parts.all()
    assert opening.posted_at is None
    assert timezone.now() - first.posted_at < timedelta(minutes=1)
    assert when(crowd.posted_at) == "2026-09-05T10:15"


def test_entry_keeps_its_time_when_it_is_mended(editor_client, story):
    posted_at = timezone.now().replace(second=42, microsecond=7) - timedelta(hours=2)
    make_part(story, order=1, subhead="Ship", prose="<p>In.</p>", posted_at=posted_at)
    sent = sent_again(story, kind="live")
    sent |= {"parts-1-prose": "<p>In, slowly.</p>", "parts-1-posted_at": when(posted_at)}

    editor_client.post(change(story), sent)

    entry = story.parts.last()
    assert (entry.prose, entry.posted_at) == ("<p>In, slowly.</p>", posted_at)


def test_translation_is_of_an_original(editor_client, story):
    original = make_article(headline="Ein Bürgermeister spricht", language="de")

    editor_client.post(change(story), sent_again(story, translation_of=original.pk))

    story.refresh_from_db()
    assert story.translation_of == original


def test_translation_of_a_translation_or_of_itself_is_refused(editor_client, story):
    original = make_article(headline="Der erste Text", language="de")
    french = make_article(headline="Le deuxième", language="fr", translation_of=original)

    of_translation = editor_client.post(change(story), sent_again(story, translation_of=french.pk))
    of_itself = editor_client.post(change(story), sent_again(story, translation_of=story.pk))
    of_none = editor_client.post(change(story), sent_again(story, translation_of="99999"))
    make_article(translation_of=story)
    of_original = editor_client.post(change(story), sent_again(story, translation_of=original.pk))

    assert errors_beside(of_translation, "translation_of") == [
        "“Le deuxième” is itself a translation of “Der erste Text”. Choose that."
    ]
    assert errors_beside(of_itself, "translation_of") == [
        "A story cannot be a translation of itself."
    ]
    assert errors_beside(of_none, "translation_of")
    assert errors_beside(of_original, "translation_of") == [
        "Other stories are translations of this one, so it is an original itself."
    ]


def test_writing_screen_shows_what_readers_were_told(editor_client, story):
    sent = sent_again(story, change_kind="update", change_note="A second mayor spoke.")
    editor_client.post(change(story), sent)

    page = editor_client.get(change(story)).content.decode()

    assert "Update: A second mayor spoke." in page
    assert f"{story.get_absolute_url()}history/" in page
