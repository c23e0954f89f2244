"""What we write into each file: credit line, copyright notice and licence."""

from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from photos.metadata import legible

_EXIF_ARTIST, _EXIF_COPYRIGHT = 0x013B, 0x8298
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_IPTC_CREDIT, _IPTC_COPYRIGHT = 110, 116
_IPTC_IS_UTF_8 = b"\x1c\x01\x5a\x00\x03\x1b%G"


class Rights(NamedTuple):
    """Each may be "". The licence is one that is for everybody, told by its address."""

    credit: str = ""
    licence_address: str = ""
    copyright: str = ""

    def as_metadata(self):
        """Return EXIF, XMP and IIM for Pillow to save, as the IPTC's standard names the properties.

        Search engines read XMP before anything else, archives of pictures often IIM alone. Only
        JPEG has a place for IIM; the other formats leave `extra` unread.
        """
        credit, copyright = legible(self.credit), legible(self.copyright)
        return (
            _exif({_EXIF_ARTIST: credit, _EXIF_COPYRIGHT: copyright})
            | _xmp(credit, copyright, self.licence_address)
            | _iim({_IPTC_CREDIT: credit, _IPTC_COPYRIGHT: copyright})
        )


NO_RIGHTS = Rights()


def _exif(names):
    """Return EXIF in UTF-8, as most programs write it."""
    exif = Image.Exif()
    for tag, name in names.items():
        if name:
            exif[tag] = name.encode()
    return {"exif": exif} if len(exif) else {}


def _xmp(credit, copyright, licence_address):
    properties = ""
    if credit:
        properties += f' xmlns:photoshop="{_PHOTOSHOP}" photoshop:Credit={quoteattr(credit)}'
    if licence_address:
        address = quoteattr(licence_address)
        properties += f' xmlns:xmpRights="{_XMP_RIGHTS}" xmpRights:WebStatement={address}'
    if not properties and not copyright:
        return {}
    notice = f'<rdf:li xml:lang="x-default">{escape(copyright)}</rdf:li>'
    rights = f'<dc:rights xmlns:dc="{_DC}"><rdf:Alt>{notice}</rdf:Alt></dc:rights>'
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
        f'<rdf:Description rdf:about=""{properties}>{rights if copyright else ""}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return {"xmp": packet.encode()}


def _iim(names):
    """Return a JPEG's segment APP13 with data sets of record 2, in the wrapping of Photoshop."""
    sets = b"".join(
        bytes([0x1C, 2, number]) + len(octets).to_bytes(2) + octets
        for number, name in names.items()
        if (octets := name.encode())
    )
    if not sets:
        return {}
    content = _IPTC_IS_UTF_8 + sets
    padding = b"\0" * (len(content) % 2)
    block = b"8BIM\x04\x04\0\0" + len(content).to_bytes(4) + content + padding
    segment = b"Photoshop 3.0\0" + block
    return {"extra": b"\xff\xed" + (len(segment) + 2).to_bytes(2) + segment}
