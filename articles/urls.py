"""The reader's pages, from the most particular address to the least."""

from django.urls import path, re_path

from articles.views.article_page import article_page, article_preview
from articles.views.author_page import author_page
from articles.views.front_page import front_page
from articles.views.mastodon_share import mastodon_share
from articles.views.section_page import section_page
from articles.views.source_page import source_page
from articles.views.share_card import share_card_image
from articles.views.tag_page import tag_page

STORY = r"^(?P<section>[-\w]+)/(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[-\w]+)/"

urlpatterns = [
    path("", front_page, name="front_page"),
    path("author/<str:slug>/", author_page, name="author"),
    path("source/<str:slug>/", source_page, name="source"),
    path("tag/<str:slug>/", tag_page, name="tag"),
    re_path(
        r"^cards/(?P<pk>\d{1,18})-(?P<token>[0-9a-f]{32})\.jpg$",
        share_card_image,
        name="share_card",
    ),
    path("preview/<int:pk>/", article_preview, name="article_preview"),
    re_path(f"{STORY}$", article_page, name="article"),
    re_path(f"{STORY}mastodon/$", mastodon_share, name="mastodon_share"),
    path("<str:slug>/", section_page, name="section"),
]
