"""The rows that readers see something of, and the triggers by which each change of them is told.

Whatever changes one of them, by a form, a bulk update, a cascade or by hand, raises the Edition in
the same transaction. Views are not among them: to count one must not make any page anew.
"""

from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction


class Watched(NamedTuple):
    """A table, and the SQL that tells whether readers see anything of its old or new `{row}`."""

    table: str
    is_seen: str = "TRUE"


PUBLIC = "SELECT 1 FROM articles_article WHERE status = 'published' AND "
OF_A_STORY = f"EXISTS ({PUBLIC} id = {{row}}.article_id)"
PUBLIC_PARTS = (
    "SELECT 1 FROM articles_part AS part JOIN articles_article AS story "
    "ON story.id = part.article_id AND story.status = 'published' "
)
# An uploaded picture is nobody's until something shows it, and two hundred come at once.
SHOWN = (
    f"EXISTS ({PUBLIC} lead_photo_id = {{row}}.%(photo)s) "
    f"OR EXISTS ({PUBLIC_PARTS} WHERE part.photo_id = {{row}}.%(photo)s) "
    f"OR EXISTS ({PUBLIC_PARTS} JOIN articles_illustration AS picture ON picture.part_id = part.id "
    "WHERE picture.photo_id = {row}.%(photo)s) "
    "OR EXISTS (SELECT 1 FROM authors_author WHERE portrait_id = {row}.%(photo)s) "
    "OR EXISTS (SELECT 1 FROM publication_publication WHERE logo_id = {row}.%(photo)s)"
)

WATCHED = (
    # What was taken down has left feeds and sitemaps, whose dates tell so.
    Watched("articles_article", "{row}.status IN ('published', 'taken-down')"),
    Watched("articles_part", OF_A_STORY),
    Watched("articles_illustration", f"EXISTS ({PUBLIC_PARTS} WHERE part.id = {{row}}.part_id)"),
    Watched("articles_byline", OF_A_STORY),
    Watched("articles_articleattribution", OF_A_STORY),
    Watched("articles_taggedarticle", OF_A_STORY.replace("article_id", "content_object_id")),
    Watched("articles_version", OF_A_STORY),
    Watched("articles_correction"),
    Watched("articles_frontpage"),
    Watched("articles_frontpagepick"),
    Watched("articles_breakingnews"),
    Watched("taggit_tag"),
    Watched("authors_author"),
    Watched("authors_profile"),
    Watched("photos_photo", SHOWN % {"photo": "id"}),
    Watched("photos_photoattribution", SHOWN % {"photo": "photo_id"}),
    Watched("sources_source"),
    Watched("publication_publication"),
    Watched("publication_section"),
    Watched("policies_policy"),
)

# The number is the time in milliseconds wherever that is more: a database that was brought back
# from a backup never gets to a number that pages were kept under after the backup.
RAISE = """
    INSERT INTO edition_edition (id, number) VALUES (1, {now})
    ON CONFLICT (id) DO UPDATE SET number = {greatest}(edition_edition.number + 1, {now})
"""
SQLITE_RAISE = RAISE.format(
    now="CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)", greatest="max"
)
POSTGRESQL_RAISE = RAISE.format(
    now="(extract(epoch FROM clock_timestamp()) * 1000)::bigint", greatest="greatest"
)
EVENTS = ("INSERT", "UPDATE", "DELETE")
# Asked at the end of a transaction, once in each: so the row of the Edition is locked for as long
# as a commit takes, and two people who save at once do not wait for each other.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('newsroom.raised_edition', TRUE) = pg_current_xact_id()::text THEN
        RETURN NULL;
    END IF;
    IF (TG_OP <> 'DELETE' AND ({new})) OR (TG_OP <> 'INSERT' AND ({old})) THEN
        PERFORM set_config('newsroom.raised_edition', pg_current_xact_id()::text, TRUE);
        {act};
    END IF;
    RETURN NULL;
END
$$
"""
# One that is there stays: to make it anew would wait for all who read the table, and they for it.
POSTGRESQL_TRIGGER = """
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgname = '{function}' AND tgrelid = '{table}'::regclass
    ) THEN
        CREATE CONSTRAINT TRIGGER {function} AFTER INSERT OR UPDATE OR DELETE ON {table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {function}();
    END IF;
END $$
"""


def before_migrating(using, **_signal):
    """Lift the triggers where they are in the way: SQLite renames no table that one of them names.

    On PostgreSQL they stay, since stories are published while servers are migrated.
    """
    if connection.alias == using and connection.vendor == "sqlite":
        _lift()


def after_migrating(using, **signal):
    # `flush` sends the same signal, without a plan: it leaves the tables as they are.
    if connection.alias == using and "plan" in signal:
        lay()


def lay():
    """Lay the triggers, and begin a new Edition. Does nothing before migration."""
    if "edition_edition" not in connection.introspection.table_names():
        return
    if connection.vendor == "sqlite":
        _lay_on_sqlite()
    else:
        for watched in WATCHED:
            # Each by itself: nobody who reads or writes is kept waiting for all of them.
            _run(*_on_postgresql(watched))
        _run(POSTGRESQL_RAISE)


@transaction.atomic
def _lay_on_sqlite():
    _lift()
    for watched in WATCHED:
        _run(*_on_sqlite(watched))
    _run(SQLITE_RAISE)


@contextmanager
def lifted():
    """Lift the triggers while rows are loaded in bulk; a new Edition begins afterwards."""
    with transaction.atomic():
        _lift()
    try:
        yield
    finally:
        lay()


def _on_sqlite(watched):
    for event in EVENTS:
        rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
        is_seen = " OR ".join(f"({watched.is_seen.format(row=row)})" for row in rows)
        yield (
            f"CREATE TRIGGER {_name(watched)}_{event.lower()} AFTER {event} ON {watched.table} "
            f"WHEN {is_seen} BEGIN {SQLITE_RAISE}; END"
        )


def _on_postgresql(watched):
    function = _name(watched)
    old, new = (watched.is_seen.format(row=row) for row in ("OLD", "NEW"))
    yield POSTGRESQL_FUNCTION.format(function=function, old=old, new=new, act=POSTGRESQL_RAISE)
    yield POSTGRESQL_TRIGGER.format(function=function, table=watched.table)


def _lift():
    tables = set(connection.introspection.table_names())
    for watched in WATCHED:
        if connection.vendor == "sqlite":
            _run(*(f"DROP TRIGGER IF EXISTS {_name(watched)}_{each.lower()}" for each in EVENTS))
        elif watched.table in tables:
            _run(f"DROP TRIGGER IF EXISTS {_name(watched)} ON {watched.table}")


def _name(watched):
    return f"edition_of_{watched.table}"


def _run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
