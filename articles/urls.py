"""The reader's pages, from the most particular address to the least."""

from django.urls import path, re_path

from articles.views.archive import archive, archive_day, archive_month, archive_year
from articles.views.article_page import article_page, article_text, live_entries
from articles.views.author_page import author_page
from articles.views.authors_page import authors_page
from articles.views.corrections_page import corrections_page
from articles.views.device_pages import offline, reading_list
from articles.views.front_page import front_page
from articles.views.history_page import changes_page, history_page
from articles.views.mastodon_share import mastodon_share
from articles.views.most_read_page import most_read_page
from articles.views.section_page import section_page
from articles.views.share_card import share_card_image
from articles.views.source_page import source_page
from articles.views.tag_page import tag_page

# A day of the archive looks like a story of a section called “archive”, which there cannot be.
STORY = r"^(?!archive/)(?P<section>[-\w]+)/(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[-\w]+)/"
VERSIONS = r"(?P<older>\d{1,6})-(?P<newer>\d{1,6})"

# What readers ask for most, to be found first.
asked_most = [
    path("", front_page, name="front_page"),
    re_path(f"{STORY}$", article_page, name="article"),
    re_path(f"{STORY}text/$", article_text, name="article_text"),
    re_path(f"{STORY}history/$", history_page, name="article_history"),
    re_path(rf"{STORY}history/{VERSIONS}/$", changes_page, name="article_changes"),
    re_path(f"{STORY}live/$", live_entries, name="live_entries"),
    re_path(f"{STORY}mastodon/$", mastodon_share, name="mastodon_share"),
]

urlpatterns = [
    path("archive/", archive, name="archive"),
    path("archive/<int:year>/", archive_year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", archive_month, name="archive_month"),
    path("archive/<int:year>/<int:month>/<int:day>/", archive_day, name="archive_day"),
    path("authors/", authors_page, name="authors"),
    path("corrections/", corrections_page, name="corrections"),
    path("most-read/", most_read_page, name="most_read"),
    path("most-read/<str:window>/", most_read_page, name="most_read_in"),
    path("offline/", offline, name="offline"),
    path("reading-list/", reading_list, name="reading_list"),
    path("author/<str:slug>/", author_page, name="author"),
    path("source/<str:slug>/", source_page, name="source"),
    path("tag/<str:slug>/", tag_page, name="tag"),
    re_path(
        r"^cards/(?P<pk>\d{1,18})-(?P<token>[0-9a-f]{32})\.jpg$",
        share_card_image,
        name="share_card",
    ),
    path("<str:slug>/", section_page, name="section"),
]
