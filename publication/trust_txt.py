"""What editors write of themselves for trust.txt, the file of JournalList.

Its reference document (https://journallist.net/reference-document-for-trust-txt-specifications)
has one statement in each line, `name=value`; lines that begin with # are remarks.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sources.models import web_address

TO_OTHERS = ("member", "belongto", "control", "controlledby", "vendor", "customer", "social")
ADDRESSES = (*TO_OTHERS, "disclosure")
NAMES = (*ADDRESSES, "contact")
# Said once, where it is decided.
DECIDED_ELSEWHERE = "datatrainingallowed"


def statements(text):
    """Return the `(number, name, value)` of each line that says something; the name may be ""."""
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line and not line.startswith("#"):
            name, separator, value = line.partition("=")
            yield number, name.strip().lower() if separator else "", value.strip()


def trust_txt_lines(text):
    """Refuse a text that is no part of a trust.txt, and name each line that is wrong."""
    said, faults = set(), []
    for number, name, value in statements(text):
        fault = _fault(name, value, said)
        if fault:
            faults.append(_("Line %(number)d: %(fault)s") % {"number": number, "fault": fault})
        said.add((name, value))
    if faults:
        raise ValidationError(faults)


def _fault(name, value, said):
    if name == DECIDED_ELSEWHERE:
        return _("“%(name)s” follows from “AI may be trained on stories” above; leave it out.") % {
            "name": name
        }
    if name not in NAMES:
        return _("write name=value, with one of these names: %(names)s.") % {
            "names": ", ".join(NAMES)
        }
    if not value:
        return _("write something after “%(name)s=”.") % {"name": name}
    if (name, value) in said:
        return _("this was said in a line above.")
    if name == "controlledby" and any(name == other for other, _value in said):
        return _("only one organisation can be “controlledby”.")
    return _fault_of_address(name, value) if name in ADDRESSES else None


def _fault_of_address(name, value):
    try:
        web_address(value)
    except ValidationError:
        return _(
            "“%(name)s” takes a web address such as https://news.example/, not “%(value)s”."
        ) % {"name": name, "value": value}
    return None
