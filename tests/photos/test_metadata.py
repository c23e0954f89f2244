"""What a file says of its picture reaches the library, in whichever standard it is written."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from photos import darkroom
from photos.models import Photo
from tests.factories import make_photo, picture_file

CAMERA, ORIGINAL_TIME, DESCRIPTION, COPYRIGHT = 0x8769, 0x9003, 0x010E, 0x8298


def with_iim(data_sets):
    """Return a JPEG with data sets of the IPTC's older standard, `{(record, number): octets}`."""
    content = b"".join(
        bytes([0x1C, *tag]) + len(octets).to_bytes(2) + octets for tag, octets in data_sets.items()
    )
    block = b"8BIM\x04\x04\0\0" + len(content).to_bytes(4) + content + b"\0" * (len(content) % 2)
    segment = b"Photoshop 3.0\0" + block
    jpeg = picture_file().read()
    marker = b"\xff\xed" + (len(segment) + 2).to_bytes(2) + segment
    return ContentFile(jpeg[:2] + marker + jpeg[2:], name="agency.jpg")


def with_xmp(properties, *, format="JPEG"):
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f'<rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    return saved(format, xmp=packet.encode())


def saved(format="JPEG", **options):
    content = BytesIO()
    Image.open(picture_file()).save(content, format, **options)
    return ContentFile(content.getvalue(), name=f"picture.{format.lower()}")


def particulars(file):
    return darkroom.develop(file).particulars


def test_iptc_of_an_agency_is_read():
    said = particulars(
        with_iim(
            {
                (1, 90): b"\x1b%G",
                (2, 120): "Kräne im Hafen".encode(),
                (2, 110): b"Ana Lens / Harbour Agency",
                (2, 116): "© 2026 Harbour Agency".encode(),
                (2, 55): b"20261103",
                (2, 92): b"Quay 4",
                (2, 90): b"Lisbon",
                (2, 101): b"Portugal",
                (2, 37): b"20270101",
            }
        )
    )

    assert said.caption == "Kräne im Hafen"
    assert said.credit == "Ana Lens / Harbour Agency"
    assert said.copyright == "© 2026 Harbour Agency"
    assert said.taken_on == date(2026, 11, 3)
    assert said.place == "Quay 4, Lisbon, Portugal"
    assert said.licence_expires_on == date(2027, 1, 1)


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_xmp_is_read_of_every_format_and_believed_first(format):
    said = particulars(
        with_xmp(
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The quay</rdf:li></rdf:Alt>'
            "</dc:description><photoshop:Credit>Ana Lens</photoshop:Credit>"
            "<photoshop:DateCreated>2026-11-03T10:00:00+01:00</photoshop:DateCreated>"
            "<photoshop:City>Lisbon</photoshop:City>"
            "<core:AltTextAccessibility><rdf:Alt><rdf:li>Cranes over a ship</rdf:li></rdf:Alt>"
            "</core:AltTextAccessibility>",
            format=format,
        )
    )

    assert (said.caption, said.credit, said.place) == ("The quay", "Ana Lens", "Lisbon")
    assert said.alt == "Cranes over a ship"
    assert said.taken_on == date(2026, 11, 3)


def test_exif_of_a_camera_is_read():
    exif = Image.Exif()
    exif[DESCRIPTION], exif[COPYRIGHT] = "The quay at dawn", "Ana Lens"
    exif.get_ifd(CAMERA)[ORIGINAL_TIME] = "2026:11:03 06:12:00"

    said = particulars(saved(exif=exif))

    assert (said.caption, said.credit, said.copyright) == (
        "The quay at dawn",
        "Ana Lens",
        "Ana Lens",
    )
    assert said.taken_on == date(2026, 11, 3)


@pytest.mark.parametrize("words", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DSC00423"])
def test_what_a_camera_writes_by_itself_is_no_caption(words):
    exif = Image.Exif()
    exif[DESCRIPTION] = words

    assert particulars(saved(exif=exif)).caption == ""


@pytest.mark.parametrize("day", [b"20260231", b"00000000", b"tomorrow", b"99991399"])
def test_day_that_never_was_is_left_out(day):
    assert particulars(with_iim({(2, 55): day})).taken_on is None


@pytest.mark.parametrize(
    "packet",
    [
        b"<not xml",
        b"\xff\xfe\x00",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>",
        '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16"),
        b"<x>" * 20_000,
    ],
)
def test_hostile_xmp_is_left_unread(packet):
    assert particulars(saved(format="WEBP", xmp=packet)).caption == ""


@pytest.mark.django_db
def test_library_takes_over_what_the_file_says_and_keeps_what_somebody_wrote():
    file = with_iim({(2, 120): b"From the file", (2, 110): b"Ana Lens", (2, 90): b"Lisbon"})

    photo = make_photo(file=file, caption="Written by hand", alt="")

    assert (photo.caption, photo.credit, photo.place) == ("Written by hand", "Ana Lens", "Lisbon")


@pytest.mark.django_db
def test_words_that_are_too_long_are_cut_and_not_refused():
    photo = make_photo(file=with_iim({(2, 120): b"w" * 900, (2, 110): b"c" * 900}))

    assert (len(photo.caption), len(photo.credit)) == (500, 200)


@pytest.mark.django_db
def test_licence_that_is_for_everybody_is_recognised_by_its_address():
    address = "https://creativecommons.org/licenses/by/4.0/"

    photo = make_photo(file=with_xmp(f"<xmpRights:WebStatement>{address}</xmpRights:WebStatement>"))

    assert photo.licence == Photo.Licence.CC_BY_4
