"""The index in SQLite: FTS5 over `search_document`, whose rows the triggers below write.

A row's number, its place, is the day of publication before the story's id. FTS5 reads matches in
the order of their numbers, so the newest thousand of any word are found without a look at the
others.
"""

from datetime import UTC, datetime
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from search.watched import NAMED, WATCHED
from search.words import seamed, seamed_prose, unseamed

ROOM_FOR_IDS = 2**30
PLACE = f"CAST(julianday({{moment}}) AS INTEGER) * {ROOM_FOR_IDS}"

# The whole text of a story. In `search_name` a row's number is the id before its kind's number.
COLUMNS = "headline standfirst parts captions"
# How much a match weighs in each column, and in keys. To tell how much a word weighs beside others,
# FTS5 counts all stories that have it.
BY_WORDS = "-bm25(search_index, 8.0, 4.0, 1.0, 1.0, 3.0)"
# A word alone, in a thousand stories and more, is not counted: what weighs is where it stands.
BY_PLACE = {"headline": 8, "standfirst": 4}
ROOM_FOR_KINDS = 4
KINDS = tuple(NAMED)
INSERT_NAME = "INSERT INTO search_name (rowid, words)"

# More people and sources than this with one word in their names, and the word tells nothing.
MOST_NAMES = 200

# The photos of a story that readers may see today.
SHOWN = """
    SELECT id FROM photos_photo
    WHERE (licence_expires_on IS NULL OR licence_expires_on >= search_today()) AND id IN (
        SELECT story.lead_photo_id
        UNION SELECT photo_id FROM articles_part WHERE article_id = story.id
        UNION SELECT photo_id FROM articles_illustration
            WHERE part_id IN (SELECT id FROM articles_part WHERE article_id = story.id)
    )
"""

# Inserting an id into this view indexes the story anew: SQLite has no other procedures.
REFRESH = "CREATE VIEW search_refresh AS SELECT 0 AS article_id WHERE 0"
ON_REFRESH = f"""
CREATE TRIGGER search_refreshed INSTEAD OF INSERT ON search_refresh BEGIN
    DELETE FROM search_document WHERE article_id = NEW.article_id;
    INSERT INTO search_document (
        place, article_id, published_at, visible_from, visible_until, captions_until,
        headline, standfirst, captions, keys, parts
    )
    SELECT
        {PLACE.format(moment="story.published_at")} + story.id,
        story.id,
        story.published_at,
        max(story.published_at, coalesce(story.embargo_until, story.published_at)),
        story.expires_at,
        (SELECT min(licence_expires_on) FROM photos_photo WHERE id IN ({SHOWN})),
        search_words(story.headline),
        search_words(story.standfirst),
        coalesce(
            (
                SELECT group_concat(search_words(caption), char(10)) FROM photos_photo
                WHERE id IN ({SHOWN})
            ),
            ''
        ),
        (
            SELECT group_concat(name, ' ') FROM (
                SELECT 'section' || story.section_id AS name
                UNION SELECT 'author' || author_id FROM articles_byline
                    WHERE article_id = story.id
                UNION SELECT 'tag' || tag_id FROM articles_taggedarticle
                    WHERE content_object_id = story.id
                UNION SELECT 'source' || source_id FROM articles_articleattribution
                    WHERE article_id = story.id
                UNION SELECT 'source' || source_id FROM photos_photoattribution
                    WHERE photo_id IN ({SHOWN})
            )
        ),
        coalesce(
            (
                SELECT group_concat(text, char(10)) FROM (
                    SELECT search_words(subhead) || char(10) || search_prose(prose) AS text
                    FROM articles_part WHERE article_id = story.id ORDER BY "order", id
                )
            ),
            ''
        )
    FROM articles_article AS story
    WHERE story.id = NEW.article_id AND story.status = 'published';
END
"""

# A story is filed under its keys (articles/models/clipping.py); lists of sections need no filing.
FILED = """
    SELECT value, {row}.published_at, {row}.article_id
    FROM json_each('["' || replace({row}.keys, ' ', '","') || '"]') WHERE value NOT LIKE 'section%'
"""
ON_DOCUMENT = {
    "search_document_filed": f"""
    CREATE TRIGGER search_document_filed AFTER INSERT ON search_document BEGIN
        INSERT INTO articles_clipping (heading, published_at, article_id) {FILED.format(row="NEW")};
    END
    """,
    "search_document_unfiled": f"""
    CREATE TRIGGER search_document_unfiled AFTER DELETE ON search_document BEGIN
        DELETE FROM articles_clipping
        WHERE (heading, published_at, article_id) IN ({FILED.format(row="OLD")});
    END
    """,
}


def newest(clauses, *, limit, is_ranked, in_headline, now, since, until):
    """Return `(article id, published at, relevance)` of the newest hits, and if there are more.

    Headlines are asked for when there are.
    """
    expression = _expression(clauses, "headline" if in_headline else COLUMNS)
    search = partial(_newest, expression, limit=limit, now=now, since=since, until=until)
    if not is_ranked:
        hits = search(relevance="0")
    elif len(clauses) > 1:
        hits = search(relevance=BY_WORDS)
    elif in_headline:
        hits = search(relevance=1 + BY_PLACE["headline"])
    else:
        hits = search(relevance=1)
        hits = _by_place(hits, clauses[0]) if len(hits) == limit else search(relevance=BY_WORDS)
    return [hit[1:] for hit in hits], len(hits) == limit


def _newest(expression, *, relevance, limit, now, since, until):
    """Return `(place, article id, published at, relevance)` of the newest hits."""
    period, moments = _period(since, until)
    public, visible_at = _visible(now)
    rows = _rows(
        f"SELECT search_index.rowid, article_id, published_at, {relevance} "
        # Not the other way round, whatever the planner thinks: FTS5 alone knows the order.
        "FROM search_index CROSS JOIN search_document ON place = search_index.rowid "
        f"WHERE search_index MATCH %s {public} {period} ORDER BY search_index.rowid DESC LIMIT %s",
        [expression, *visible_at, *moments, limit],
    )
    return [
        (place, pk, _from_moment(published_at), relevance)
        for place, pk, published_at, relevance in rows
    ]


def _by_place(hits, clause):
    """Weigh hits by whether a phrase stands in their headline or standfirst."""
    newest, oldest = hits[0][0], hits[-1][0]
    weights = dict.fromkeys((place for place, *_ in hits), 1)
    for column, weight in BY_PLACE.items() if clause.phrases else ():
        rows = _rows(
            "SELECT rowid FROM search_index WHERE search_index MATCH %s "
            "AND rowid BETWEEN %s AND %s",
            [_clause(clause._replace(keys=()), column), oldest, newest],
        )
        for (place,) in rows:
            if place in weights:
                weights[place] += weight
    return [(place, pk, at, weights[place]) for place, pk, at, _ in hits]


def texts(article_ids):
    """Return `(article id, headline, standfirst, parts, captions)` of the stories."""
    rows = _rows(
        "SELECT article_id, headline, standfirst, parts, captions FROM search_document "
        f"WHERE article_id IN ({', '.join(['%s'] * len(article_ids))})",
        article_ids,
    )
    return [(article_id, *map(unseamed, texts)) for article_id, *texts in rows]


def named(words, is_prefix, kind):
    """Return the keys of what has these words in its name."""
    of_kind = f"AND rowid & {ROOM_FOR_KINDS - 1} = {KINDS.index(kind)}" if kind else ""
    rows = _rows(
        f"SELECT rowid FROM search_name WHERE search_name MATCH %s {of_kind} LIMIT {MOST_NAMES}",
        [_phrase(words, is_prefix)],
    )
    return [f"{KINDS[row % ROOM_FOR_KINDS]}{row // ROOM_FOR_KINDS}" for (row,) in rows]


def teach(connection):
    """Give a connection the functions that the triggers call."""
    raw = connection.connection
    raw.create_function("search_words", 1, seamed, deterministic=True)
    raw.create_function("search_prose", 1, seamed_prose, deterministic=True)
    raw.create_function("search_today", 0, lambda: _day(timezone.now()))
    # Some builds of SQLite otherwise keep the functions of an application out of triggers.
    raw.execute("PRAGMA trusted_schema = ON")


@transaction.atomic
def lay():
    lift()
    for statement in [REFRESH, ON_REFRESH, *_triggers().values()]:
        _run(statement)


def lift():
    for name in [*_triggers(), "search_refreshed"]:
        _run(f"DROP TRIGGER IF EXISTS {name}")
    _run("DROP VIEW IF EXISTS search_refresh")


def rebuild(first, last):
    _run("DELETE FROM search_document WHERE article_id BETWEEN %s AND %s", [first, last])
    _run(
        "INSERT INTO search_refresh SELECT id FROM articles_article WHERE id BETWEEN %s AND %s",
        [first, last],
    )


def outdated(now, most):
    """Return the ids of the newest stories that have a caption no longer to be read."""
    rows = _rows(
        # Left to itself, SQLite reads every document, newest first.
        "SELECT article_id FROM search_document INDEXED BY search_document_captions "
        "WHERE captions_until < %s ORDER BY place DESC LIMIT %s",
        [_day(now), most],
    )
    return [pk for (pk,) in rows]


def renew(article_ids):
    """Index these stories anew."""
    ids = ", ".join(["%s"] * len(article_ids))
    _run(
        f"INSERT INTO search_refresh SELECT id FROM articles_article WHERE id IN ({ids})",
        article_ids,
    )


def rebuild_names():
    _run("DELETE FROM search_name")
    for kind, table in NAMED.items():
        _run(f"{INSERT_NAME} SELECT {_name_row(kind, 'named')} FROM {table} AS named")


def unindex():
    """Do nothing: FTS5 merges what is written in large pieces by itself."""


def settle():
    _run("INSERT INTO search_index (search_index) VALUES ('optimize')")


def _triggers():
    """Return the statements that make the triggers, by the triggers' names."""
    triggers = ON_DOCUMENT.copy()
    for watched in WATCHED:
        old, new = (watched.stories.format(row=row) for row in ("OLD", "NEW"))
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in watched.columns)
        triggers |= _three(
            watched.table,
            added=f"INSERT INTO search_refresh {new};",
            changed=f"INSERT INTO search_refresh {old} UNION {new};",
            removed=f"INSERT INTO search_refresh {old};",
            when=f"WHEN {changed}",
        )
    for kind, table in NAMED.items():
        remove = f"DELETE FROM search_name WHERE rowid = {_name_place(kind, 'OLD')};"
        add = f"{INSERT_NAME} VALUES ({_name_row(kind, 'NEW')});"
        triggers |= _three(table, added=add, changed=f"{remove} {add}", removed=remove)
    return triggers


def _three(table, *, added, changed, removed, when=""):
    return {
        f"search_{table}_{name}": f"CREATE TRIGGER search_{table}_{name} "
        f"AFTER {event} ON {table} {condition} BEGIN {act} END"
        for name, event, condition, act in (
            ("added", "INSERT", "", added),
            ("changed", "UPDATE", when, changed),
            ("removed", "DELETE", "", removed),
        )
    }


def _name_place(kind, row):
    return f"{row}.id * {ROOM_FOR_KINDS} + {KINDS.index(kind)}"


def _name_row(kind, row):
    return f"{_name_place(kind, row)}, search_words({row}.name || ' ' || {row}.slug)"


def _expression(clauses, columns):
    """Return the clauses in the language of FTS5."""
    wanted = " AND ".join(_clause(clause, columns) for clause in clauses if not clause.is_excluded)
    unwanted = " OR ".join(_clause(clause, columns) for clause in clauses if clause.is_excluded)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _clause(clause, columns):
    phrases = (f"{{{columns}}} : {_phrase(phrase, clause.is_prefix)}" for phrase in clause.phrases)
    keys = (f'keys : "{key}"' for key in clause.keys)
    return f"({' OR '.join([*phrases, *keys])})"


def _phrase(words, is_prefix):
    quoted = seamed(words).replace('"', '""')
    return f'"{quoted}"{" *" if is_prefix else ""}'


def _visible(now):
    """Return as SQL and its parameters that readers may see a story then; nothing for None."""
    if now is None:
        return "", []
    sql = (
        "AND visible_from <= %s AND (visible_until IS NULL OR visible_until > %s) "
        "AND (captions_until IS NULL OR captions_until >= %s)"
    )
    return sql, [_moment(now), _moment(now), _day(now)]


def _period(since, until):
    """Return the bounds of a search as SQL and its parameters; FTS5 knows those of places."""
    sql, moments = "", []
    if since:
        sql += f" AND search_index.rowid >= {PLACE.format(moment='%s')} AND published_at >= %s"
        moments += [_moment(since)] * 2
    if until:
        place = f"{PLACE.format(moment='%s')} + {ROOM_FOR_IDS}"
        sql += f" AND search_index.rowid < {place} AND published_at < %s"
        moments += [_moment(until)] * 2
    return sql, moments


def _moment(moment):
    return connection.ops.adapt_datetimefield_value(moment)


def _day(moment):
    return timezone.localdate(moment).isoformat()


def _from_moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _run(statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _rows(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
