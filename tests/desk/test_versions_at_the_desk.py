"""The Versions of a story at the desk: compared, and restored into the draft."""

import pytest

from articles import publishing
from articles.models import Article, Version
from authors.models import Author
from desk.galley import Galley
from desk.models import Draft
from photos.models import Photo
from publication.models import Section
from sources.models import Source
from tests.desk.test_drafts import SCRIPT, form_of, keep_url
from tests.desk.test_story_form import change, errors_beside
from tests.factories import make_author, make_photo, make_section, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(live, editor):
    """A story that was published twice; its first Version has a section, photo and author more."""
    live.section, live.lead_photo = make_section(name="Sport", slug="sport"), make_photo(alt="Quay")
    live.save()
    second = make_author(name="Bo Lind")
    live.bylines.create(author=second, order=1)
    live.attributions.create(
        source=make_source(name="Port"), used_for="data", part=live.parts.last(), order=0
    )
    publishing.publish(live, by=editor)
    live.headline, live.section, live.lead_photo = "Harbour open", make_section(), None
    live.save()
    live.bylines.filter(author=second).delete()
    live.attributions.all().delete()
    live.parts.first().delete()
    publishing.publish(live, by=editor)
    return live


def versions(article):
    return f"/admin/articles/article/{article.pk}/versions/"


def test_versions_tell_when_who_and_why(editor_client, twice):
    html = editor_client.get(versions(twice)).content.decode()

    assert html.count("Minor change") == 2
    assert "editor" in html


def test_one_version_is_compared_with_nothing(editor_client, live, editor):
    publishing.publish(live, by=editor)

    html = editor_client.get(versions(live)).content.decode()

    assert "Restore version 1" in html
    assert "Compare" not in html


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_versions_are_read_and_restored_on_a_phone(desk, twice):
    desk.set_viewport_size({"width": 320, "height": 700})
    desk.open(f"articles/article/{twice.pk}/versions/")

    for button in desk.get_by_role("button", name="Restore").all():
        box = button.bounding_box()
        assert box["x"] + box["width"] <= 320
    assert (
        desk.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.results'))")
        == 0
    )


def test_any_two_versions_are_compared_by_words(editor_client, twice):
    html = editor_client.get(f"{versions(twice)}?older=2&newer=1").content.decode()
    unknown = editor_client.get(f"{versions(twice)}?older=2&newer=9").content.decode()

    assert "<del>closed</del>" in html
    assert "<ins>open</ins>" in html
    assert "Choose two different versions" in unknown


def test_restored_version_is_a_draft_until_it_is_published(editor_client, client_class, twice):
    editor_client.post(f"{versions(twice)}1/restore/")

    reader = client_class().get(twice.get_absolute_url()).content.decode()
    assert "Harbour open" in reader
    response = editor_client.post(change(twice), form_of(twice))
    assert response.status_code == 302
    twice = Article.objects.get()
    assert [part.anchor for part in twice.parts.all()] == ["storm", "council"]
    assert (twice.headline, twice.section.name, twice.lead_photo.alt) == (
        "Harbour closed",
        "Sport",
        "Quay",
    )
    assert [line.author.name for line in twice.bylines.all()] == ["Ana Ruiz", "Bo Lind"]
    assert twice.attributions.get().part.anchor == "council"
    assert twice.versions.count() == 3


def test_what_is_gone_meanwhile_is_said_beside_its_field(editor_client, twice):
    old = Version.objects.get(number=1).story
    for model, key in (
        (Section, old["section"]["id"]),
        (Photo, old["lead_photo"]["id"]),
        (Author, old["bylines"][1]["author"]),
        (Source, old["attributions"][0]["source"]),
    ):
        model.objects.filter(pk=key).delete()

    editor_client.post(f"{versions(twice)}1/restore/")
    page = editor_client.get(change(twice))

    assert errors_beside(page, "section") == ["“Sport” is gone. The rest is restored."]
    assert errors_beside(page, "lead_photo") == ["“Quay” is gone. The rest is restored."]
    assert errors_beside(page, "bylines-1-author") == ["“Bo Lind” is gone. The rest is restored."]
    assert errors_beside(page, "attributions-0-source") == ["“Port” is gone. The rest is restored."]
    galley = Galley.read(Draft.objects.get().form)
    assert galley.fields["headline"] == "Harbour closed"
    assert [row["subhead"] for row in galley.rows["parts"].values()] == ["Storm", "Council"]


def test_draft_of_somebody_is_not_replaced_unasked(editor_client, twice):
    editor_client.post(keep_url(twice), form_of(twice, headline="Unsaved work"), **SCRIPT)

    asked = editor_client.post(f"{versions(twice)}1/restore/")
    assert asked.status_code == 409
    assert "would take its place" in asked.content.decode()
    assert Draft.objects.get().headline == "Unsaved work"
    stamp = Draft.objects.get().stamp
    editor_client.post(f"{versions(twice)}1/restore/", {"replaces": stamp})

    assert Draft.objects.get().headline == "Harbour closed"


def test_versions_are_for_those_who_work_on_the_story(client, twice, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert client.get(versions(twice)).status_code in (403, 404)
    assert client.post(f"{versions(twice)}1/restore/").status_code in (403, 404)
