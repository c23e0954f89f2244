"""Whether two pictures look the same, whatever their size, format and quality.

A difference hash (Neal Krawetz, "Kind of Like That", The Hacker Factor Blog, 2013): 64 bits that
say where a picture, shrunk to 9 × 8 greys, gets brighter from left to right.
"""

from PIL import Image

NEAR = 6  # bits of 64; copies that were scaled and compressed again differ in fewer
_ACROSS, _DOWN = 8, 8
_TELLING = 8  # bits; with so few of one kind it is a surface or a gradient, and like any other
BAND = 4  # hexadecimal digits
BANDS = 16 // BAND


def fingerprint(picture):
    """Return 16 hexadecimal digits, or "" for a picture too plain to be told from others."""
    greys = picture.convert("L").resize((_ACROSS + 1, _DOWN), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(_DOWN):
        for left in range(row * (_ACROSS + 1), row * (_ACROSS + 1) + _ACROSS):
            bits = bits << 1 | (greys[left] < greys[left + 1])
    if min(bits.bit_count(), _ACROSS * _DOWN - bits.bit_count()) <= _TELLING:
        return ""
    return f"{bits:016x}"


def distance(first, second):
    """Return in how many bits two fingerprints differ."""
    return (int(first, 16) ^ int(second, 16)).bit_count()


def close_bands(fingerprint):
    """Return for each quarter of a fingerprint the 17 quarters that differ in one bit at most.

    Two fingerprints that differ in seven bits or fewer have such a quarter in common: so a
    database finds all that are near by looking up a few values.
    """
    quarters = (int(fingerprint[start : start + BAND], 16) for start in range(0, 16, BAND))
    flips = [0, *(1 << bit for bit in range(4 * BAND))]
    return [[f"{quarter ^ flip:0{BAND}x}" for flip in flips] for quarter in quarters]
