"""A story and what it is made of."""

from articles.models.article import Article, Kind
from articles.models.attribution import ArticleAttribution
from articles.models.breaking_news import BreakingNews
from articles.models.byline import Byline
from articles.models.clipping import Clipping
from articles.models.front_page import FrontPage, FrontPagePick
from articles.models.illustration import Illustration
from articles.models.part import Part
from articles.models.status import Status
from articles.models.tag import TaggedArticle
from articles.models.version import Correction, Version, public_versions

__all__ = [
    "Article",
    "ArticleAttribution",
    "BreakingNews",
    "Byline",
    "Clipping",
    "Correction",
    "FrontPage",
    "FrontPagePick",
    "Illustration",
    "Kind",
    "Part",
    "Status",
    "TaggedArticle",
    "Version",
    "public_versions",
]
