"""A licence that ends is told in time; once it is over, readers see the picture nowhere."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from photos import developing
from photos.models import Photo
from publication.models import Publication
from tests.factories import make_article, make_author, make_part, make_photo, picture_file
from tests.page import Page
from tests.photos.test_hidden_pictures import make_story, read_everything_public

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


def end(photo, *, on):
    Photo.objects.filter(pk=photo.pk).update(licence_expires_on=on)


def large(**fields):
    return make_photo(file=picture_file(size=(700, 500)), **fields)


def tokens(photo):
    return {entry["path"].rsplit("/", 1)[1] for entry in photo.renditions}


def files_of(photo, settings):
    return [Path(settings.MEDIA_ROOT) / entry["path"] for entry in photo.renditions]


def status_of(client, address):
    response = client.get(address)
    response.getvalue()
    return response.status_code


def addresses_of(photo):
    return [photo.address_of(entry) for entry in photo.renditions]


def test_picture_is_shown_on_the_last_day_of_its_licence(client):
    story = make_story()
    end(story.lead_photo, on=day(0))

    page = read_everything_public(client, story)[story.get_absolute_url()]

    assert [token for token in tokens(story.lead_photo) if token in page]


def test_no_public_page_names_a_picture_whose_licence_is_over(client):
    portrait, in_text, logo = large(), large(), large()
    story = make_story(authors=[make_author(portrait=portrait)])
    make_part(story, order=1, subhead="More", photo=in_text)
    Publication.stored()
    Publication.objects.update(logo=logo)
    photos = [story.lead_photo, portrait, in_text, logo]
    names = set().union(*(tokens(photo) for photo in photos))
    before = "".join(read_everything_public(client, story).values())
    assert all(any(token in before for token in tokens(photo)) for photo in photos)

    for photo in photos:
        end(photo, on=day(-1))

    for address, text in read_everything_public(client, story).items():
        assert not {name for name in names if name in text}, address


def test_story_stays_whole_without_its_picture(client):
    story = make_story(standfirst="What remains.", parts=["<p>All the words.</p>"])
    end(story.lead_photo, on=day(-1))

    page = Page(client.get(story.get_absolute_url()))

    assert page.select("figure, picture") == []
    assert "All the words." in page.text("main")
    assert status_of(client, page.attributes('meta[property="og:image"]', "content")[0]) == 200


def test_files_are_gone_at_the_moment_at_which_the_licence_is_over(client):
    photo = large()
    address = addresses_of(photo)[0]
    assert status_of(client, address) == 200

    end(photo, on=day(-1))

    assert status_of(client, address) == 404


def test_files_are_removed_with_those_that_kept_pages_may_name(client, settings, editor_client):
    photo = large()
    former = files_of(photo, settings)
    editor_client.post(
        f"/admin/photos/photo/{photo.pk}/replace/", {"original": picture_file(size=(800, 600))}
    )
    developing.develop_due()
    photo.refresh_from_db()
    files = [*former, *files_of(photo, settings)]
    assert all(file.is_file() for file in files)

    end(photo, on=day(-1))
    developing.develop_due()

    assert not any(file.exists() for file in files)
    assert not Photo.objects.to_withdraw().exists()


def test_desk_goes_on_seeing_the_picture(client, editor_client):
    photo = large(caption="The quay")
    end(photo, on=day(-1))
    developing.develop_due()

    html = editor_client.get("/admin/photos/photo/").content.decode()

    photo.refresh_from_db()
    assert "Licence over since" in html
    assert photo.thumbnail_url in html
    assert status_of(client, photo.thumbnail_url) == 200


def test_picture_comes_back_under_its_addresses_when_the_licence_is_renewed(client, editor_client):
    story = make_story()
    photo, addresses = story.lead_photo, addresses_of(story.lead_photo)
    end(photo, on=day(-1))
    developing.develop_due()
    photo.refresh_from_db()

    editor_client.post(
        f"/admin/photos/photo/{photo.pk}/change/",
        {
            "alt": photo.alt,
            "licence": photo.licence,
            "focal_x": 0.5,
            "focal_y": 0.5,
            "licence_expires_on": day(30),
            "initial-licence_expires_on": photo.licence_expires_on,
            "attributions-TOTAL_FORMS": 0,
            "attributions-INITIAL_FORMS": 0,
        },
    )
    developing.develop_due()

    assert [status_of(client, address) for address in addresses] == [200] * len(addresses)
    photo.refresh_from_db()
    assert addresses_of(photo) == addresses


def test_lost_original_does_not_keep_files_before_readers(settings, client):
    photo = large()
    files = files_of(photo, settings)
    (Path(settings.MEDIA_ROOT) / photo.original.name).unlink()

    end(photo, on=day(-1))
    developing.develop_due()

    assert not any(file.exists() for file in files)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(15, None), (14, "Licence ends on"), (0, "Licence ends on"), (-1, "Licence over since")],
)
def test_desk_is_warned_two_weeks_before(editor_client, days, sentence):
    photo = make_photo(licence_expires_on=day(days))
    story = make_article(lead_photo=photo)

    for path in ("photos/photo/", f"photos/photo/{photo.pk}/change/", screen_of(story)):
        html = editor_client.get(f"/admin/{path}").content.decode()
        for each in ("Licence ends on", "Licence over since"):
            # The form has a label of that name as well.
            assert (f">{each} " in html) == (each == sentence), path


def screen_of(story):
    return f"articles/article/{story.pk}/change/"


def test_chosen_photo_tells_its_state_and_where_it_ran(editor_client):
    photo = make_photo(licence_expires_on=day(3))
    make_article(headline="Storm", lead_photo=photo)

    [found] = editor_client.get("/admin/photos/photo/choices/").json()["results"]

    assert "Licence ends on" in found["states"][0]
    assert [use["sentence"].split(": ")[1] for use in found["uses"]] == ["Storm"]
    assert found["uses"][0]["sentence"].startswith("Ran on ")
