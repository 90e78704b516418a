"""The full text of an index: one row for each text of the base, made from the other tables.

That of a large base is made when somebody first searches it: it takes as long as all
other tables together take SQLite, and most questions have no use for it.
"""

import sqlite3

from cstocli.index.schema import Table, text
from cstocli.model.base import Progress, no_progress
from cstocli.model.scripts import searched

# FTS5 takes a text without blanks for one word. While it is made nothing is merged: what
# comes next would be merged with it once more.
_MAKE = (
    """
CREATE VIRTUAL TABLE search USING fts5 (fact, part, text, source UNINDEXED, parted,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'")
""",
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
)
# What can be searched, in the order of its rows; the first three columns are the order.
_OF_TABLES = (
    "SELECT rowid, 0, 0, 'source/' || id, 'source', publisher || ' ' || coalesce(title, ''), id FROM sources",
    "SELECT rowid, 0, 0, entity, 'name', name, NULL FROM aliases",
    "SELECT id, 0, 0, fact, 'quote', quote, source FROM claims",
    """
SELECT id, 0, 0, fact, 'reading', reading, source FROM claims WHERE reading <> '' UNION ALL
SELECT id, 1, 0, fact, 'note', note, source FROM claims WHERE note <> ''
""",
)
# Of facts of summed kinds no values are searched: those of the facts that they add up are.
_OF_FACTS = """
SELECT position, 0, 0, id, 'summary', summary, NULL FROM facts WHERE position >= :start AND position < :end UNION ALL
SELECT position, 1, 0, id, 'id', id, NULL FROM facts WHERE position >= :start AND position < :end UNION ALL
SELECT f.position, 2, s.rowid, s.fact, s.field, s.words, c.source
FROM facts f CROSS JOIN claim_values s ON s.fact = f.id CROSS JOIN claims c ON c.id = s.claim
WHERE f.position >= :start AND f.position < :end AND f.summed = 0
"""
# Most texts need no second look, and SQLite tells so itself: all characters are ASCII, and nowhere
# do three digits stand behind a digit and one other character, as they do in `3,000`.
_PARTED = """
CASE WHEN text GLOB '*[^\x01-\x7f]*' OR text GLOB '*[0-9][^0-9][0-9][0-9][0-9]*' THEN parted(text) ELSE '' END
"""
# Between two rows, and between two stretches of them, is room for rows of an edit.
STEP, ROOM = 8, 8000
_FACTS_AT_ONCE = 1000
_ADD = f"""
WITH found (one, two, three, fact, part, text, source) AS ({{found}})
INSERT INTO search (rowid, fact, part, text, source, parted)
SELECT :last + {ROOM} + {STEP} * row_number() OVER (ORDER BY one, two, three), fact, part, text, source, {_PARTED}
FROM found ORDER BY one, two, three
"""


def search_table() -> Table:
    """The full-text table."""
    columns = (
        text("fact", "id of the fact or other thing"),
        text("part", "where in it"),
        text("text", "the text"),
        text("source", "the source that says it"),
        text("parted", "characters of scripts without blanks, each a word; numbers with their groups joined"),
    )
    return Table("search", "a text (FTS5)", columns)


def make_text(connection: sqlite3.Connection, progress: Progress = no_progress) -> None:
    """Make the full text of an index of which all else is there."""
    connection.create_function("parted", 1, searched, deterministic=True)
    for made in _MAKE:
        connection.execute(made)
    (facts,) = connection.execute("SELECT coalesce(max(position) + 1, 0) FROM facts").fetchone()
    starts = range(0, facts, _FACTS_AT_ONCE)
    for found in _OF_TABLES:
        _add(connection, found)
    for number in progress(range(facts), "making the full text"):
        if number in starts:
            _add(connection, _OF_FACTS, start=number, end=number + _FACTS_AT_ONCE)


def _add(connection: sqlite3.Connection, found: str, **between: int) -> None:
    """Add what a statement finds, in its order, behind all that is there."""
    (last,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM search").fetchone()
    connection.execute(_ADD.format(found=found), {"last": last, **between})
