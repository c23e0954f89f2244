"""What was changed in a story since readers first saw it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction, Part
from publication.models import Publication
from tests.factories import make_article, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def bridge(time_machine):
    """A story that was published, mended without a word, and then corrected."""
    published_at = timezone.now().replace(microsecond=0) - timedelta(hours=3)
    time_machine.move_to(published_at, tick=False)
    story = make_article(
        headline="A bridge opens",
        slug="bridge",
        section=make_section(slug="world"),
        published_at=published_at,
        parts=[("The span", "<p>It is ninety metres long.</p><p>Nobody fell in.</p>")],
    )
    publishing.publish(story)
    time_machine.move_to(published_at + timedelta(hours=1), tick=False)
    change(story, "<p>It is ninety metres long.</p><p>Nobody fell off.</p>")
    time_machine.move_to(published_at + timedelta(hours=2), tick=False)
    change(
        story,
        "<p>It is eighty metres long.</p><p>Nobody fell off.</p>",
        correction=Correction(kind="correction", text="The bridge is shorter than we said."),
    )
    return story


def change(story, prose, **options):
    part = story.parts.get()
    part.prose = prose
    part.save()
    publishing.publish(Article.objects.get(pk=story.pk), **options)


def history(client, story, ending=""):
    return client.get(f"{story.get_absolute_url()}history/{ending}")


def test_history_lists_changes_from_the_newest_on_and_marks_the_minor(client, bridge):
    page = Page(history(client, bridge))

    assert page.texts(".history__kind") == ["Correction", "Minor change", "Published"]
    assert page.texts(".history__text") == ["The bridge is shorter than we said."]
    address = bridge.get_absolute_url()
    assert page.attributes(".history__link", "href") == [
        f"{address}history/2-3/",
        f"{address}history/1-2/",
    ]


def test_changes_are_shown_word_by_word(client, bridge):
    page = Page(history(client, bridge, "1-3/"))

    assert page.texts(".compared del") == ["ninety", "in"]
    assert page.texts(".compared ins") == ["eighty", "off"]
    assert page.texts("[data-changed]") == [
        "It is ninetyeighty metres long.",
        "Nobody fell inoff.",
    ]
    assert page.text("[data-line=headline]") == "A bridge opens"


def test_paragraph_that_is_written_anew_is_struck_out_and_added_whole(client, bridge):
    change(bridge, "<p>Its railings were painted blue.</p><p>Nobody fell off.</p>")

    page = Page(history(client, bridge, "1-4/"))

    assert page.texts(".compared del") == ["It is ninety metres long.", "in"]
    assert page.texts(".compared ins") == ["Its railings were painted blue.", "off"]


def test_any_two_versions_are_chosen_by_form(client, bridge):
    response = client.get(f"{bridge.get_absolute_url()}history/", {"older": 3, "newer": 1})

    assert response.status_code == HTTPStatus.FOUND
    assert response.headers["Location"] == f"{bridge.get_absolute_url()}history/1-3/"


@pytest.mark.parametrize("chosen", [{"older": "9", "newer": "1"}, {"older": "<b>"}, {"newer": "1"}])
def test_choice_of_no_version_is_refused_beside_the_form(client, bridge, chosen):
    response = client.get(f"{bridge.get_absolute_url()}history/", chosen)

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert Page(response).text(".version-choice .errorlist") == "Choose two versions of this list."


@pytest.mark.parametrize("numbers", ["3-1", "1-1", "1-4", "0-1", "999999-999999"])
def test_versions_that_nobody_was_shown_are_not_found(client, bridge, numbers):
    assert history(client, bridge, f"{numbers}/").status_code == HTTPStatus.NOT_FOUND


def test_what_changed_before_readers_saw_the_story_stays_secret(client, bridge):
    bridge.published_at += timedelta(hours=1, minutes=30)
    bridge.updated_at = None
    bridge.save()

    page = Page(history(client, bridge))

    assert page.texts(".history__kind") == ["Correction", "Published"]
    assert history(client, bridge, "1-2/").status_code == HTTPStatus.NOT_FOUND
    assert "fell in" not in page.html


def test_publishing_without_a_change_makes_no_version(client, bridge):
    publishing.publish(Article.objects.get(pk=bridge.pk))

    assert bridge.versions.count() == 3


def test_version_and_correction_are_never_changed(bridge):
    version, correction = bridge.versions.first(), Correction.objects.get()

    for entry in (version, correction):
        with pytest.raises(TypeError):
            entry.save()
        with pytest.raises(TypeError):
            entry.delete()
        with pytest.raises(TypeError):
            type(entry).objects.all().delete()
    with pytest.raises(TypeError):
        Correction.objects.update(text="Nothing happened.")


def test_story_without_changes_says_so(client):
    story = make_article()
    publishing.publish(story)

    page = Page(history(client, story))

    assert page.text(".empty") == "This story stands as it was first published."


def test_story_links_to_its_history(client, bridge):
    page = Page(client.get(bridge.get_absolute_url()))

    assert f"{bridge.get_absolute_url()}history/" in page.attributes(".story__link", "href")


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("水門は七分で閉じた。", "水門は六分で閉じた。", ["七"], ["六"]),
        ("पुल सात मीटर है।", "पुल आठ मीटर है।", ["सात"], ["आठ"]),
        ("الجسر طويل جدا", "الجسر قصير جدا", ["طويل"], ["قصير"]),
        ("สะพานยาวเจ็ดเมตร", "สะพานยาวเก้าเมตร", None, None),
        ("<p>", "a &lt;b&gt; c", None, None),
    ],
)
def test_words_of_every_script_are_compared_whole(client, before, after, removed, added):
    story = make_article(parts=[("", f"<p>{before} x</p>")])
    publishing.publish(story)
    Part.objects.filter(article=story).update(prose=f"<p>{after} x</p>")
    publishing.publish(Article.objects.get(pk=story.pk))

    page = Page(history(client, story, "1-2/"))

    if removed:
        assert (page.texts(".compared del"), page.texts(".compared ins")) == (removed, added)
    assert page.select("[data-changed]")


def test_list_takes_as_many_queries_for_many_versions(client, bridge, django_assert_num_queries):
    for number in range(30):
        change(bridge, f"<p>It is {number} metres long.</p>")
    Publication.stored()

    with django_assert_num_queries(4):
        history(client, bridge)
