"""An edit of some facts, put into a copy of the index of the base before it.

What did not change is neither read nor weighed nor written again. The index is then, row
by row and in every table, the one that a whole reading makes; where that is not sure,
the edit is `Unclear`, and the base is read as a whole.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstocli.index import kept_blocks
from cstocli.index.build import changing
from cstocli.index.edit_counts import Counted
from cstocli.index.edit_rows import Ordered, Place, Rows, TellerRows, search_stretches
from cstocli.index.edit_scope import PlacedRows, Touched, placed_rows
from cstocli.index.fact_context import KindContext
from cstocli.index.fact_tables import fact_tables
from cstocli.index.index import has_text
from cstocli.index.kept import FIRST_FACT, KEPT
from cstocli.index.kept_blocks import KeptBlocks
from cstocli.index.moves import Hunk, hunks, shift
from cstocli.index.schema import Row
from cstocli.index.tables import CLAIMS, PROVENANCE
from cstocli.model.format import Format
from cstocli.model.scripts import searched
from cstocli.read.blocks import Outline, Unclear
from cstocli.read.part import Part

MOST_CHANGED = 500  # facts
_MOST_EDITS = 50  # of one index: full text is quicker when it is made at once
# So many pieces of full text are left unmerged; each edit adds one.
_MOST_PIECES = 1000
_NUMBERED = (("supporting_claims", ("claim",)), ("claim_values", ("claim", "aside_by")), ("provenance", ("claim",)))


class Plan(NamedTuple):
    """What an index will remember, and what the edit touches; None where it changes no fact."""

    kept: KeptBlocks
    touched: Touched | None


def plan(connection: sqlite3.Connection, outline: Outline, built_in: Format) -> Plan:
    """What was edited since the index was made; `outline` is that of the base now.

    Raises:
        Unclear: only a whole reading makes the index.
        sqlite3.Error: the index is damaged.
    """
    kept = kept_blocks.kept_blocks(connection)
    if kept is None or kept.edits >= _MOST_EDITS or kept.rest != outline.sum_of_the_rest():
        raise Unclear("the index remembers another base")
    now = outline.fact_sums()
    changes = hunks(kept.facts, now)
    if sum(len(hunk.before) + len(hunk.now) for hunk in changes) > 2 * MOST_CHANGED:
        raise Unclear("very many facts were edited")
    touched = Touched(connection, outline, Part(outline, built_in), changes) if changes else None
    return Plan(kept._replace(facts=now, edits=kept.edits + bool(changes)), touched)


def put(file: str, planned: Plan) -> None:
    """Put an edit into `file`, a copy of the index before it.

    Raises:
        Unclear: there is no room; the file is of no use then.
        sqlite3.Error: the file could not be written, or is damaged.
    """
    with changing(file) as connection:
        if planned.touched:
            _Edit(connection, planned.kept, planned.touched).put()
        kept_blocks.replace(connection, planned.kept)


class _Edit:
    """The rows of one edit: where they were, and where they go."""

    def __init__(self, connection: sqlite3.Connection, kept: KeptBlocks, touched: Touched) -> None:
        self.connection = connection
        self.format = touched.part.format
        self.touched = touched
        self.before = touched.before
        self.after = touched.after
        if any(KindContext(kind).places for kind in self.format.all_kinds.values() if kind.summed):
            raise Unclear("what sums up has places of its own")
        self.rows = placed_rows(touched)
        self.kept = kept
        self.hunks = [*_all_hunks(touched, self.rows)]
        self.positions, self.claims = self.after.steps(self.before)
        self.renumbered = {"facts"} if any(by for _, by in self.positions) else set()
        if any(by for _, by in self.claims):
            self.renumbered |= {CLAIMS.name, *(table for table, _ in _NUMBERED)}

    def put(self) -> None:
        """Take the old rows out, number those that stay, put the new ones in, and count."""
        counted = Counted(self.connection, self.format, self._names(), self._cited())
        tables = [*self._tables()]
        places = [(rows, self._places(rows, placed)) for rows, placed in tables]
        changed = {rows.of.table for rows, own in places if own} | self.renumbered
        if "search" in changed:
            self.connection.execute(f"INSERT INTO search (search, rank) VALUES ('crisismerge', {_MOST_PIECES})")
        claims = [*self._claims()]
        if claims:
            changed.add(CLAIMS.name)
        for rows, own in places:
            rows.delete(own)
        for numbers, _ in claims:
            self.connection.execute("DELETE FROM claims WHERE id >= ? AND id < ?", (numbers.start, numbers.stop))
        self._renumber()
        for _, own_claims in claims:
            self.connection.executemany(CLAIMS.insert, own_claims)
        for rows, own in places:
            rows.insert(own)
        counted.update(changed)

    def _names(self) -> Iterator[str]:
        """All facts that the edit touches, before and after it."""
        yield from self.touched.gone
        for hunk in self.hunks:
            yield from (self.after.ids[at] for at in hunk.now)

    def _cited(self) -> Iterator[str]:
        """The sources and origins of the claims that the edit touches."""
        for name in self.touched.gone:
            for pair in self.connection.execute("SELECT source, origin FROM claims WHERE fact = ?", (name,)):
                yield from pair
        source, origin = (_column(CLAIMS.columns, name) for name in ("source", "origin"))
        for rows in self.rows[CLAIMS.name].values():
            for row in rows:
                yield from (row[source], row[origin])

    def _tables(self) -> Iterator[tuple[Rows, dict[int, list[Row]]]]:
        """All tables that have rows of facts, and the rows by new position."""
        connection, position, written = self.connection, self.before.position, self.before.written
        for table in fact_tables(self.format):
            key = "id" if table.name == "facts" else "fact"
            of = Ordered(table.name, key, [one.name for one in table.columns], passed=table.name == "fact_places")
            yield Rows(connection, of, position, written), self.rows[table.name]
        kept = Ordered(KEPT.name, "entity", [one.name for one in KEPT.columns], FIRST_FACT)
        yield Rows(connection, kept, position, written), self.rows[KEPT.name]
        tellers = Ordered(PROVENANCE.name, "claim", [one.name for one in PROVENANCE.columns])
        yield TellerRows(connection, tellers, self.before.first[:written]), self.rows[PROVENANCE.name]
        texts = self._texts() if has_text(connection) else ()
        for of, rows in zip(search_stretches(*self.kept[2:5]), texts, strict=bool(texts)):
            yield Rows(connection, of, position, written), rows

    def _texts(self) -> tuple[dict[int, list[Row]], ...]:
        """The rows of full text: quotes, remarks, texts of facts."""
        claim = {name: _column(CLAIMS.columns, name) for name in ("id", "fact", "quote", "source", "reading", "note")}
        quotes: dict[int, list[Row]] = {}
        remarks: dict[int, list[Row]] = {}
        sources: dict[int, str] = {}
        for at, rows in self.rows[CLAIMS.name].items():
            for row in rows:
                fact, source, reading, note = (row[claim[name]] for name in ("fact", "source", "reading", "note"))
                sources[row[claim["id"]]] = source
                quotes.setdefault(at, []).append(_text(fact, "quote", row[claim["quote"]], source))
                for part, text in (("reading", reading), ("note", note)):
                    if text:
                        remarks.setdefault(at, []).append(_text(fact, part, text, source))
        tables = {table.name: table.columns for table in fact_tables(self.format)}
        summary = _column(tables["facts"], "summary")
        field, value, words = (_column(tables["claim_values"], name) for name in ("field", "claim", "words"))
        facts: dict[int, list[Row]] = {}
        for at, ((row,), values) in (
            (at, (rows, self.rows["claim_values"].get(at, ()))) for at, rows in self.rows["facts"].items()
        ):
            name = row[0]
            facts[at] = [_text(name, "summary", row[summary], None), _text(name, "id", name, None)]
            if at < self.after.written:
                facts[at] += [_text(name, one[field], one[words], sources[one[value]]) for one in values]
        return quotes, remarks, facts

    def _places(self, rows: Rows, placed: dict[int, list[Row]]) -> list[Place]:
        renumbered = rows.of.table in self.renumbered
        found = (
            rows.place(hunk.before, [row for at in hunk.now for row in placed.get(at, ())], renumbered=renumbered)
            for hunk in self.hunks
        )
        return [place for place in found if place]

    def _claims(self) -> Iterator[tuple[range, list[Row]]]:
        """The old numbers of claims, and the claims now, of each hunk of which some are others."""
        for hunk in self.hunks:
            if hunk.before.start < self.before.written or hunk.now.start < self.after.written:
                numbers = range(self.before.first[hunk.before.start], self.before.first[hunk.before.stop])
                known = self.connection.execute(
                    "SELECT * FROM claims WHERE id >= ? AND id < ? ORDER BY id", (numbers.start, numbers.stop)
                ).fetchall()
                rows = [row for at in hunk.now for row in self.rows[CLAIMS.name].get(at, ())]
                if rows != known or CLAIMS.name in self.renumbered:
                    yield numbers, rows

    def _renumber(self) -> None:
        """Give the facts and claims that stay the places that they have now."""
        one = self.connection.execute
        if "facts" in self.renumbered:
            first = self.positions[0][0]
            one(f"UPDATE facts SET position = {shift(self.positions, 'position')} WHERE position >= {first}")
        if CLAIMS.name in self.renumbered:
            first = self.claims[0][0]
            # No number may be there twice, so all go before they come again.
            id_, *others = (column.name for column in CLAIMS.columns)
            one(f"CREATE TEMP TABLE renumbered AS SELECT * FROM claims WHERE id >= {first}")
            one(f"DELETE FROM claims WHERE id >= {first}")
            numbers = shift(self.claims, id_)
            one(f"INSERT INTO claims SELECT {numbers}, {', '.join(others)} FROM temp.renumbered ORDER BY {id_}")
            for table, columns in _NUMBERED:
                values = ", ".join(f"{column} = {shift(self.claims, column)}" for column in columns)
                behind = " OR ".join(f"{column} >= {first}" for column in columns)
                one(f"UPDATE {table} SET {values} WHERE {behind}")


def _all_hunks(touched: Touched, rows: PlacedRows) -> Iterable[Hunk]:
    """The hunks of the edit and, one by one, the facts that stay and of which rows are others; in their order."""
    edited = {at for hunk in touched.after.hunks for at in hunk.now}
    before = touched.before.position
    ids = touched.after.ids
    staying = (at for at in rows["facts"] if at not in edited)
    single = (Hunk(range(before[ids[at]], before[ids[at]] + 1), range(at, at + 1)) for at in staying)
    return sorted([*touched.after.hunks, *single], key=lambda hunk: (hunk.before.start, hunk.before.stop))


def _column(columns: Iterable[object], name: str) -> int:
    return [getattr(column, "name", "") for column in columns].index(name)


def _text(fact: str, part: str, text: str, source: str | None) -> Row:
    return fact, part, text, source, searched(text)
