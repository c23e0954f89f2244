"""The newest stories of the site, and of each of its lists, for feed readers."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import http_date
from django.utils.text import capfirst
from taggit.models import Tag

from articles.models import Article, ArticleAttribution, Part
from authors.models import Author
from publication.models import Publication, Section
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

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def __call__(self, request, **address):
        self.publication = Publication.of(request)
        response = super().__call__(request, **address)
        del response.headers["Last-Modified"]
        if self.changed_at:
            response.headers["Last-Modified"] = http_date(self.changed_at.timestamp())
        if settings.WEBSUB_HUB:
            links = f'<{settings.WEBSUB_HUB}>; rel="hub", <{_own_address(request)}>; rel="self"'
            response.headers["Link"] = links
        return response

    def get_feed(self, subject, request):
        self.feed_url = _own_address(request)
        return super().get_feed(subject, request)

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
        return {"hub": settings.WEBSUB_HUB}

    def items(self, subject):
        newest = self.narrow(Article.objects.published(), subject).newest_first()
        stories = list(self._with_all_that_is_told(newest)[:LENGTH])
        since = stories[-1].published_at if len(stories) == LENGTH else None
        self.changed_at = newest_change(self.narrow(Article.objects.all(), subject), since=since)
        return stories

    def _with_all_that_is_told(self, articles):
        articles = articles.for_cards().prefetch_related("tags")
        if not self.publication.has_full_text_feeds:
            return articles
        return articles.prefetch_related(
            Prefetch("parts", Part.objects.select_related("photo")),
            Prefetch("attributions", ArticleAttribution.objects.select_related("source")),
        )

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
            "authors": [
                {"name": author.name, "url": settings.SITE_ADDRESS + author.get_absolute_url()}
                for author in story.writers
            ],
            "language": story.language,
            "photo": story.lead_photo and _picture(story.lead_photo),
            "full_text": full_text(story) if self.publication.has_full_text_feeds else "",
        }


class SectionFeed(SiteFeed):
    renamed = Section

    def get_object(self, _request, slug):
        return Section.objects.prefetch_related("subsections").get(slug=slug)

    def narrow(self, articles, section):
        return articles.in_section(section)

    def words_about(self, section):
        return section.description


class TagFeed(SiteFeed):
    def get_object(self, _request, slug):
        return Tag.objects.get(slug=slug)

    def narrow(self, articles, tag):
        return articles.filter(tagged_articles__tag=tag)

    def name_of(self, tag):
        return capfirst(tag.name)

    def words_about(self, _tag):
        return ""

    def path_to(self, tag):
        return reverse("tag", args=[tag.slug])


class AuthorFeed(SiteFeed):
    renamed = Author

    def get_object(self, _request, slug):
        return Author.objects.get(slug=slug)

    def narrow(self, articles, author):
        return articles.by(author)

    def words_about(self, author):
        return author.bio


class SourceFeed(SiteFeed):
    renamed = Source

    def get_object(self, _request, slug):
        return Source.objects.get(slug=slug)

    def narrow(self, articles, source):
        return articles.citing(source)

    def words_about(self, source):
        return source.note


def _own_address(request):
    return settings.SITE_ADDRESS + escape_uri_path(request.path)


def _picture(photo):
    return {
        "url": photo.address,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }
