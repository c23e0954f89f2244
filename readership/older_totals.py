"""The totals of views that an older site had counted, as it wrote them into a CSV file."""

import csv
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from articles.models import Article
from permalinks.models import FormerSlug
from permalinks.slugs import tidy_slug
from readership.models import ArticleViews

COLUMNS = ("address", "views")
MOST_DIGITS = 15


class Unreadable(Exception):
    """A file of which no line can be read; the message says why."""


class Read(NamedTuple):
    """What a file says: `{article's key: views}`, and what is wrong with which of its lines."""

    totals: dict
    refusals: list


def read(file):
    """Read a CSV file with the columns `address` and `views`. Raise `Unreadable`.

    An address is that of a story here, now or formerly, or one of the older site's that ends with
    the same slug.
    """
    rows = csv.DictReader(file)
    try:
        if missing := [name for name in COLUMNS if name not in (rows.fieldnames or [])]:
            raise Unreadable(
                f"The first line must name the columns; it lacks {', '.join(missing)}."
            )
        return _totals_of((rows.line_num, row) for row in rows)
    except (csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(f"This is no CSV file in UTF-8: {error}.") from error


def keep(totals):
    """Store the totals. What readers were counted here meanwhile is added to them, as ever."""
    ArticleViews.objects.bulk_create(
        [ArticleViews(article_id=article, imported=views) for article, views in totals.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["imported"],
    )


def _totals_of(numbered_rows):
    stories = dict(FormerSlug.objects.of(Article).values_list("slug", "row"))
    stories |= dict(Article.objects.exclude(slug="").values_list("slug", "pk"))
    totals, first_lines, refusals = {}, {}, []
    for number, row in numbered_rows:
        story = stories.get(_slug_of(row["address"] or ""))
        views = _number_of(row["views"] or "")
        if story is None:
            refusals.append(f"Line {number}: no story has the address {row['address']!r}.")
        elif views is None:
            refusals.append(f"Line {number}: {row['views']!r} is no number of views.")
        elif story in totals:
            refusals.append(f"Line {number}: line {first_lines[story]} is of the same story.")
        else:
            totals[story], first_lines[story] = views, number
    return Read(totals, refusals)


def _slug_of(address):
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return None
    return tidy_slug(unquote(path).rstrip("/").rpartition("/")[2])


def _number_of(text):
    """Return a whole number, as `1021` or `1,021`, or None."""
    digits = text.strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) <= MOST_DIGITS else None
