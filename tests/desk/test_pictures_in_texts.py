"""Photos within a text at the desk: chosen, shown, checked, and known to the library."""

import pytest
from playwright.sync_api import expect

from articles import publishing
from articles.models import Article
from desk import pasted
from photos.models import Photo
from tests.browser import faults
from tests.desk.story_form import publishable, sent_again
from tests.factories import make_article, make_author, make_photo, make_section, picture_file
from tests.page import Page


def place(photo):
    return f'<figure data-photo="{photo.pk}"></figure>'


@pytest.fixture
def quay(db):
    return make_photo(alt="A quay", caption="The quay at dawn", credit="Ana Lens")


@pytest.fixture
def story(quay):
    return make_article(headline="Storm", parts=[("Opening", f"<p>Before.</p>{place(quay)}")])


# --- What the server knows ---


def test_library_lists_the_story_whose_text_shows_the_photo(editor_client, story, quay):
    page = Page(editor_client.get(f"/admin/photos/photo/{quay.pk}/change/"))

    assert "Storm" in page.html
    assert quay.is_used
    assert list(Photo.objects.unused()) == []
    answer = editor_client.post(
        f"/admin/photos/photo/{quay.pk}/delete/", {"post": "yes"}, follow=True
    )
    assert Photo.objects.filter(pk=quay.pk).exists(), answer.text


def test_photos_are_asked_for_by_their_keys(editor_client, quay):
    make_photo(caption="Something else")

    answer = editor_client.get("/admin/photos/photo/choices/", {"photos": f"{quay.pk},x,99999"})

    assert [photo["text"] for photo in answer.json()["results"]] == ["The quay at dawn"]


def test_picture_that_is_gone_is_refused_beside_its_text(editor_client):
    section, author = make_section(), make_author()
    prose = '<p>Kept.</p><figure data-photo="4711"></figure>'
    form = publishable(section, author, parts=[{"prose": prose}])

    answer = editor_client.post("/admin/articles/article/add/", form)

    page = Page(answer)
    assert "A picture in this text is not in the library any more." in page.text(
        ".desk-field--prose .errorlist"
    )
    assert "Kept." in page.html
    assert not Article.objects.exists()


def test_checklist_knows_what_a_picture_in_a_text_lacks(editor_client, story, quay):
    Photo.objects.filter(pk=quay.pk).update(alt="", credit="")

    html = editor_client.get(f"/admin/articles/article/{story.pk}/change/").text

    assert "Say in the picture’s alt text what it shows." in html
    assert "Credit the picture: “The quay at dawn”." in html


def test_version_is_restored_without_the_picture_that_is_gone(editor_client, story, quay):
    publishing.publish(story)
    part = story.parts.get()
    part.prose = "<p>Before.</p>"
    part.save()
    publishing.publish(story)
    quay.delete()

    editor_client.post(f"/admin/articles/article/{story.pk}/versions/1/restore/")

    page = Page(editor_client.get(f"/admin/articles/article/{story.pk}/change/"))
    assert page.text("textarea[name=parts-0-prose]") == "<p>Before.</p>"


def test_picture_stays_when_its_part_is_split_at_headings(quay):
    found = pasted.split(f"<h2>One</h2><p>Text.</p>{place(quay)}<h2>Two</h2><p>More.</p>")

    assert [part.prose for part in found.parts] == [f"<p>Text.</p>{place(quay)}", "<p>More.</p>"]


def test_story_is_saved_with_its_picture_as_it_was(editor_client, story, quay):
    answer = editor_client.post(
        f"/admin/articles/article/{story.pk}/change/", sent_again(story, headline="Calm")
    )

    assert answer.status_code == 302
    assert story.parts.get().prose == f"<p>Before.</p>{place(quay)}"
    assert [each.photo for each in story.parts.get().illustrations.all()] == [quay]


def test_preview_of_a_draft_shows_the_picture(editor_client, story, quay):
    page = Page(editor_client.get(f"/preview/{story.pk}/"))

    assert page.attributes(".prose figure.photo img", "alt") == ["A quay"]


# --- In the browser ---


@pytest.fixture
def writing(desk, quay):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Illustrated")
    page.locator("#id_parts-0-subhead").fill("Opening")
    page.locator("#parts-0 .prose-editor__text").click()
    page.keyboard.type("Before.")
    page.keyboard.press("Enter")
    return page


def open_dialog(page):
    page.get_by_role("button", name="Picture: Insert a picture").click()
    return page.get_by_role("dialog", name="Picture")


def stored_prose(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    return Article.objects.get().parts.get().prose


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_picture_is_chosen_by_keyboard_and_shown_as_readers_see_it(writing, quay):
    dialog = open_dialog(writing)
    writing.keyboard.type("dawn")
    expect(dialog.get_by_role("option", name="The quay at dawn")).to_be_visible()
    writing.keyboard.press("ArrowDown")
    writing.keyboard.press("Enter")
    writing.keyboard.press("Enter")

    figure = writing.locator("#parts-0 .prose-picture")
    expect(figure.get_by_role("img", name="A quay")).to_be_visible()
    expect(figure).to_contain_text("The quay at dawn")
    writing.keyboard.type("After.")
    assert writing.complaints == []
    assert faults(writing) == []
    assert stored_prose(writing) == f"<p>Before.</p>{place(quay)}<p>After.</p>"
    expect(writing.locator("#parts-0 .prose-picture img")).to_have_attribute("alt", "A quay")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_is_inserted_before_a_picture_is_chosen(writing):
    dialog = open_dialog(writing)
    writing.keyboard.type("no such picture")
    writing.keyboard.press("Enter")

    expect(dialog.get_by_text("Choose a picture from the list")).to_be_visible()
    expect(dialog.get_by_label("Picture")).to_have_value("no such picture")
    writing.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(writing.locator(".prose-picture")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_new_picture_is_uploaded_into_the_text(writing, tmp_path):
    file = tmp_path / "harbour.jpg"
    file.write_bytes(picture_file(colour="navy").read())
    open_dialog(writing).get_by_role("button", name="Upload a picture").click()
    dialog = writing.get_by_role("dialog", name="Upload a picture")
    dialog.get_by_label("Picture").set_input_files(file)
    dialog.get_by_label("Alt text").fill("A harbour")
    dialog.get_by_role("button", name="Upload").click()

    expect(writing.locator(".prose-picture img")).to_have_attribute("alt", "A harbour")
    photo = Photo.objects.get(alt="A harbour")
    assert stored_prose(writing) == f"<p>Before.</p>{place(photo)}"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_policy_offers_no_picture(desk):
    page = desk.open("policies/policy/add/")

    expect(page.get_by_role("button", name="Quote")).to_be_visible()
    expect(page.get_by_role("button", name="Insert a picture")).to_have_count(0)
