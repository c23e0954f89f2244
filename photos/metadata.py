"""What a file says of its picture, in the IPTC's standard (as XMP or IIM) and in EXIF.

Of the place only what somebody wrote is read, never the coordinates of a phone.
"""

import re
from datetime import date
from typing import NamedTuple
from unicodedata import category
from xml.etree import ElementTree

from PIL import IptcImagePlugin

LARGEST_PACKET = 256 * 1024  # bytes of XMP; a few hundred are usual
FIRST_YEAR = 1826  # of the oldest photograph that there is

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_XMP_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_EXIF_IN_XMP = "{http://ns.adobe.com/exif/1.0/}"
_EXIF_OF_CAMERA = 0x8769
# What cameras write into every picture is not its caption.
_CAMERAS_SAY = re.compile(r"(?i)(OLYMPUS|SONY|KONICA|SAMSUNG|MINOLTA|DCIM)\b.{0,24}$|DSC\w*$")


class Particulars(NamedTuple):
    """What a file says of its picture; each text may be "", each date None."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    copyright: str = ""
    place: str = ""
    taken_on: date | None = None
    licence_address: str = ""
    licence_expires_on: date | None = None


def read(picture):
    """Return the `Particulars` of an opened picture. Of several standards the newest is believed.

    The numbers are those of the IPTC's Information Interchange Model 4.2 and of EXIF 3.0.
    """
    xmp = _read_xmp(picture.info.get("xmp"))
    iptc = IptcImagePlugin.getiptcinfo(picture) or {}
    exif = picture.getexif()
    copyright = _first(xmp.get(_DC + "rights"), iptc.get((2, 116)), exif.get(0x8298))
    description = _first(exif.get(0x010E))
    return Particulars(
        alt=_first(xmp.get(_IPTC_CORE + "AltTextAccessibility")),
        caption=_first(
            xmp.get(_DC + "description"),
            iptc.get((2, 120)),
            "" if _CAMERAS_SAY.match(description) else description,
        ),
        credit=_first(
            xmp.get(_PHOTOSHOP + "Credit"),
            iptc.get((2, 110)),
            xmp.get(_DC + "creator"),
            iptc.get((2, 80)),
            exif.get(0x013B),
            copyright,
        ),
        copyright=copyright,
        place=_place(xmp, iptc),
        taken_on=_first_date(
            xmp.get(_PHOTOSHOP + "DateCreated"),
            xmp.get(_EXIF_IN_XMP + "DateTimeOriginal"),
            iptc.get((2, 55)),
            exif.get_ifd(_EXIF_OF_CAMERA).get(0x9003),
        ),
        licence_address=_first(xmp.get(_XMP_RIGHTS + "WebStatement")),
        licence_expires_on=_first_date(iptc.get((2, 37))),
    )


def legible(words):
    """Return words without what no database or XML can hold; joiners of letters stay."""
    kept = (sign if category(sign) in ("Cf", "Zs") or sign.isprintable() else " " for sign in words)
    return " ".join("".join(kept).split())


def _place(xmp, iptc):
    names = (
        _first(xmp.get(_IPTC_CORE + "Location"), iptc.get((2, 92))),
        _first(xmp.get(_PHOTOSHOP + "City"), iptc.get((2, 90))),
        _first(xmp.get(_PHOTOSHOP + "State"), iptc.get((2, 95))),
        _first(xmp.get(_PHOTOSHOP + "Country"), iptc.get((2, 101))),
    )
    return ", ".join(dict.fromkeys(filter(None, names)))


def _first(*values):
    """Return the first of the values that says something; a repeated one counts by its first."""
    for value in values:
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, str | bytes) and (words := legible(_text(one))):
            return words
    return ""


def _text(words):
    """Decode words: most programs write UTF-8, in spite of EXIF; old ones write Latin-1."""
    try:
        octets = words.encode("latin-1") if isinstance(words, str) else words
        return octets.decode()
    except UnicodeEncodeError:
        return words
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _first_date(*values):
    for value in values:
        if found := re.match(r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)", _first(value)):
            year, month, day = map(int, found.groups())
            try:
                if year >= FIRST_YEAR:
                    return date(year, month, day)
            except ValueError:
                continue
    return None


def _read_xmp(packet):
    """Return the properties of an XMP packet by their names, of lists the first value.

    A packet with declarations is not read at all: entities are how XML is made to explode.
    """
    if not isinstance(packet, bytes) or len(packet) > LARGEST_PACKET:
        return {}
    try:
        text = packet.decode().strip("\0\ufeff \r\n\t")
        tree = None if "<!" in text else ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError):
        return {}
    properties = {}
    for description in [] if tree is None else tree.iter(_RDF + "Description"):
        properties |= description.attrib
        for element in description:
            listed = element.find(f".//{_RDF}li")
            properties[element.tag] = (element if listed is None else listed).text or ""
    return properties
