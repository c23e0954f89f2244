"""Texts that every reader of XML and JSON takes, whatever was stored."""

import re

# What XML 1.0 (section 2.2) has no way to write: control characters, halves of surrogate pairs,
# and the two code points that are no characters. JSON could escape them; its readers choke.
_illegible = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(value):
    """Return a text without such characters; a list or dictionary with each of its texts so."""
    if isinstance(value, str):
        return _illegible.sub("", value)
    if isinstance(value, dict):
        return {key: legible(each) for key, each in value.items()}
    if isinstance(value, list):
        return [legible(each) for each in value]
    return value
