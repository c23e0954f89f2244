"""The tables of the index. Triggers and indexes are made after migrations (search/index.py)."""

from django.db import migrations

SQLITE = [
    # `place` grows with the day of publication, so that the newest stories are read first.
    """
    CREATE TABLE search_document (
        place INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL UNIQUE,
        published_at TEXT NOT NULL,
        visible_from TEXT NOT NULL,
        visible_until TEXT,
        captions_until TEXT,
        headline TEXT NOT NULL,
        standfirst TEXT NOT NULL,
        captions TEXT NOT NULL,
        keys TEXT NOT NULL,
        parts TEXT NOT NULL
    )
    """,
    "CREATE INDEX search_document_captions ON search_document (captions_until) "
    "WHERE captions_until IS NOT NULL",
    """
    CREATE VIRTUAL TABLE search_index USING fts5 (
        headline, standfirst, parts, captions, keys,
        content='search_document', content_rowid='place',
        tokenize='unicode61 remove_diacritics 2', prefix='3'
    )
    """,
    """
    CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index (rowid, headline, standfirst, parts, captions, keys)
        VALUES (NEW.place, NEW.headline, NEW.standfirst, NEW.parts, NEW.captions, NEW.keys);
    END
    """,
    """
    CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, headline, standfirst, parts, captions, keys)
        VALUES (
            'delete', OLD.place, OLD.headline, OLD.standfirst, OLD.parts, OLD.captions, OLD.keys
        );
    END
    """,
    """
    CREATE VIRTUAL TABLE search_name USING fts5 (
        words, tokenize='unicode61 remove_diacritics 2'
    )
    """,
]

POSTGRESQL = [
    """
    CREATE TABLE search_document (
        article_id bigint PRIMARY KEY,
        published_at timestamptz NOT NULL,
        visible_from timestamptz NOT NULL,
        visible_until timestamptz,
        captions_until date,
        headline_words tsvector NOT NULL,
        words tsvector NOT NULL
    )
    """,
    "CREATE INDEX search_document_captions ON search_document (captions_until) "
    "WHERE captions_until IS NOT NULL",
    # Large ones lie apart, unpacked: most searches read the row and not its words.
    "ALTER TABLE search_document ALTER COLUMN words SET STORAGE EXTERNAL",
    """
    CREATE TABLE search_name (
        kind text NOT NULL,
        id bigint NOT NULL,
        words tsvector NOT NULL,
        PRIMARY KEY (kind, id)
    )
    """,
    # What waits in a list of pending entries is searched row by row: there shall be none.
    "CREATE INDEX search_name_words ON search_name USING gin (words) WITH (fastupdate = off)",
]

MAKE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": [
        "DROP TABLE search_index",
        "DROP TABLE search_document",
        "DROP TABLE search_name",
    ],
    "postgresql": ["DROP TABLE search_document", "DROP TABLE search_name"],
}


def make_tables(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_tables(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(make_tables, drop_tables)]
