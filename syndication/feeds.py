"""The newest stories of the site, and of each of its lists, for feed readers."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import http_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.models import Article, ArticleAttribution, Correction, Part
from articles.models.clipping import heading_of
from articles.models.part import fetch_pictures
from authors.models import Author
from publication.models import Publication, Section
from search.finding import DATE, find
from search.query import parse
from sources.models import Source
from syndication.freshness import newest_change
from syndication.full_text import full_text

# A reader that asks twice a day misses nothing of a paper that writes sixty stories a day.
LENGTH = 30  # stories


class SiteFeed(Feed):
    """The feed of the whole site; the feeds of its lists differ from it in a few words.

    One is made for each request. Django would make addresses absolute by the Host header; all
    that it is given here are absolute already, by `SITE_ADDRESS`.
    """

    # The model whose former slugs lead to the present one.
    renamed = None
    # Whether the hub is told when there is something new (websub.py).
    is_told_to_hub = True

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def __call__(self, request, **address):
        self.publication = Publication.of(request)
        self.hub = settings.WEBSUB_HUB if self.is_told_to_hub else ""
        response = super().__call__(request, **address)
        del response.headers["Last-Modified"]
        if self.changed_at:
            response.headers["Last-Modified"] = http_date(self.changed_at.timestamp())
        if self.hub:
            links = f'<{self.hub}>; rel="hub", <{self.feed_url}>; rel="self"'
            response.headers["Link"] = links
        return response

    def get_feed(self, subject, request):
        self.feed_url = self.own_address(request)
        return super().get_feed(subject, request)

    def own_address(self, request):
        return settings.SITE_ADDRESS + escape_uri_path(request.path)

    def narrow(self, articles, _subject):
        """Return those of the articles that the list holds."""
        return articles

    def title(self, subject):
        return f"{self.name_of(subject)} | {self.publication}" if subject else str(self.publication)

    def name_of(self, subject):
        return str(subject)

    def description(self, subject):
        return self.words_about(subject) or self.publication.strapline or str(self.publication)

    subtitle = description

    def words_about(self, _subject):
        return self.publication.about

    def link(self, subject):
        return settings.SITE_ADDRESS + self.path_to(subject)

    feed_guid = link

    def path_to(self, subject):
        """Return the path of the page that shows the same list."""
        return (subject or self.publication).get_absolute_url()

    def author_name(self):
        return self.publication.name

    def author_link(self):
        return settings.SITE_ADDRESS + self.publication.get_absolute_url()

    def feed_extra_kwargs(self, _subject):
        return {"hub": self.hub}

    def items(self, subject):
        stories = self._with_all_that_is_told(self.newest(subject)[:LENGTH])
        since = stories[-1].published_at if len(stories) == LENGTH else None
        self.changed_at = newest_change(*self.ever_held(subject), since=since)
        return stories

    def newest(self, subject):
        return self.narrow(Article.objects.published(), subject).newest_first()

    def ever_held(self, subject):
        """Return lists of all stories that the feed has or had, public or not."""
        return [self.narrow(Article.objects.all(), subject)]

    def _with_all_that_is_told(self, articles):
        articles = articles.for_feeds().prefetch_related("tags")
        if not self.publication.has_full_text_feeds:
            return list(articles)
        stories = articles.prefetch_related(
            Prefetch("parts", Part.objects.select_related("photo")),
            Prefetch("attributions", ArticleAttribution.objects.select_related("source")),
        )
        fetch_pictures([part for story in stories for part in story.parts.all()])
        return list(stories)

    def item_title(self, story):
        return story.headline

    def item_description(self, story):
        return story.standfirst

    def item_link(self, story):
        return story.address

    def item_guid(self, story):
        """Return a tag URI (RFC 4151): unlike the address, it outlives a new slug or section."""
        host = urlsplit(settings.SITE_ADDRESS).hostname
        return f"tag:{host},{story.created_at.year}:article/{story.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, story):
        return story.published_at

    def item_updateddate(self, story):
        return story.updated_at or story.published_at

    def item_categories(self, story):
        return [story.section.name, *(tag.name for tag in story.tags.all())]

    def item_extra_kwargs(self, story):
        return {
            "authors": _authors(story),
            "language": story.language,
            "photo": story.shown_photo and _picture(story.shown_photo),
            "full_text": full_text(story) if self.publication.has_full_text_feeds else "",
        }


class SearchFeed(SiteFeed):
    """The newest stories that answer a query. Raises `Unanswerable`."""

    is_told_to_hub = False

    def __call__(self, request, **address):
        response = super().__call__(request, **address)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def own_address(self, request):
        return f"{super().own_address(request)}?{urlencode({'q': request.GET.get('q', '')})}"

    def get_object(self, request):
        return parse(request.GET.get("q", ""))

    def name_of(self, query):
        return _("Search: %(query)s") % {"query": query}

    def words_about(self, query):
        return ""

    def path_to(self, query):
        return f"{reverse('search')}?{urlencode({'q': str(query), 'sort': DATE})}"

    def items(self, query):
        # A story that fits no longer leaves no date behind, so the ETag alone tells what is new.
        self.changed_at = None
        found = [result.story.pk for result in find(query, sort=DATE).results]
        newest = Article.objects.published().filter(pk__in=found).newest_first()
        return self._with_all_that_is_told(newest)


class CorrectionsFeed(SiteFeed):
    """What readers were told of changes in published stories, the newest first."""

    is_told_to_hub = False

    def title(self, _subject):
        name = _("Corrections")
        return f"{name} | {self.publication}"

    def path_to(self, _subject):
        return reverse("corrections")

    def items(self, _subject):
        # A correction goes with its story and leaves no date behind: the ETag tells what is new.
        self.changed_at = None
        corrections = Correction.objects.public().newest_first().for_ledger()
        return corrections.prefetch_related("version__article__bylines")[:LENGTH]

    def item_title(self, correction):
        return f"{correction.get_kind_display()}: {correction.version.article.headline}"

    def item_description(self, correction):
        return correction.text

    def item_link(self, correction):
        return f"{correction.version.article.address}#{correction.anchor}"

    def item_guid(self, correction):
        host = urlsplit(settings.SITE_ADDRESS).hostname
        return f"tag:{host},{correction.made_at.year}:correction/{correction.pk}"

    def item_pubdate(self, correction):
        return correction.made_at

    item_updateddate = item_pubdate

    def item_categories(self, correction):
        return [correction.version.article.section.name, str(correction.get_kind_display())]

    def item_extra_kwargs(self, correction):
        story = correction.version.article
        return {
            "authors": _authors(story),
            "language": story.language,
            "photo": None,
            "full_text": "",
        }


class SectionFeed(SiteFeed):
    renamed = Section

    def get_object(self, _request, slug):
        return Section.objects.prefetch_related("subsections").get(slug=slug)

    def narrow(self, articles, section):
        return articles.in_section(section)

    def words_about(self, section):
        return section.description


class SubjectFeed(SiteFeed):
    """The feed of what stories are filed under: a tag, an author or a source."""

    def newest(self, subject):
        return Article.objects.published().filed_under(heading_of(subject))

    def ever_held(self, subject):
        # What was taken down is not filed. It is little, and the archive is not read for it.
        taken_down = self.narrow(Article.objects.taken_down(), subject)
        return [Article.objects.filed_under(heading_of(subject)), taken_down]


class TagFeed(SubjectFeed):
    renamed = Tag

    def get_object(self, _request, slug):
        return Tag.objects.get(slug=slug)

    def narrow(self, articles, tag):
        return articles.tagged(tag)

    def name_of(self, tag):
        return capfirst(tag.name)

    def words_about(self, _tag):
        return ""


class AuthorFeed(SubjectFeed):
    renamed = Author

    def get_object(self, _request, slug):
        return Author.objects.get(slug=slug)

    def narrow(self, articles, author):
        return articles.by(author)

    def words_about(self, author):
        return author.bio


class SourceFeed(SubjectFeed):
    renamed = Source

    def get_object(self, _request, slug):
        return Source.objects.get(slug=slug)

    def narrow(self, articles, source):
        return articles.citing(source)

    def words_about(self, source):
        return source.note


def _authors(story):
    return [
        {"name": author.name, "url": settings.SITE_ADDRESS + author.get_absolute_url()}
        for author in story.writers
    ]


def _picture(photo):
    return {
        "url": photo.address,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }
