"""Photos of the library within the text of a part, wherever a story is read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Illustration
from photos.models import Photo
from tests.factories import make_article, make_part, make_photo, make_source
from tests.page import Page

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


def place(photo):
    return f'<figure data-photo="{photo.pk}"></figure>'


@pytest.fixture
def photo():
    source = make_source(name="Harbour Archive", slug="harbour-archive")
    return make_photo(alt="A quay", caption="The quay at dawn", credit="Ana Lens", sources=[source])


@pytest.fixture
def story(photo):
    return make_article(parts=[("Opening", f"<p>Before.</p>{place(photo)}<p>After.</p>")])


def page_of(client, story):
    return Page(client.get(story.get_absolute_url()))


def test_picture_stands_in_the_text_with_caption_credit_and_source(client, story, photo):
    page = page_of(client, story)

    words = [
        element.text(strip=True)[:6] for element in page.select(".prose > *") if element.tag != "br"
    ]
    assert words == ["Before", "The qu", "After."]
    [picture] = page.select(".prose figure.photo img")
    assert picture.attributes["alt"] == "A quay"
    assert page.select(".prose figure.photo picture source")
    caption = page.text(".prose figcaption")
    assert "The quay at dawn" in caption
    assert "Ana Lens" in caption
    assert "Harbour Archive" in caption
    assert "data-photo" not in page.html
    assert any("Harbour Archive" in line for line in page.texts(".sources__item"))


def test_what_is_said_of_the_picture_changes_in_every_text(client, story, photo):
    photo.caption = "The quay at dusk"
    photo.save()

    assert "The quay at dusk" in page_of(client, story).text(".prose figcaption")


def test_picture_whose_licence_is_over_is_on_no_page(client, story, photo):
    photo.licence_expires_on = YESTERDAY
    photo.save()

    for address in (story.get_absolute_url(), "/feed/json/", "/sitemap-pages.xml"):
        text = client.get(address).text
        assert "quay" not in text
        assert "data-photo" not in text
    assert page_of(client, story).texts(".prose > p") == ["Before.", "After."]


def test_text_edition_has_the_words_and_no_place_for_pictures(client, story):
    text = client.get(f"{story.get_absolute_url()}text/").text

    assert "<p>Before.</p><p>After.</p>" in text
    assert "<figure" not in text


def test_feed_shows_the_picture_where_it_stands(client, story, photo):
    [item] = client.get("/feed/json/").json()["items"]

    before, after = item["content_html"].split("<figure>", 1)
    assert before.rstrip().endswith("<p>Before.</p>")
    assert after.startswith(f'<img src="{photo.address}" alt="A quay">')
    assert "<p>After.</p>" in after


def test_sitemap_names_the_picture(client, story, photo):
    sitemap = client.get(f"/sitemap-{story.published_at:%Y-%m}.xml").text

    assert photo.address in sitemap


def test_caption_is_searched_and_stays_in_step(client, story, photo):
    def found(words):
        return Page(client.get("/search/", {"q": words})).texts(".card__headline")

    assert found("quay dawn") == [story.headline]
    assert found("archive") == [story.headline]

    Photo.objects.filter(pk=photo.pk).update(caption="The pier")
    assert found("quay dawn") == []
    assert found("pier") == [story.headline]

    part = story.parts.get()
    part.prose = "<p>Before.</p>"
    part.save()
    assert found("pier") == []


def test_page_of_a_source_lists_stories_with_its_picture_in_the_text(client, story):
    page = Page(client.get("/source/harbour-archive/"))

    assert page.texts(".card__headline") == [story.headline]
    assert "Ref image" in page.html


@pytest.mark.parametrize("number", [1, 6])
def test_pictures_of_a_text_are_fetched_together(client, django_assert_num_queries, number):
    section = make_article().section
    for _ in range(3):  # so that related stories are found at once
        make_article(section=section)
    plain = make_article(section=section, parts=["<p>Text.</p>"], lead_photo=make_photo())
    places = "".join(place(make_photo()) for _ in range(number))
    story = make_article(
        section=section,
        parts=[f"<p>One.</p>{places}", f"<p>Two.</p>{places}"],
        lead_photo=make_photo(),
    )
    with django_assert_num_queries(11) as asked:
        client.get(plain.get_absolute_url())

    with django_assert_num_queries(len(asked) + 1):
        client.get(story.get_absolute_url())


def test_uses_follow_the_text(story, photo):
    other = make_photo()
    part = story.parts.get()

    part.prose = f"<p>Text.</p>{place(other)}{place(other)}<figure data-photo='999'></figure>"
    part.save()
    assert [each.photo for each in part.illustrations.all()] == [other]

    part.prose = "<p>Text.</p>"
    part.save()
    assert not Illustration.objects.exists()


def test_versions_tell_that_a_picture_came_into_the_text(client, photo):
    story = make_article(parts=[("Opening", "<p>Before.</p><p>After.</p>")])
    publishing.publish(story)
    part = story.parts.get()
    part.prose = f"<p>Before.</p>{place(photo)}<p>After.</p>"
    part.save()
    publishing.publish(story)

    page = Page(client.get(f"{story.get_absolute_url()}history/1-2/"))

    assert page.texts("main ins") == ["The quay at dawn Ana Lens"]


def test_live_entry_with_a_picture_alone_is_told_as_changed(client, photo):
    story = make_article(kind="live", parts=())
    part = make_part(story, order=1, subhead="News", prose="<p>x</p>", posted_at=timezone.now())
    before = part.wording
    part.prose = place(photo)
    part.save()

    assert part.prose == place(photo)
    assert part.wording != before
