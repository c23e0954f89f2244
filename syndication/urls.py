"""The addresses of feeds. A feed's stands below that of the list it is of."""

from django.urls import path

from syndication.feeds import AuthorFeed, SectionFeed, SiteFeed, SourceFeed, TagFeed
from syndication.views.feed import feed

urlpatterns = [
    path("feed/<str:format>/", feed, {"feed": SiteFeed}, name="site_feed"),
    path("author/<str:slug>/feed/<str:format>/", feed, {"feed": AuthorFeed}, name="author_feed"),
    path("source/<str:slug>/feed/<str:format>/", feed, {"feed": SourceFeed}, name="source_feed"),
    path("tag/<str:slug>/feed/<str:format>/", feed, {"feed": TagFeed}, name="tag_feed"),
    path("<str:slug>/feed/<str:format>/", feed, {"feed": SectionFeed}, name="section_feed"),
]
