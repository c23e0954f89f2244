"""The newsroom's desk: the stories, the screen on which they are written, and the front page."""

from desk.admin.article import ArticleAdmin
from desk.admin.breaking_news import BreakingNewsAdmin
from desk.admin.front_page import FrontPageAdmin
from desk.admin.tag import TagAdmin

__all__ = [
    "ArticleAdmin",
    "BreakingNewsAdmin",
    "FrontPageAdmin",
    "TagAdmin",
]
