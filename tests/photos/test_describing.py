"""The table in which many photos are described at once."""

from html import unescape

import pytest

from photos.models import Photo
from tests.factories import make_article, make_photo
from tests.page import Page
from tests.photos.test_likeness import file_of, scene

pytestmark = pytest.mark.django_db


def table(*photos):
    keys = ",".join(str(photo.pk) for photo in photos)
    return f"/admin/photos/photo/describe/?photos={keys}"


def shown_in(response):
    """Return all fields of the form as a browser would send them."""
    page = Page(response)
    sent = {}
    for field in page.select("form.describing :is(input, textarea, select)"):
        attributes = field.attributes
        name = attributes["name"]
        if field.tag == "select":
            chosen = field.css_first("option[selected]")
            sent[name] = chosen.attributes["value"] if chosen else ""
        elif field.tag == "textarea":
            sent[name] = field.text().lstrip("\n")
        elif attributes.get("type") != "checkbox":
            sent[name] = attributes.get("value", "")
    return sent


def describe(client, *photos, **changes):
    """Open the table and send it with changes: `{"3-alt": "The quay"}` is the photo of that key."""
    sent = shown_in(client.get(table(*photos)))
    return client.post(table(*photos), sent | changes)


def test_each_photo_gets_its_own_words(editor_client):
    one, two = make_photo(alt=""), make_photo(alt="")

    response = describe(
        editor_client,
        one,
        two,
        **{f"photo-{one.pk}-alt": "The quay", f"photo-{two.pk}-caption": "A ship"},
    )

    assert response.status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.alt, one.caption) == ("The quay", "")
    assert (two.alt, two.caption) == ("", "A ship")


def test_same_credit_is_filled_into_every_line_and_stored_only_when_saved(editor_client):
    photos = [make_photo(), make_photo(credit="Somebody else")]

    response = describe(
        editor_client, *photos, **{"all-credit": "Ana Lens", "all-licence": "own", "_fill": "1"}
    )

    filled = shown_in(response)
    assert [filled[f"photo-{photo.pk}-credit"] for photo in photos] == ["Ana Lens"] * 2
    assert [filled[f"photo-{photo.pk}-licence"] for photo in photos] == ["own"] * 2
    assert not Photo.objects.filter(credit="Ana Lens").exists()
    editor_client.post(table(*photos), filled)
    assert Photo.objects.filter(credit="Ana Lens", licence="own").count() == 2


def test_credit_that_is_new_is_written_into_the_files(editor_client):
    photo = make_photo()

    describe(editor_client, photo, **{f"photo-{photo.pk}-credit": "Ana Lens"})

    assert photo in Photo.objects.pending()


def test_one_mistake_stores_nothing_and_loses_nothing(editor_client):
    good, bad = make_photo(alt=""), make_photo()

    response = describe(
        editor_client,
        good,
        bad,
        **{f"photo-{good.pk}-alt": "The quay", f"photo-{bad.pk}-licence_expires_on": "2026-02-31"},
    )

    assert response.status_code == 400
    shown = shown_in(response)
    assert shown[f"photo-{good.pk}-alt"] == "The quay"
    assert shown[f"photo-{bad.pk}-licence_expires_on"] == "2026-02-31"
    assert Page(response).select(f"#id_photo-{bad.pk}-licence_expires_on_error")
    good.refresh_from_db()
    assert good.alt == ""


def test_two_people_who_describe_the_same_photo_both_keep_their_words(editor_client):
    photo = make_photo()
    opened_by_ana = shown_in(editor_client.get(table(photo)))
    describe(editor_client, photo, **{f"photo-{photo.pk}-credit": "Ben Lens"})

    editor_client.post(table(photo), opened_by_ana | {f"photo-{photo.pk}-caption": "The quay"})

    photo.refresh_from_db()
    assert (photo.credit, photo.caption) == ("Ben Lens", "The quay")


def test_photo_that_was_removed_meanwhile_does_not_stop_the_others(editor_client):
    one, two = make_photo(), make_photo()
    sent = shown_in(editor_client.get(table(one, two)))
    keys = table(one, two)
    one.delete()

    response = editor_client.post(keys, sent | {f"photo-{two.pk}-caption": "A ship"})

    assert response.status_code == 302
    assert Photo.objects.get().caption == "A ship"


def test_photo_in_use_needs_its_alt_text_and_cannot_be_removed(editor_client):
    photo = make_photo()
    make_article(lead_photo=photo)

    refused = describe(editor_client, photo, **{f"photo-{photo.pk}-alt": ""})
    kept = describe(editor_client, photo, **{f"photo-{photo.pk}-remove": "on"})

    assert refused.status_code == 400
    assert "say in the alt text what it shows" in unescape(refused.content.decode())
    assert kept.status_code == 302
    assert Photo.objects.get() == photo


def test_copy_is_shown_beside_its_twin_and_can_be_removed(editor_client):
    first = make_photo(file=file_of(scene(1)), caption="The quay")
    copy = make_photo(file=file_of(scene(1)))
    [twin] = Page(editor_client.get(table(copy))).select(".describing__twin a")
    assert twin.text() == "The quay"

    describe(editor_client, copy, **{f"photo-{copy.pk}-remove": "on"})

    assert Photo.objects.get() == first


@pytest.mark.parametrize("keys", ["", "abc", "0", "-1", "9" * 400, "1,,2", "\x00"])
def test_odd_addresses_show_no_line_and_break_nothing(editor_client, keys):
    response = editor_client.get("/admin/photos/photo/describe/", {"photos": keys})

    assert response.status_code in (200, 400)
    assert b"data-line" not in response.content


def test_photos_chosen_in_the_library_are_described_together(editor_client):
    one, two = make_photo(), make_photo()

    response = editor_client.post(
        "/admin/photos/photo/",
        {"action": "describe_together", "_selected_action": [one.pk, two.pk]},
        follow=True,
    )

    assert len(Page(response).select("[data-line]")) == 2
