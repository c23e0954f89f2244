"""The picture that a shared link is shown with."""

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageChops

from articles.models import Status
from photos import lettering
from publication.models import Publication
from tests.factories import make_article, make_photo, make_section, picture_file
from tests.page import Page

pytestmark = pytest.mark.django_db

PAPER = (255, 253, 249)


def card_address(client, article, settings):
    page = Page(client.get(article.get_absolute_url()))
    [address] = page.attributes('meta[property="og:image"]', "content")
    assert address.startswith(settings.SITE_ADDRESS)
    return address.removeprefix(settings.SITE_ADDRESS)


def open_card(client, address):
    response = client.get(address)
    assert response.status_code == HTTPStatus.OK
    assert response.headers["Content-Type"] == "image/jpeg"
    return Image.open(BytesIO(response.content)).convert("RGB")


def ink(card, box):
    """Return which part of a region is not paper, from 0 to 1."""
    region = card.crop(box)
    paper = Image.new("RGB", region.size, PAPER)
    distances = ImageChops.difference(region, paper).convert("L").histogram()
    return sum(distances[40:]) / sum(distances)


def test_card_shows_headline_photo_and_accent(client, settings):
    photo = make_photo(file=picture_file(size=(900, 600), colour="teal"))
    article = make_article(
        headline="A road is opened", section=make_section(accent="green"), lead_photo=photo
    )

    card = open_card(client, card_address(client, article, settings))

    assert card.size == (1200, 630)
    assert card.getpixel((1000, 300)) == pytest.approx((0, 128, 128), abs=12)
    assert card.getpixel((300, 5)) == pytest.approx((0x0D, 0x64, 0x50), abs=12)
    assert ink(card, (64, 120, 660, 420)) > 0.02


@pytest.mark.parametrize("content", [None, b"damaged"])
def test_card_of_a_story_whose_picture_is_lost_has_its_words(client, settings, content, caplog):
    photo = make_photo(file=picture_file(size=(900, 600), colour="teal"))
    article = make_article(headline="A road is opened", lead_photo=photo)
    default_storage.delete(photo.original.name)
    if content:
        default_storage.save(photo.original.name, ContentFile(content))

    card = open_card(client, card_address(client, article, settings))

    assert card.getpixel((1190, 300)) == pytest.approx(PAPER, abs=3)
    assert ink(card, (64, 120, 660, 420)) > 0.02
    assert f"photo {photo.pk} is lost" in caplog.text


def test_card_of_a_story_in_arabic_is_mirrored(client, settings):
    photo = make_photo(file=picture_file(size=(900, 600), colour="teal"))
    article = make_article(headline="قناة قديمة", slug="canal", language="ar", lead_photo=photo)

    card = open_card(client, card_address(client, article, settings))

    assert card.getpixel((200, 300)) == pytest.approx((0, 128, 128), abs=12)


def test_card_is_kept_for_ever_and_drawn_once(client, settings):
    article = make_article()
    address = card_address(client, article, settings)

    first, second = client.get(address), client.get(address)

    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert first.content == second.content
    [folder] = default_storage.listdir("cards")[0]
    assert len(default_storage.listdir(f"cards/{folder}")[1]) == 1


@pytest.mark.parametrize("change", ["headline", "section", "photo", "publication"])
def test_card_is_drawn_anew_when_something_on_it_changes(client, settings, change):
    article = make_article(lead_photo=make_photo())
    before = card_address(client, article, settings)

    if change == "headline":
        article.headline = "Another headline"
    elif change == "section":
        article.section.name = "Renamed"
        article.section.save()
    elif change == "photo":
        article.lead_photo = make_photo()
    else:
        Publication.objects.create(name="The Tide")
    article.save()

    after = card_address(client, article, settings)
    assert after != before
    assert client.get(before).headers["Location"] == after
    open_card(client, after)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"status": Status.TAKEN_DOWN, "taken_down_reason": "It was wrong."},
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "taken down", "embargoed", "scheduled"],
)
def test_card_of_a_hidden_story_is_not_found(client, settings, fields):
    article = make_article()
    address = card_address(client, article, settings)
    open_card(client, address)

    type(article).objects.filter(pk=article.pk).update(**fields)

    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "address",
    ["/cards/1-zz.jpg", f"/cards/999999-{'0' * 32}.jpg", f"/cards/{'9' * 40}-{'0' * 32}.jpg"],
)
def test_address_of_no_card_is_not_found(client, address):
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "headline",
    [
        "Oil",
        "Word " * 60,
        "W" * 300,
        "A road 🎉🏁 is opened",
        "Zalgo h̷̛͈e̵͕͝ comes",
        "A bell\x07 rings",
        "—",
    ],
)
def test_any_headline_stays_in_its_room(client, settings, headline):
    article = make_article(headline=headline, slug="any", section=make_section())

    card = open_card(client, card_address(client, article, settings))

    assert ink(card, (1140, 20, 1200, 630)) == 0
    assert ink(card, (0, 20, 60, 630)) == 0


@pytest.mark.parametrize("headline", ["A bell\x07 rings", "A family 👩\u200d👧 sails"])
def test_signs_that_cannot_be_drawn_cost_the_others_nothing(client, settings, headline):
    article = make_article(headline=headline, slug="signs")

    card = open_card(client, card_address(client, article, settings))

    assert ink(card, (64, 120, 700, 260)) > 0.02


def test_letters_are_parted_as_they_are_written(client, settings):
    """Without its zero-width non-joiner a Persian word is another one."""
    try:
        lettering.font_for("می", size=40, language="fa")
    except lettering.MissingFont:
        pytest.skip("No font of this machine has Arabic letters.")
    parted, joined = (
        make_article(headline=headline, slug=slug, language="fa")
        for headline, slug in (("می\u200cروم", "parted"), ("میروم", "joined"))
    )

    cards = [open_card(client, card_address(client, each, settings)) for each in (parted, joined)]

    assert ImageChops.difference(*(card.crop((64, 120, 1136, 500)) for card in cards)).getbbox()


def test_headline_in_a_script_without_a_font_is_left_out_and_said(
    client, settings, caplog, monkeypatch
):
    monkeypatch.setattr(lettering, "_installed", dict)
    article = make_article(headline="สะพาน", slug="bridge", language="th")

    card = open_card(client, card_address(client, article, settings))

    assert "Install Noto fonts for Thai" in caplog.text
    assert ink(card, (64, 120, 1136, 500)) == 0
