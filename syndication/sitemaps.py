"""What a search engine should know of: the pages of the site and every public story.

There is one sitemap for each month; a month with more stories than a sitemap may hold is cut into
several, each found by its first story. Nothing counts the archive or skips over it.
"""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Article, Illustration, Part, Status
from composing.standing import standing
from photos.models import shown
from publication.models import Publication, Section
from syndication.legible import legible

LENGTH = 10_000  # stories
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Google News reads the last two days, and no more than this many stories.
NEWS_DAYS = timedelta(days=2)
NEWS_LENGTH = 1_000
# Google wants the code of ISO 639 without a region, and has its own for the Chinese scripts.
NEWS_LANGUAGES = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}

NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
    "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9",
}


class Month(NamedTuple):
    """A month in the publication's time zone."""

    year: int
    number: int

    @classmethod
    def containing(cls, moment):
        local = timezone.localtime(moment)
        return cls(local.year, local.month)

    @property
    def start(self):
        """The first moment. Raises ValueError or OverflowError in a month that no calendar has."""
        zone = timezone.get_current_timezone()
        return datetime(self.year, self.number, 1, tzinfo=zone).astimezone(UTC)

    @property
    def end(self):
        return Month(self.year + self.number // 12, self.number % 12 + 1).start

    @property
    def address(self):
        return [f"{self.year:04}", f"{self.number:02}"]

    def articles(self, *, since=None):
        """Return all stories of the month, public or not; only later ones if a time is given.

        A database that sees the month before the other conditions of `published()` goes straight
        to it in the index; SQLite would otherwise read all newer stories first.
        """
        return Article.objects.filter(
            published_at__gte=since or self.start, published_at__lt=self.end
        )

    def stories(self, *, first=None):
        """Return its public stories in order of time, from the first one on if that is given."""
        since = first and first.published_at
        stories = self.articles(since=since).published().order_by("published_at", "pk")
        return stories.exclude(published_at=since, pk__lt=first.pk) if first else stories


def sitemap_addresses():
    """Yield the path of each sitemap: of pages, then of stories, the newest month first."""
    yield reverse("sitemap_of_pages")
    now, crowd = timezone.now(), None
    before = now + timedelta.resolution
    while newest := next(iter(_newest(before=before, now=now)), None):
        month = Month.containing(newest.published_at)
        before = month.start
        yield reverse("sitemap_of_month", args=month.address)
        if crowd is None or crowd >= before:
            crowd = _moment_of_a_crowd(month.end)
        if crowd >= before:
            for story in _first_stories(month):
                yield reverse("sitemap_of_month", args=[*month.address, story.pk])


@standing
def _newest(before, now):
    stories = Article.objects.filter(published_at__lt=before).published(now).newest_first()
    return stories.only("published_at")[:1]


def _moment_of_a_crowd(end):
    """Return the moment from which until the end there are more stories than a sitemap may hold.

    The index of the table tells it, so embargoed and expired stories are counted as well: a month
    that begins after it certainly needs one sitemap, and one that begins before it must be read.
    """
    dated = Article.objects.filter(status=Status.PUBLISHED, published_at__lt=end).newest_first()
    moments = dated.values_list("published_at", flat=True)
    return moments[LENGTH : LENGTH + 1].first() or LONG_AGO


def _first_stories(month):
    """Yield the story that each further sitemap of a month begins with."""
    first = None
    while first := month.stories(first=first).only("published_at")[LENGTH : LENGTH + 1].first():
        yield first


def index():
    return _document(
        "sitemapindex",
        [
            ("sitemap", [("loc", settings.SITE_ADDRESS + address)])
            for address in sitemap_addresses()
        ],
    )


def of_pages():
    """Return the sitemap of the front page, the sections and the ledger of corrections.

    Authors, tags and sources are found through the stories that link to them; to learn which of
    them has a public story takes minutes when there are a million.
    """
    pages = [Publication.current(), *Section.objects.all()]
    addresses = [*(page.get_absolute_url() for page in pages), reverse("corrections")]
    return _document(
        "urlset", [("url", [("loc", settings.SITE_ADDRESS + address)]) for address in addresses]
    )


def of_stories(stories):
    stories = list(
        stories.select_related("section", "lead_photo").only(
            "slug",
            "published_at",
            "embargo_until",
            "changed_at",
            "section__slug",
            "lead_photo__original",
            "lead_photo__renditions",
            "lead_photo__licence_expires_on",
        )[:LENGTH]
    )
    pictures = _pictures(stories)
    return _document("urlset", [_story(story, pictures[story.pk]) for story in stories])


def _story(story, pictures):
    changed_at = max(filter(None, [story.published_at, story.embargo_until, story.changed_at]))
    return (
        "url",
        [
            ("loc", story.address),
            ("lastmod", changed_at.isoformat(timespec="seconds")),
            *(("image:image", [("image:loc", address)]) for address in pictures),
        ],
    )


def _pictures(stories):
    """Return the addresses of each story's pictures, by its key, each once."""
    pictures = {story.pk: {} for story in stories}
    for story in stories:
        if story.shown_photo:
            pictures[story.pk][story.shown_photo.address] = True
    needed = ("photo__original", "photo__renditions", "photo__licence_expires_on")
    parts = Part.objects.filter(article__in=pictures, photo__isnull=False)
    for part in parts.select_related("photo").only("article", *needed):
        if part.shown_photo:
            pictures[part.article_id][part.shown_photo.address] = True
    within = Illustration.objects.filter(part__article__in=pictures).order_by("pk")
    for each in within.select_related("photo", "part").only("part__article", *needed):
        if shown(each.photo):
            pictures[each.part.article_id][each.photo.address] = True
    return pictures


def oldest_news():
    return timezone.now() - NEWS_DAYS


def of_news(since):
    """Return the sitemap that Google News reads."""
    recent = Article.objects.published().filter(published_at__gte=since)
    newest = recent.newest_first().select_related("section")[:NEWS_LENGTH]
    name = str(Publication.current())
    return _document("urlset", [_news(story, name) for story in newest])


def _news(story, publication):
    return (
        "url",
        [
            ("loc", story.address),
            (
                "news:news",
                [
                    (
                        "news:publication",
                        [
                            ("news:name", publication),
                            ("news:language", _news_language(story.language)),
                        ],
                    ),
                    ("news:publication_date", story.published_at.isoformat(timespec="seconds")),
                    ("news:title", story.headline),
                ],
            ),
        ],
    )


def _news_language(code):
    return NEWS_LANGUAGES.get(code, code.partition("-")[0])


def _document(root, elements):
    """Return an XML document; an element is a name with a text or with a list of elements."""
    document = StringIO()
    xml = SimplerXMLGenerator(document, "utf-8")
    xml.startDocument()
    xml.startElement(root, NAMESPACES if root == "urlset" else {"xmlns": NAMESPACES["xmlns"]})
    for element in elements:
        _write(xml, *element)
    xml.endElement(root)
    return document.getvalue()


def _write(xml, name, content):
    if isinstance(content, str):
        xml.addQuickElement(name, legible(content))
        return
    xml.startElement(name, {})
    for element in content:
        _write(xml, *element)
    xml.endElement(name)
