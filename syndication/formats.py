"""The formats of a feed. Each writes the same items, in its own words."""

import json
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape

from syndication.legible import legible

MEDIA = "http://search.yahoo.com/mrss/"
NINJS = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
NEVER = datetime.fromtimestamp(0, UTC)


class LegibleFeed:
    """Cleans all that goes into a feed, and dates an empty one the same each time.

    `hub` is the address of the WebSub hub or "". Items have `authors` (each with `name` and
    `url`), `language`, `full_text` (HTML, or "" when the feed has summaries only) and `photo`
    (with `url`, `credit`, `caption` and `alt`, or None), beside what Django's feeds have.
    """

    def __init__(self, **feed):
        super().__init__(**legible(feed))

    def add_item(self, **item):
        super().add_item(**legible(item))

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER

    def add_media(self, handler, photo):
        """Write a picture as Media RSS has it; Atom borrows the same elements."""
        handler.startElement(
            "media:content", {"url": photo["url"], "medium": "image", "type": "image/jpeg"}
        )
        handler.addQuickElement("media:description", photo["caption"] or photo["alt"])
        if photo["credit"]:
            handler.addQuickElement("media:credit", photo["credit"])
        handler.endElement("media:content")


class Rss(LegibleFeed, Rss201rev2Feed):
    """RSS 2.0 with the usual modules: Dublin Core, Content, Media RSS."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        # Readers take a description for HTML, and a title for plain text.
        super().add_item_elements(handler, item | {"description": escape(item["description"])})
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("dc:language", item["language"])
        if item["full_text"]:
            handler.addQuickElement("content:encoded", item["full_text"])
        if item["photo"]:
            self.add_media(handler, item["photo"])


class Atom(LegibleFeed, Atom1Feed):
    """Atom (RFC 4287), where a story may have several authors and a language of its own."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        # Django would call the summary HTML; a standfirst is plain text.
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"])
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        if item["full_text"]:
            handler.addQuickElement("content", item["full_text"], {"type": "html"})
        if item["photo"]:
            self.add_media(handler, item["photo"])


class JsonFeed(LegibleFeed, SyndicationFeed):
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, _encoding):
        json.dump(self._feed(), outfile, ensure_ascii=False)

    def _feed(self):
        return {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [_json_item(item) for item in self.items],
            **_without_empty(
                description=self.feed["description"],
                hubs=self.feed["hub"] and [{"type": "WebSub", "url": self.feed["hub"]}],
            ),
        }


def _json_item(item):
    return {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "date_published": rfc3339_date(item["pubdate"]),
        "date_modified": rfc3339_date(item["updateddate"]),
        "language": item["language"],
        **_json_text(item),
        **_without_empty(
            image=item["photo"] and item["photo"]["url"],
            authors=item["authors"],
            tags=item["categories"],
        ),
    }


def _json_text(item):
    """Return the text of an item: one of `content_html` and `content_text` there must be."""
    if not item["full_text"]:
        return {"content_text": item["description"] or item["title"]}
    return {"content_html": item["full_text"], **_without_empty(summary=item["description"])}


def _without_empty(**values):
    return {name: value for name, value in values.items() if value}


class Ninjs(LegibleFeed, SyndicationFeed):
    """ninjs 3.1 (https://iptc.org/standards/ninjs/), for partners who print the stories anew.

    The standard knows single news objects, so the list is one of them, with stories associated.
    """

    content_type = "application/json; charset=utf-8"

    def write(self, outfile, _encoding):
        json.dump(self._news_object(), outfile, ensure_ascii=False)

    def _news_object(self):
        return {
            "uri": self.feed["feed_url"],
            "standard": NINJS,
            "type": "composite",
            "language": self.feed["language"],
            "title": self.feed["title"],
            "associations": [_ninjs_story(item) for item in self.items],
        }


def _ninjs_story(item):
    return {
        "name": item["title"],
        "uri": item["unique_id"],
        "type": "text",
        "representationType": "full" if item["full_text"] else "partial",
        "firstCreated": rfc3339_date(item["pubdate"]),
        "versionCreated": rfc3339_date(item["updateddate"]),
        "language": item["language"],
        "headlines": _ninjs_text("main", item["title"]),
        "subjects": [{"name": name} for name in item["categories"]],
        "altIds": [{"role": "web", "value": item["link"]}],
        **_without_empty(
            by=", ".join(author["name"] for author in item["authors"]),
            descriptions=item["description"]
            and [{"role": "summary", "value": item["description"]}],
            bodies=item["full_text"]
            and [{"role": "main", "contentType": "text/html", "value": item["full_text"]}],
            associations=item["photo"] and [_ninjs_picture(item["photo"])],
        ),
    }


def _ninjs_picture(photo):
    return {
        "name": photo["alt"],
        "uri": photo["url"],
        "type": "picture",
        "renditions": [{"name": "main", "href": photo["url"], "contentType": "image/jpeg"}],
        **_without_empty(
            by=photo["credit"],
            descriptions=_ninjs_text("caption", photo["caption"]),
        ),
    }


def _ninjs_text(role, text, **more):
    return [{"role": role, "value": text, **more}] if text else []


FORMATS = {"rss": Rss, "atom": Atom, "json": JsonFeed, "ninjs": Ninjs}
