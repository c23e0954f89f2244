"""The newsroom's desk: the list of stories and the screen on which they are written."""

from articles.admin.article import ArticleAdmin

__all__ = ["ArticleAdmin"]
