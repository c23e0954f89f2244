"""Links of the menu and the foot of every page, written one in each line: words, then address."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sources.models import web_address

LONGEST_WORDS = 40  # characters
MOST_LINKS = 12


class LinksField(forms.CharField):
    """A textarea of lines such as `Newsletter /newsletter/`; cleaned, a list of dictionaries.

    Each has `words` and `address`: a path of this site, or a web address.
    """

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{link['words']} {link['address']}" for link in value)
        return value

    def clean(self, value):
        lines = enumerate(super().clean(value).splitlines(), start=1)
        links, faults = [], []
        for number, line in [(number, line) for number, line in lines if line.strip()]:
            words, _space, address = line.strip().rpartition(" ")
            if fault := _fault(words.strip(), address):
                faults.append(_("Line %(number)d: %(fault)s") % {"number": number, "fault": fault})
            links.append({"words": words.strip(), "address": address})
        if len(links) > MOST_LINKS:
            faults.append(_("%(most)d links at most, please.") % {"most": MOST_LINKS})
        if faults:
            raise ValidationError(faults)
        return links

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "").replace("\r\n", "\n")


def _fault(words, address):
    if not words:
        return _("write the words of the link, a space, and its address.")
    if len(words) > LONGEST_WORDS:
        return _("“%(words)s…” is too long; %(most)d characters at most.") % {
            "words": words[:LONGEST_WORDS],
            "most": LONGEST_WORDS,
        }
    if address.startswith("/") and not address.startswith("//") and "\\" not in address:
        return None
    try:
        web_address(address)
    except ValidationError:
        return _(
            "“%(address)s” is no address: write a path such as /about/, or a web address such as "
            "https://news.example/."
        ) % {"address": address}
    return None
