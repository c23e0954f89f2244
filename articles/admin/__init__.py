"""The newsroom's desk: the stories, the screen on which they are written, and the front page."""

from articles.admin.article import ArticleAdmin
from articles.admin.front_page import FrontPageAdmin

__all__ = ["ArticleAdmin", "FrontPageAdmin"]
