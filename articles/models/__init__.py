"""A story and what it is made of."""

from articles.models.article import Article, Kind, Status
from articles.models.attribution import ArticleAttribution
from articles.models.byline import Byline
from articles.models.part import Part
from articles.models.tag import TaggedArticle

__all__ = [
    "Article",
    "ArticleAttribution",
    "Byline",
    "Kind",
    "Part",
    "Status",
    "TaggedArticle",
]
