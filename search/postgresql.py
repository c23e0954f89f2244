"""The index in PostgreSQL: a `tsvector` for each story, kept by the triggers below.

The functions that are searched through never read the index table from end to end: to judge a
row that no index has judged, the server must unpack its whole vector.
"""

from django.conf import settings
from django.db import connection, connections, router
from django.utils import timezone

from articles.models import Article
from search.watched import NAMED, WATCHED
from search.words import UNSPACED, words_of

# A tsvector holds 1 MB; this many characters always fit, and are a book's worth of words.
MOST_CHARACTERS = 300_000
# The index tells which stories have all words of a phrase. That they stand in a row must be seen
# in the story itself, and of the newest so many times as many as are wanted are looked at.
LOOKED_AT = 2.5
# What is searched first, and what after it, until enough is found; the last one is all there is.
# An index that is asked for many keys at once compares every story with all of them.
PERIODS = "('month', 4), ('year', 2), ('year', 8), (NULL, NULL)"
# More people and sources than this with one word in their names, and the word tells nothing.
MOST_NAMES = 200

INDEXED = {"search_document_words": "words", "search_document_headline": "headline_words"}

# Text as `search/words.py` has it: composed letters without accents, unspaced signs apart. What
# is no letter becomes a blank, so that the server takes nothing for an address or a number.
WORDS = rf"""
CREATE OR REPLACE FUNCTION search_words(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        -- Plain English has nothing to compose or to part, and takes a third of the time.
        WHEN octet_length($1) = length($1) THEN regexp_replace($1, '[^0-9A-Za-z]+', ' ', 'g')
        ELSE regexp_replace(
            regexp_replace(
                normalize(
                    regexp_replace(normalize(lower($1), NFD), '[\u0300-\u036f]', '', 'g'), NFC
                ),
                '[^0-9A-Za-z\u00aa-\U0010ffff]|[\u2000-\u206f\u3000-\u303f\uff01-\uff0f]',
                ' ', 'g'
            ),
            '([{UNSPACED}])', ' \1 ', 'g'
        )
    END
$$
"""
# Clean prose holds four entities at most, and no sign of a tag but in quotes.
PROSE = r"""
CREATE OR REPLACE FUNCTION search_prose(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(replace(replace(replace(replace(
        regexp_replace(
            regexp_replace($1, '</(?:p|h3|h4|li|blockquote|figcaption|th|td)>|<br>', ' ', 'g'),
            '<(?:[^>"]|"[^"]*")*>', '', 'g'
        ),
        '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'))
$$
"""
# What stories say, their parts and captions as plain text; `{which}` says which stories, `{today}`
# on which day.
SAID = r"""
    articles_article AS story,
    LATERAL (
        SELECT coalesce(
            string_agg(subhead || E'\n' || search_prose(prose), E'\n' ORDER BY "order", id), ''
        ) AS text
        FROM articles_part WHERE article_id = story.id
    ) AS of_parts,
    LATERAL (
        SELECT coalesce(array_agg(id), '{{}}') AS ids, min(licence_expires_on) AS captions_until
        FROM photos_photo
        WHERE (licence_expires_on IS NULL OR licence_expires_on >= {today}) AND id IN (
            SELECT story.lead_photo_id
            UNION SELECT photo_id FROM articles_part WHERE article_id = story.id
            UNION SELECT photo_id FROM articles_illustration
            WHERE part_id IN (SELECT id FROM articles_part WHERE article_id = story.id)
        )
    ) AS shown,
    LATERAL (
        SELECT coalesce(string_agg(caption, E'\n'), '') AS text
        FROM photos_photo WHERE id = ANY (shown.ids)
    ) AS of_photos
    WHERE story.status = 'published' AND story.id {which}
"""
DOCUMENTS = f"""
    INSERT INTO search_document (
        article_id, published_at, visible_from, visible_until, captions_until,
        headline_words, words
    )
    SELECT
        id, published_at, visible_from, expires_at, captions_until,
        to_tsvector('simple', headline) || keys,
        setweight(to_tsvector('simple', headline), 'A')
            || setweight(to_tsvector('simple', standfirst), 'B')
            || to_tsvector('simple', text) || keys
    FROM (
        SELECT
            story.id,
            story.published_at,
            greatest(story.published_at, story.embargo_until) AS visible_from,
            story.expires_at,
            shown.captions_until,
            search_words(story.headline) AS headline,
            search_words(story.standfirst) AS standfirst,
            search_words(
                left(of_parts.text, {MOST_CHARACTERS}) || E'\\n\\n' || of_photos.text
            ) AS text,
            array_to_tsvector(ARRAY(
                SELECT '#section' || story.section_id
                UNION SELECT to_char(story.published_at AT TIME ZONE 'UTC', '"#month"YYYYMM')
                UNION SELECT to_char(story.published_at AT TIME ZONE 'UTC', '"#year"YYYY')
                UNION SELECT '#author' || author_id FROM articles_byline
                    WHERE article_id = story.id
                UNION SELECT '#tag' || tag_id FROM articles_taggedarticle
                    WHERE content_object_id = story.id
                UNION SELECT '#source' || source_id FROM articles_articleattribution
                    WHERE article_id = story.id
                UNION SELECT '#source' || source_id FROM photos_photoattribution
                    WHERE photo_id = ANY (shown.ids)
            )) AS keys
        FROM {SAID}
        OFFSET 0
    ) AS said
"""
# The day where the newsroom is.
TODAY = f"""
CREATE OR REPLACE FUNCTION search_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (now() AT TIME ZONE '{settings.TIME_ZONE}')::date
$$
"""
REFRESH = f"""
CREATE OR REPLACE FUNCTION search_refresh(story_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Who changes another part of the same story waits here, and then sees this one.
    PERFORM 1 FROM articles_article WHERE id = story_id FOR NO KEY UPDATE;
    DELETE FROM search_document WHERE article_id = story_id;
    {DOCUMENTS.format(which="= story_id", today="search_today()")};
END
$$
"""
# A query for so many months or years up to a moment, by the keys that stories have of them.
PERIOD = """
CREATE OR REPLACE FUNCTION search_period(unit text, number int, newest timestamptz)
RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(
        to_char(
            newest AT TIME ZONE 'UTC' - ago * ('1 ' || unit)::interval,
            CASE unit WHEN 'month' THEN '"#month"YYYYMM' ELSE '"#year"YYYY' END
        ), '|'
    )::tsquery
    FROM generate_series(0, number - 1) AS ago
$$
"""
# `loose` is what the index can tell alone; `strict` is what was asked for. The index is asked for
# the newest months first, and for years as long as too little is found: however common a
# word is and however large the archive, few stories are read. Scans that judge rows by
# themselves are switched off, because the planner thinks too little of what unpacking costs.
NEWEST = f"""
CREATE OR REPLACE FUNCTION search_newest(
    loose tsquery, strict tsquery, in_headline boolean, is_ranked boolean,
    now_ timestamptz, today date, since timestamptz, until timestamptz, most int
) RETURNS TABLE (article_id bigint, published_at timestamptz, relevance real, is_more boolean)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off
SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
    looked_at int := CASE WHEN loose = strict THEN most ELSE most * {LOOKED_AT} END;
    newest timestamptz := least(now_, until);
    period record;
    ids bigint[];
BEGIN
    FOR period IN
        SELECT
            search_period(unit, number, date_trunc(unit, newest, 'UTC')) AS words,
            date_trunc(unit, newest, 'UTC') - (number - 1) * ('1 ' || unit)::interval AS begins_at
        FROM (VALUES {PERIODS}) AS periods (unit, number)
    LOOP
        EXECUTE format(
            'SELECT array_agg(article_id) FROM ('
            'SELECT article_id FROM search_document WHERE %I @@ $1 '
            'AND ($2 IS NULL OR visible_from <= $2 '
            'AND (visible_until IS NULL OR visible_until > $2) '
            'AND (captions_until IS NULL OR captions_until >= $3)) '
            'AND published_at >= coalesce($4, ''-infinity'') '
            'AND published_at < coalesce($5, ''infinity'') '
            'ORDER BY published_at DESC, article_id DESC LIMIT $6) AS found',
            CASE WHEN in_headline THEN 'headline_words' ELSE 'words' END
        ) INTO ids USING
            CASE WHEN period.words IS NULL THEN loose ELSE loose && period.words END,
            now_, today, since, until, looked_at;
        EXIT WHEN cardinality(ids) >= looked_at OR period.begins_at <= since;
    END LOOP;
    RETURN QUERY
    SELECT
        d.article_id,
        d.published_at,
        CASE WHEN is_ranked THEN ts_rank(d.words, strict, 1) ELSE 0 END,
        cardinality(ids) >= looked_at
    FROM search_document AS d
    WHERE d.article_id = ANY (ids) AND (
        loose = strict
        OR CASE WHEN in_headline THEN d.headline_words ELSE d.words END @@ strict
    )
    ORDER BY d.published_at DESC, d.article_id DESC LIMIT most;
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
    DELETE FROM articles_clipping;
    RETURN NULL;
END
$$
"""
ON_EMPTIED = """
CREATE OR REPLACE TRIGGER search_articles_article_emptied AFTER TRUNCATE ON articles_article
FOR EACH STATEMENT EXECUTE FUNCTION search_emptied()
"""
# A story is filed under its keys (articles/models/clipping.py); lists of sections need no filing.
# All documents of a statement at once: a rebuild has thousands of them in each.
FILED = """
    SELECT substr(key, 2), published_at, article_id
    FROM documents, unnest(tsvector_to_array(headline_words)) AS key
    WHERE key ~ '^#(author|source|tag)'
"""
FILE = f"""
CREATE OR REPLACE FUNCTION search_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO articles_clipping (heading, published_at, article_id) {FILED};
    ELSIF EXISTS (SELECT FROM documents) THEN
        DELETE FROM articles_clipping WHERE (heading, published_at, article_id) IN ({FILED});
    END IF;
    RETURN NULL;
END
$$
"""
ON_DOCUMENT = """
CREATE OR REPLACE TRIGGER search_document_{name} AFTER {event} ON search_document
REFERENCING {rows} TABLE AS documents FOR EACH STATEMENT EXECUTE FUNCTION search_file()
"""
ON_DOCUMENTS = [
    ON_DOCUMENT.format(name="filed", event="INSERT", rows="NEW"),
    ON_DOCUMENT.format(name="unfiled", event="DELETE", rows="OLD"),
]
FUNCTIONS = [WORDS, PROSE, TODAY, REFRESH, PHRASE, PERIOD, NEWEST, EMPTIED, FILE]
ADD_NAME = """
INSERT INTO search_name (kind, id, words)
SELECT '{kind}', {row}.id, to_tsvector('simple', search_words({row}.name || ' ' || {row}.slug))
"""


def newest(clauses, *, limit, is_ranked, in_headline, now, since, until):
    """Return `(article id, published at, relevance)` of the newest hits, and if there are more."""
    loose, loose_words = _query(clauses, is_loose=True)
    strict, strict_words = _query(clauses, is_loose=False)
    moments = [now, now and timezone.localdate(now), since, until]
    rows = _rows(
        f"SELECT * FROM search_newest({loose}, {strict}, %s, %s, %s, %s, %s, %s, %s)",
        [*loose_words, *strict_words, in_headline, is_ranked, *moments, limit],
    )
    return [row[:3] for row in rows], any(row[3] for row in rows)


def texts(article_ids):
    """Return `(article id, headline, standfirst, parts, captions)` of the stories."""
    return _rows(
        "SELECT story.id, headline, standfirst, of_parts.text, of_photos.text FROM "
        + SAID.format(which="= ANY (%s)", today="%s"),
        [timezone.localdate(), article_ids],
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
    for statement in [*FUNCTIONS, ON_EMPTIED, *ON_DOCUMENTS, *_triggers()]:
        _run(statement)
    _make_indexes()


def lift():
    for table in [*(watched.table for watched in WATCHED), *NAMED.values()]:
        for event in ("added", "changed", "removed", "emptied"):
            _run(f"DROP TRIGGER IF EXISTS search_{table}_{event} ON {table}")


def rebuild(first, last):
    _index("BETWEEN %s AND %s", [first, last])


def outdated(now, most):
    """Return the ids of the newest stories that have a caption no longer to be read."""
    rows = _rows(
        "SELECT article_id FROM search_document WHERE captions_until < %s "
        "ORDER BY published_at DESC LIMIT %s",
        [timezone.localdate(now), most],
    )
    return [pk for (pk,) in rows]


def renew(article_ids):
    """Index these stories anew."""
    _index("= ANY (%s)", [article_ids])


def _index(which, ids):
    _run(
        f"SELECT id FROM articles_article WHERE id {which} ORDER BY id FOR NO KEY UPDATE",
        ids,
    )
    _run(f"DELETE FROM search_document WHERE article_id {which}", ids)
    _run(DOCUMENTS.format(which=which, today="%s"), [timezone.localdate(), *ids])


def rebuild_names():
    _run("DELETE FROM search_name")
    for kind, table in NAMED.items():
        _run(ADD_NAME.format(kind=kind, row="named") + f"FROM {table} AS named")


def unindex():
    """Take the indexes away, so that many rows are written faster; `settle` makes them anew."""
    for name in INDEXED:
        _run(f"DROP INDEX IF EXISTS {name}")


def settle():
    _run("SET LOCAL maintenance_work_mem = '256MB'")
    _make_indexes()
    _run("ANALYZE search_document")


def _make_indexes():
    for name, column in INDEXED.items():
        # What waits in a list of pending entries is searched row by row: there shall be none.
        _run(
            f"CREATE INDEX IF NOT EXISTS {name} ON search_document USING gin ({column}) "
            "WITH (fastupdate = off)"
        )


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
            changed=(
                f"IF ROW({before}) IS DISTINCT FROM ROW({after}) THEN "
                f"{refresh.format(f'{old} UNION {new}')} END IF;"
            ),
            removed=refresh.format(old),
        )
    for kind, table in NAMED.items():
        remove = f"DELETE FROM search_name WHERE kind = '{kind}' AND id = OLD.id;"
        add = ADD_NAME.format(kind=kind, row="NEW") + ";"
        yield from _three(table, added=add, changed=f"{remove} {add}", removed=remove)


def _three(table, *, added, changed, removed):
    """Yield what makes three triggers, or makes them anew while others read and write.

    Their conditions stand in the functions: a column that a trigger names cannot be altered.
    """
    for name, event, act in (
        ("added", "INSERT", added),
        ("changed", "UPDATE", changed),
        ("removed", "DELETE", removed),
    ):
        yield (
            f"CREATE OR REPLACE FUNCTION search_{table}_{name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN {act} RETURN NULL; END $$"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER search_{table}_{name} AFTER {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION search_{table}_{name}()"
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
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
