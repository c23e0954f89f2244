"""Whom a picture names as its maker, and what we write into each file: credit line and licence."""

from typing import NamedTuple
from unicodedata import category
from xml.sax.saxutils import quoteattr

from PIL import Image, IptcImagePlugin

LONGEST_CREDIT = 200  # characters; what a photo has room for
_EXIF_ARTIST, _EXIF_COPYRIGHT = 0x013B, 0x8298
_IPTC_BYLINE, _IPTC_CREDIT = (2, 80), (2, 110)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"


class Rights(NamedTuple):
    """The credit line, and the address of a licence that is for everybody; each may be ""."""

    credit: str = ""
    licence_address: str = ""

    def as_metadata(self):
        """Return EXIF and XMP for Pillow to save, in the properties that the IPTC's standard names.

        Search engines read XMP before anything else.
        """
        credit = _legible(self.credit)
        properties = ""
        if credit:
            properties += f' xmlns:photoshop="{_PHOTOSHOP}" photoshop:Credit={quoteattr(credit)}'
        if self.licence_address:
            address = quoteattr(self.licence_address)
            properties += f' xmlns:xmpRights="{_XMP_RIGHTS}" xmpRights:WebStatement={address}'
        xmp = {"xmp": _packet(properties)} if properties else {}
        return exif_with_artist(credit) | xmp


NO_RIGHTS = Rights()


def exif_with_artist(name):
    """Return EXIF for Pillow to save, with a name in UTF-8, as most programs write it."""
    if not name:
        return {}
    exif = Image.Exif()
    exif[_EXIF_ARTIST] = name.encode()
    return {"exif": exif}


def read_credit(picture):
    """Return the name that a picture gives for its maker, or ""."""
    exif = picture.getexif()
    iptc = IptcImagePlugin.getiptcinfo(picture) or {}
    for name in (
        iptc.get(_IPTC_CREDIT),
        iptc.get(_IPTC_BYLINE),
        exif.get(_EXIF_ARTIST),
        exif.get(_EXIF_COPYRIGHT),
    ):
        if isinstance(name, str | bytes) and (legible := _legible(_text(name))):
            return legible[:LONGEST_CREDIT]
    return ""


def _text(name):
    """Decode a name: most programs write UTF-8, in spite of EXIF; old ones write Latin-1."""
    octets = name.encode("latin-1", "replace") if isinstance(name, str) else name
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _legible(name):
    """Return a name without what no database or XML can hold; joiners of letters stay."""
    kept = (sign if category(sign) in ("Cf", "Zs") or sign.isprintable() else " " for sign in name)
    return " ".join("".join(kept).split())


def _packet(properties):
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
        f'<rdf:Description rdf:about=""{properties}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
