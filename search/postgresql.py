"""The index in PostgreSQL: a `tsvector` for each story, kept by the triggers below.

The functions that are searched through never read the index table from end to end: to judge a
row that no index has judged, the server must unpack its whole vector.
"""

from django.db import connection

from search.watched import NAMED, WATCHED
from search.words import UNSPACED, words_of

# A tsvector holds 1 MB; this many characters always fit, and are a book's worth of words.
MOST_CHARACTERS = 300_000
# The index tells which stories have all words of a phrase. That they stand in a row must be seen
# in the story itself, and so many of the newest are looked at.
MOST_LOOKED_AT = 3_000
# What stands in a larger share of the stories is common, and met on a walk of this many stories.
COMMON = 0.3
LONGEST_WALK = 4_000
# More people and sources than this with one word in their names, and the word tells nothing.
MOST_NAMES = 200

# Text as `search/words.py` has it: composed letters without accents, unspaced signs apart. What
# is no letter becomes a blank, so that the server takes nothing for an address or a number.
WORDS = rf"""
CREATE OR REPLACE FUNCTION search_words(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(
            normalize(
                regexp_replace(normalize(lower($1), NFD), '[\u0300-\u036f]', '', 'g'), NFC
            ),
            '[^0-9A-Za-z\u00aa-\U0010ffff]|[\u2000-\u206f\u3000-\u303f\uff01-\uff0f]', ' ', 'g'
        ),
        '([{UNSPACED}])', ' \1 ', 'g'
    )
$$
"""
# Clean prose holds four entities at most, and no sign of a tag but in quotes.
PROSE = r"""
CREATE OR REPLACE FUNCTION search_prose(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(replace(replace(replace(replace(
        regexp_replace(
            regexp_replace($1, '</(?:p|h3|h4|li|blockquote|th|td)>|<br>', ' ', 'g'),
            '<(?:[^>"]|"[^"]*")*>', '', 'g'
        ),
        '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'))
$$
"""
REFRESH = f"""
CREATE OR REPLACE FUNCTION search_refresh(story_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Who changes another part of the same story waits here, and then sees this one.
    PERFORM 1 FROM articles_article WHERE id = story_id FOR NO KEY UPDATE;
    DELETE FROM search_document WHERE article_id = story_id;
    INSERT INTO search_document (
        article_id, published_at, visible_from, visible_until,
        headline_words, words, headline, standfirst, captions, parts
    )
    SELECT
        story.id,
        story.published_at,
        greatest(story.published_at, story.embargo_until),
        story.expires_at,
        to_tsvector('simple', search_words(story.headline)) || of_keys.words,
        setweight(to_tsvector('simple', search_words(story.headline)), 'A')
            || setweight(to_tsvector('simple', search_words(story.standfirst)), 'B')
            || to_tsvector('simple', search_words(left(of_parts.text, {MOST_CHARACTERS})))
            || to_tsvector('simple', search_words(of_photos.text))
            || of_keys.words,
        story.headline,
        story.standfirst,
        of_photos.text,
        of_parts.text
    FROM articles_article AS story,
    LATERAL (
        SELECT coalesce(
            string_agg(subhead || E'\\n' || search_prose(prose), E'\\n' ORDER BY "order", id), ''
        ) AS text
        FROM articles_part WHERE article_id = story.id
    ) AS of_parts,
    LATERAL (
        SELECT coalesce(array_agg(photo_id), '{{}}') || story.lead_photo_id AS ids
        FROM articles_part WHERE article_id = story.id AND photo_id IS NOT NULL
    ) AS shown,
    LATERAL (
        SELECT coalesce(string_agg(caption, E'\\n'), '') AS text
        FROM photos_photo WHERE id = ANY (shown.ids)
    ) AS of_photos,
    LATERAL (
        SELECT array_to_tsvector(array_agg(key)) AS words FROM (
            SELECT '#section' || story.section_id AS key
            UNION SELECT '#author' || author_id FROM articles_byline WHERE article_id = story.id
            UNION SELECT '#tag' || tag_id FROM articles_taggedarticle
                WHERE content_object_id = story.id
            UNION SELECT '#source' || source_id FROM articles_articleattribution
                WHERE article_id = story.id
            UNION SELECT '#source' || source_id FROM photos_photoattribution
                WHERE photo_id = ANY (shown.ids)
        ) AS keys
    ) AS of_keys
    WHERE story.id = story_id AND story.status = 'published';
END
$$
"""
# `loose` is what the index can tell alone; `strict` is what was asked for. Words that stand in
# many stories are met by a walk from the newest story on, without a look at the older ones; all
# others by the index. The planner's own estimate says which they are; if it errs, the walk ends.
# The function is volatile because EXPLAIN must be; it changes nothing. Adding no time to a date
# keeps the planner from reading by date what the index knows by word.
NEWEST = f"""
CREATE OR REPLACE FUNCTION search_newest(
    loose tsquery, strict tsquery, in_headline boolean, now_ timestamptz,
    since timestamptz, until timestamptz, most int
) RETURNS TABLE (article_id bigint, relevance real)
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET jit = off AS $$
DECLARE
    searched text := CASE WHEN in_headline THEN 'headline_words' ELSE 'words' END;
    may_be_seen text := 'visible_from <= $2 AND (visible_until IS NULL OR visible_until > $2)';
    looked_at int := CASE WHEN loose = strict THEN most ELSE {MOST_LOOKED_AT} END;
    plan json;
    stories float8 := (
        SELECT reltuples FROM pg_class WHERE oid = 'search_document'::regclass
    );
    ids bigint[];
BEGIN
    EXECUTE format(
        'EXPLAIN (FORMAT JSON) SELECT 1 FROM search_document WHERE %I @@ %L::tsquery',
        searched, loose
    ) INTO plan;
    IF loose = strict
    AND (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8 > stories * {COMMON} THEN
        EXECUTE format(
            'SELECT array_agg(article_id) FROM ('
            'SELECT article_id FROM ('
            'SELECT * FROM search_document '
            'WHERE published_at BETWEEN coalesce($3, ''-infinity'') AND coalesce($4, ''infinity'') '
            'ORDER BY published_at DESC LIMIT {LONGEST_WALK}'
            ') AS walk WHERE %s AND %I @@ $1 LIMIT $5) AS met',
            may_be_seen, searched
        ) INTO ids USING strict, now_, since, until, most;
    END IF;
    IF coalesce(cardinality(ids), 0) < most THEN
        EXECUTE format(
            'SELECT array_agg(article_id) FROM ('
            'SELECT article_id FROM search_document WHERE %I @@ $1 AND %s '
            'AND published_at + interval ''0'' '
            'BETWEEN coalesce($3, ''-infinity'') AND coalesce($4, ''infinity'') '
            'ORDER BY published_at + interval ''0'' DESC LIMIT $5) AS found',
            searched, may_be_seen
        ) INTO ids USING loose, now_, since, until, looked_at;
    END IF;
    RETURN QUERY
    SELECT d.article_id, ts_rank(d.words, strict, 1) FROM search_document AS d
    WHERE d.article_id = ANY (ids) AND d.words @@ strict
    ORDER BY d.published_at DESC LIMIT most;
END
$$
"""
# A word, or several in a row; loosely, wherever they stand.
PHRASE = """
CREATE OR REPLACE FUNCTION search_phrase(phrase text, is_prefix boolean, is_loose boolean)
RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
    wanted tsquery := CASE
        WHEN is_loose THEN plainto_tsquery('simple', search_words(phrase))
        ELSE phraseto_tsquery('simple', search_words(phrase))
    END;
BEGIN
    IF is_prefix AND numnode(wanted) > 0 THEN
        RETURN (wanted::text || ':*')::tsquery;
    END IF;
    RETURN wanted;
END
$$
"""
# What `flush` and tests do to the stories, no trigger of a row sees.
EMPTIED = """
CREATE OR REPLACE FUNCTION search_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE search_document;
    RETURN NULL;
END
$$
"""
ON_EMPTIED = """
CREATE TRIGGER search_articles_article_emptied AFTER TRUNCATE ON articles_article
FOR EACH STATEMENT EXECUTE FUNCTION search_emptied()
"""
ADD_NAME = """
INSERT INTO search_name (kind, id, words)
SELECT '{kind}', {row}.id, to_tsvector('simple', search_words({row}.name || ' ' || {row}.slug))
"""


def newest(clauses, limit, now, since, until, in_headline):
    """Return `(article id, relevance)` of the newest hits."""
    loose, loose_words = _query(clauses, is_loose=True)
    strict, strict_words = _query(clauses, is_loose=False)
    return _rows(
        f"SELECT * FROM search_newest({loose}, {strict}, %s, %s, %s, %s, %s)",
        [*loose_words, *strict_words, in_headline, now, since, until, limit],
    )


def texts(article_ids):
    """Return `(article id, headline, standfirst, parts, captions)` of the stories."""
    return _rows(
        "SELECT article_id, headline, standfirst, parts, captions FROM search_document "
        "WHERE article_id = ANY (%s)",
        [article_ids],
    )


def named(words, is_prefix, kind):
    """Return the keys of what has these words in its name."""
    rows = _rows(
        "SELECT kind || id FROM search_name WHERE words @@ search_phrase(%s, %s, false) "
        f"AND kind = coalesce(%s, kind) LIMIT {MOST_NAMES}",
        [words, is_prefix, kind],
    )
    return [key for (key,) in rows]


def lay():
    for statement in [WORDS, PROSE, REFRESH, PHRASE, NEWEST, EMPTIED, ON_EMPTIED, *_triggers()]:
        _run(statement)


def lift():
    for table in [*(watched.table for watched in WATCHED), *NAMED.values()]:
        for event in ("added", "changed", "removed", "emptied"):
            _run(f"DROP TRIGGER IF EXISTS search_{table}_{event} ON {table}")


def rebuild(first, last):
    _run("DELETE FROM search_document WHERE article_id BETWEEN %s AND %s", [first, last])
    _run(
        "SELECT search_refresh(id) FROM articles_article WHERE id BETWEEN %s AND %s", [first, last]
    )


def rebuild_names():
    _run("DELETE FROM search_name")
    for kind, table in NAMED.items():
        _run(ADD_NAME.format(kind=kind, row="named") + f"FROM {table} AS named")


def settle():
    _run("ANALYZE search_document")


def _triggers():
    """Yield the statements that make the triggers and what they do."""
    for watched in WATCHED:
        old, new = (watched.stories.format(row=row) for row in ("OLD", "NEW"))
        refresh = "PERFORM search_refresh(id) FROM ({}) AS stories (id);"
        before, after = (
            ", ".join(f"{row}.{name}" for name in watched.columns) for row in ("OLD", "NEW")
        )
        yield from _three(
            watched.table,
            added=refresh.format(new),
            changed=refresh.format(f"{old} UNION {new}"),
            removed=refresh.format(old),
            when=f"WHEN (ROW({before}) IS DISTINCT FROM ROW({after}))",
        )
    for kind, table in NAMED.items():
        remove = f"DELETE FROM search_name WHERE kind = '{kind}' AND id = OLD.id;"
        add = ADD_NAME.format(kind=kind, row="NEW") + ";"
        yield from _three(table, added=add, changed=f"{remove} {add}", removed=remove)


def _three(table, *, added, changed, removed, when=""):
    for name, event, condition, act in (
        ("added", "INSERT", "", added),
        ("changed", "UPDATE", when, changed),
        ("removed", "DELETE", "", removed),
    ):
        yield (
            f"CREATE OR REPLACE FUNCTION search_{table}_{name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN {act} RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER search_{table}_{name} AFTER {event} ON {table} "
            f"FOR EACH ROW {condition} EXECUTE FUNCTION search_{table}_{name}()"
        )


def _query(clauses, *, is_loose):
    """Return the clauses as SQL of a tsquery, and its parameters."""
    sql, parameters = [], []
    for clause in clauses:
        # Stories without a phrase are not told by the words that it is made of.
        if is_loose and clause.is_excluded and any(map(_is_several_words, clause.phrases)):
            continue
        phrases = [f"search_phrase(%s, {clause.is_prefix}, {is_loose})"] * len(clause.phrases)
        keys = ["%s::tsquery"] * len(clause.keys)
        sql.append(f"{'!!' * clause.is_excluded}({' || '.join(phrases + keys)})")
        parameters += [*clause.phrases, *(f"'#{key}'" for key in clause.keys)]
    return f"({' && '.join(sql)})", parameters


def _is_several_words(phrase):
    return len(words_of(phrase)) > 1


def _run(statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _rows(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
