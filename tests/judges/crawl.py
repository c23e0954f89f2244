"""A reader who follows every link of the site, and every address that is meant for machines."""

import json
import re
from collections import deque
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from selectolax.lexbor import LexborHTMLParser

# What an HTML page loads or leads to. Candidates of a srcset are parted by commas before a blank.
ADDRESSES = {"href", "src", "poster"}
CANDIDATES = {"srcset", "imagesrcset"}
_candidate = re.compile(r"\s*(\S+?)(?:\s+[\d.]+[wx])?\s*(?:,(?=\s)|$)")
_in_css = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
_in_text = re.compile(r"""https?://[^\s"'<>\\)\]]+""")
PAGES = "text/html"
TEXTS = ("application/json", "application/feed+json", "application/manifest+json", "text/plain")


class Crawl:
    """What was answered at each address (`answers`), and which links broke (`faults`)."""

    def __init__(self, client):
        self._client = client
        self._waiting = deque()
        self._asked = set()
        self._anchors = {}
        self._wanted_anchors = []
        self.answers = {}
        self.faults = []

    def follow(self, *starts):
        """Visit the starts and all that they lead to on this site; return the crawl."""
        for start in starts:
            self._want("a start of the crawl", urljoin(settings.SITE_ADDRESS, start))
        while self._waiting:
            self._visit(*self._waiting.popleft())
        for origin, address, anchor in self._wanted_anchors:
            if address in self._anchors and anchor not in self._anchors[address]:
                self.faults.append(f"{origin} leads to {address}#{anchor}, which is not there")
        return self

    def _want(self, origin, address):
        address, anchor = urldefrag(address)
        if not _is_ours(address):
            return
        if anchor:
            self._wanted_anchors.append((origin, address, unquote(anchor)))
        if address not in self._asked:
            self._asked.add(address)
            self._waiting.append((origin, address))

    def _visit(self, origin, address):
        response = self._client.get(address.removeprefix(settings.SITE_ADDRESS) or "/")
        self.answers[address] = response
        if response.status_code >= 400:
            self.faults.append(f"{origin} leads to {address}: {response.status_code}")
        if "Location" in response:
            self._want(address, urljoin(address, response["Location"]))
        elif response.status_code == 200:
            for found in self._addresses(address, response):
                self._want(address, urljoin(address, found))

    def _addresses(self, address, response):
        type_ = response["Content-Type"].partition(";")[0]
        content = b"".join(response)
        if type_ == PAGES:
            document = LexborHTMLParser(content)
            self._anchors[address] = {each.attributes["id"] for each in document.css("[id]")}
            return list(_in_page(document))
        if type_ == "text/css":
            return _in_css.findall(content.decode())
        if type_ in TEXTS or type_.endswith("xml"):
            return _in_text.findall(content.decode())
        return []


def _is_ours(address):
    return address == settings.SITE_ADDRESS or address.startswith(f"{settings.SITE_ADDRESS}/")


def _in_page(document):
    for element in document.css("*"):
        for name, value in element.attributes.items():
            if name in ADDRESSES:
                yield value or ""
            elif name in CANDIDATES:
                yield from _candidate.findall(value or "")
            elif name == "content" and (value or "").startswith("http"):
                yield value
    for script in document.css('script[type="application/ld+json"]'):
        yield from _in_structure(json.loads(script.text()))


def _in_structure(structure):
    """Give each address in JSON-LD but identifiers, which need lead nowhere."""
    if isinstance(structure, dict):
        for name, value in structure.items():
            if name != "@id":
                yield from _in_structure(value)
    elif isinstance(structure, list):
        for each in structure:
            yield from _in_structure(each)
    elif isinstance(structure, str) and urlsplit(structure).scheme in ("http", "https"):
        yield structure
