"""The rows that a story's words stand in: when one of them changes, its stories are indexed anew.

Both databases lay their triggers by these tables. `{row}` stands for the new or the old row.
"""

from typing import NamedTuple


class Watched(NamedTuple):
    """A table, the SQL that finds the stories of a row, and the columns that count."""

    table: str
    stories: str
    columns: tuple


SHOWING_PHOTO = (
    "SELECT id FROM articles_article WHERE lead_photo_id = {row}.%s "
    "UNION SELECT article_id FROM articles_part WHERE photo_id = {row}.%s "
    "UNION SELECT article_id FROM articles_part WHERE id IN "
    "(SELECT part_id FROM articles_illustration WHERE photo_id = {row}.%s)"
)

WATCHED = (
    Watched(
        "articles_article",
        "SELECT {row}.id",
        (
            "headline", "standfirst", "section_id", "lead_photo_id",
            "status", "published_at", "embargo_until", "expires_at",
        ),
    ),
    Watched(
        "articles_part",
        "SELECT {row}.article_id",
        ("article_id", '"order"', "subhead", "prose", "photo_id"),
    ),
    Watched(
        "articles_illustration",
        "SELECT article_id FROM articles_part WHERE id = {row}.part_id",
        ("part_id", "photo_id"),
    ),
    Watched("articles_byline", "SELECT {row}.article_id", ("article_id", "author_id")),
    Watched("articles_articleattribution", "SELECT {row}.article_id", ("article_id", "source_id")),
    Watched(
        "articles_taggedarticle", "SELECT {row}.content_object_id", ("content_object_id", "tag_id")
    ),
    Watched(
        "photos_photo",
        SHOWING_PHOTO % ("id", "id", "id"),
        ("caption", "licence_expires_on", "is_withdrawn"),
    ),
    Watched(
        "photos_photoattribution",
        SHOWING_PHOTO % ("photo_id", "photo_id", "photo_id"),
        ("photo_id", "source_id"),
    ),
)  # fmt: skip

# What has a name that readers search for. A story holds keys, such as author12, and no names:
# a new name is found at once, however many stories it stands on.
NAMED = {"author": "authors_author", "source": "sources_source", "tag": "taggit_tag"}
