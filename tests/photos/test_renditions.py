"""What is made of a picture: every width and format, crops around what matters, and its rights."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, IptcImagePlugin

from photos import renditions
from photos.models import Photo
from photos.rights import Rights
from tests.factories import make_photo, picture_file

EXIF_ARTIST = 0x013B
CREDIT = "{http://ns.adobe.com/photoshop/1.0/}Credit"
WEB_STATEMENT = "{http://ns.adobe.com/xap/1.0/rights/}WebStatement"
RDF_DESCRIPTION = ".//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"


def made_of(size=(400, 300), **options):
    return renditions.make(picture_file(size=size), **options)


def sizes(made, format_name):
    return [
        (each.frame.width, each.frame.height)
        for each in made
        if each.format.name == format_name and not each.frame.shape
    ]


def crops(made):
    return {each.frame.shape: each for each in made if each.frame.shape}


def opened(rendition):
    return Image.open(BytesIO(rendition.content))


def halves(size, *, left, right):
    """Return a picture whose halves have two colours."""
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    content = BytesIO()
    picture.save(content, "JPEG", quality=95)
    return content


def test_large_picture_comes_in_every_width_of_each_format():
    made = made_of((2400, 1600))

    screens = [(160, 107), (400, 267), (720, 480), (1080, 720), (1440, 960), (1920, 1280)]
    assert sizes(made, "avif") == sizes(made, "webp") == screens
    assert sizes(made, "jpeg") == [(320, 213), (960, 640), (1280, 853)]
    for each in made:
        with opened(each) as picture:
            assert picture.size == (each.frame.width, each.frame.height)
            assert picture.get_format_mimetype() == each.format.mime_type


def test_small_picture_is_never_enlarged():
    made = made_of((500, 400))

    assert {width for width, _ in sizes(made, "avif")} == {160, 400, 500}
    assert all(each.frame.width <= 500 for each in made)


def test_crops_have_the_shapes_that_search_engines_ask_for():
    wide = crops(made_of((2400, 1600)))
    small = crops(made_of((500, 400)))

    assert [(shape, opened(each).size) for shape, each in wide.items()] == [
        ("16:9", (1200, 675)),
        ("4:3", (1200, 900)),
        ("1:1", (1200, 1200)),
    ]
    assert {shape: opened(each).size for shape, each in small.items()} == {
        "16:9": (496, 279),
        "4:3": (500, 375),
        "1:1": (400, 400),
    }


@pytest.mark.parametrize("size", [(40, 4000), (4000, 40), (200, 200)])
def test_picture_too_small_for_a_crop_has_none_of_that_shape(size):
    made = made_of(size)

    assert not crops(made)
    assert sizes(made, "avif")[-1] == (min(size[0], 1920), round(size[1] * min(1, 1920 / size[0])))
    assert all(opened(each).size[1] >= 1 for each in made)


@pytest.mark.parametrize(
    ("focal_point", "channel"), [((0, 0.5), 0), ((0.1, 1), 0), ((1, 0.5), 2), ((0.9, 0), 2)]
)
def test_crop_stays_inside_and_holds_the_focal_point(focal_point, channel):
    made = renditions.make(
        halves((3000, 800), left=(255, 0, 0), right=(0, 0, 255)), focal_point=focal_point
    )

    for crop in crops(made).values():
        colour = opened(crop).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert colour[channel] > 250


@pytest.mark.parametrize("size", [(401, 300), (1000, 333), (6001, 1999), (333, 2999)])
@pytest.mark.parametrize("focal_point", [(0, 0), (1, 1), (1 / 3, 0.7)])
def test_crop_of_odd_sides_is_never_outside(size, focal_point):
    made = made_of(size, focal_point=focal_point)

    assert crops(made)


def test_same_picture_gives_the_same_bytes_again():
    content = halves((900, 600), left="teal", right="white").getvalue()

    first, second = (renditions.make(BytesIO(content)) for _ in range(2))

    assert [each.content for each in first] == [each.content for each in second]


def names(**options):
    """Return the names that all files of a picture share: `(of the whole, of its crops)`."""
    content = BytesIO(halves((900, 600), left="teal", right="white").getvalue())
    found = {}
    for each in renditions.make(content, **options):
        found.setdefault(bool(each.frame.shape), set()).add(each.path("secret").split("-")[0])
    return found[False], found[True]


def test_all_widths_and_formats_of_a_picture_share_a_name_that_is_its_own():
    whole, crops = names()

    assert len(whole) == len(crops) == 1
    assert names() == (whole, crops)
    assert names(focal_point=(0, 0))[0] == whole
    assert names(focal_point=(0, 0))[1].isdisjoint(crops | whole)
    assert names(rights=Rights("Ana Lens"))[0].isdisjoint(whole)


def test_credit_and_licence_stand_in_every_file():
    rights = Rights("José “Q” <Ñandú> &\x0b نیم‌فاصله", "https://licence.example/by/?a&b")

    made = made_of(rights=rights)

    assert {each.format.name for each in made} == {"avif", "webp", "jpeg"}
    for each in made:
        with opened(each) as picture:
            described = ElementTree.fromstring(picture.info["xmp"]).find(RDF_DESCRIPTION)
            artist = picture.getexif()[EXIF_ARTIST]
        assert described.attrib[CREDIT] == "José “Q” <Ñandú> & نیم‌فاصله"
        assert described.attrib[WEB_STATEMENT] == "https://licence.example/by/?a&b"
        assert artist.encode("latin-1").decode() == "José “Q” <Ñandú> & نیم‌فاصله"


def test_credit_and_copyright_stand_in_the_iptc_block_of_every_jpeg():
    """AVIF and WebP have no place for it."""
    rights = Rights("José Ñandú", copyright="© 2026 Harbour Agency")

    jpegs = [each for each in made_of((1300, 900), rights=rights) if each.format.name == "jpeg"]

    assert len(jpegs) == 6
    for each in jpegs:
        with opened(each) as picture:
            iptc = IptcImagePlugin.getiptcinfo(picture)
        assert iptc[1, 90] == b"\x1b%G"
        assert iptc[2, 110].decode() == "José Ñandú"
        assert iptc[2, 116].decode() == "© 2026 Harbour Agency"


def test_files_say_nothing_of_rights_that_are_not_known():
    for each in made_of():
        with opened(each) as picture:
            assert IptcImagePlugin.getiptcinfo(picture) is None
            assert "xmp" not in picture.info
            assert EXIF_ARTIST not in picture.getexif()


def test_colour_profile_of_the_original_is_kept():
    content = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(content, "JPEG", icc_profile=b"a profile" * 20)

    for each in renditions.make(content):
        assert opened(each).info["icc_profile"] == b"a profile" * 20


@pytest.mark.parametrize("damaged", [b"", b"no picture", picture_file().read()[:600]])
def test_damaged_original_is_reported(damaged):
    with pytest.raises(renditions.LostOriginal, match="cannot be read"):
        renditions.make(BytesIO(damaged))


@pytest.mark.django_db
def test_files_that_are_listed_exist(settings):
    photo = make_photo(file=picture_file(size=(1000, 500)))

    files = [settings.MEDIA_ROOT / entry["path"] for entry in photo.renditions]

    assert len(files) == len(set(files)) == 4 + 4 + 3 + 3
    assert all(file.is_file() for file in files)


@pytest.mark.django_db
def test_address_of_a_file_cannot_be_reckoned_out_of_the_same_picture():
    first, second = (make_photo(file=picture_file(size=(700, 500))) for _ in range(2))

    paths = [{entry["path"] for entry in photo.renditions} for photo in (first, second)]

    assert paths[0].isdisjoint(paths[1])


def test_every_licence_for_everybody_names_its_text():
    closed = {"all-rights", "own", "agency", "handout"}

    assert set(Photo.LICENCE_ADDRESSES) == set(Photo.Licence.values) - closed
