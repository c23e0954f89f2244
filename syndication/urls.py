"""The addresses of feeds, sitemaps and oEmbed. A feed's stands below that of the list it is of."""

from django.urls import path, re_path

from syndication.feeds import (
    AuthorFeed,
    CorrectionsFeed,
    SearchFeed,
    SectionFeed,
    SiteFeed,
    SourceFeed,
    TagFeed,
)
from syndication.views.feed import feed
from syndication.views.indexnow import indexnow_key
from syndication.views.oembed import oembed
from syndication.views.sitemap import (
    sitemap_index,
    sitemap_of_month,
    sitemap_of_news,
    sitemap_of_pages,
)

MONTH = r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"
KEY = r"(?P<first>[0-9]{1,18})"  # digits that every database takes for a key

urlpatterns = [
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-news.xml", sitemap_of_news, name="sitemap_of_news"),
    path("sitemap-pages.xml", sitemap_of_pages, name="sitemap_of_pages"),
    re_path(rf"{MONTH}\.xml$", sitemap_of_month, name="sitemap_of_month"),
    re_path(rf"{MONTH}-{KEY}\.xml$", sitemap_of_month, name="sitemap_of_month"),
    re_path(r"^(?P<key>[0-9a-f]{32})\.txt$", indexnow_key, name="indexnow_key"),
    path("oembed/", oembed, name="oembed"),
    path("feed/<str:format>/", feed, {"feed": SiteFeed}, name="site_feed"),
    path("search/feed/<str:format>/", feed, {"feed": SearchFeed}, name="search_feed"),
    path(
        "corrections/feed/<str:format>/", feed, {"feed": CorrectionsFeed}, name="corrections_feed"
    ),
    path("author/<str:slug>/feed/<str:format>/", feed, {"feed": AuthorFeed}, name="author_feed"),
    path("source/<str:slug>/feed/<str:format>/", feed, {"feed": SourceFeed}, name="source_feed"),
    path("tag/<str:slug>/feed/<str:format>/", feed, {"feed": TagFeed}, name="tag_feed"),
    path("<str:slug>/feed/<str:format>/", feed, {"feed": SectionFeed}, name="section_feed"),
]
