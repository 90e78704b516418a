"""What an index counts over all its facts, changed by an edit of some: the overview, kinds, names for examples."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from cstocli.index.build import written_condition
from cstocli.index.example_names import EXAMPLE_NAMES, NEEDED, names_sql
from cstocli.model.format import Format

# Facts that an edit touches or that sum up others.
_COUNTED = "CREATE TEMP TABLE counted (fact TEXT PRIMARY KEY, summed INTEGER)"
_CITED = "CREATE TEMP TABLE cited (name TEXT PRIMARY KEY)"
_FIELDS = """
SELECT coalesce(sum(v.status IN ('corroborated', 'single-origin', 'disputed')), 0),
       coalesce(sum(v.status = 'corroborated'), 0), coalesce(sum(v.status = 'single-origin'), 0),
       coalesce(sum(v.status = 'disputed'), 0)
FROM counted t CROSS JOIN fields v ON v.fact = t.fact WHERE {written}
"""
_GAPS = """
SELECT count(*) FROM counted t CROSS JOIN facts f ON f.id = t.fact CROSS JOIN fields g ON g.fact = f.id
JOIN kind_fields q ON q.kind = f.kind AND q.field = g.field
WHERE g.status = 'not-stated' AND q.question IS NOT NULL AND f.plan = 0
AND EXISTS (SELECT 1 FROM fields w WHERE w.fact = f.id AND w.words IS NOT NULL)
AND (f.summed = 0 OR (f.kind, g.field) IN (
    SELECT h.kind, o.field FROM counted s CROSS JOIN facts h ON h.id = s.fact CROSS JOIN fields o ON o.fact = h.id
    WHERE s.summed = 1 AND o.status NOT IN ('not-stated', 'not-applicable')
))
"""
_SOURCES = "SELECT count(*) FROM cited t WHERE EXISTS (SELECT 1 FROM claims c WHERE c.source = t.name)"
_ORIGINS = (
    "SELECT count(*) FROM cited t WHERE EXISTS (SELECT 1 FROM provenance p WHERE p.path = t.name AND p.position = 0)"
)
_CLAIMS = "SELECT count(*) FROM counted t CROSS JOIN claims c ON c.fact = t.fact"
_FACTS = "SELECT count(*) FROM counted t JOIN facts f ON f.id = t.fact WHERE f.summed = 0"

Counts = dict[str, int]


class Counted:
    """The counts of an index over the facts that an edit touches: taken before, taken again, put in by difference."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        format: Format,  # noqa: A002
        facts: Iterable[str],
        cited: Iterable[str],
    ) -> None:
        """Count over `facts`, all that the edit touches, and over `cited`, sources and origins of their claims."""
        self.connection = connection
        self.format = format
        for made in (_COUNTED, _CITED):
            connection.execute(made)
        connection.executemany("INSERT OR IGNORE INTO counted VALUES (?, 0)", [(name,) for name in facts])
        summed = [kind.name for kind in format.all_kinds.values() if kind.summed]
        for kind in summed:
            connection.execute("INSERT OR REPLACE INTO counted SELECT id, 1 FROM facts WHERE kind = ?", (kind,))
        connection.executemany("INSERT OR IGNORE INTO cited VALUES (?)", [(name,) for name in cited])
        self.before = self._counts()
        self.kinds = self._kinds()

    def update(self, changed: AbstractSet[str]) -> None:
        """Count again, once the rows are in; `changed` are the tables in which some are others."""
        now, kinds = self._counts(), self._kinds()
        for name, count in now.items():
            if count != self.before[name]:
                sql = f"UPDATE overview SET {name} = {name} + ?"
                self.connection.execute(sql, (count - self.before[name],))
        for kind in kinds | self.kinds:
            sql = "UPDATE kinds SET facts = facts + ? WHERE kind = ?"
            self.connection.execute(sql, (kinds[kind] - self.kinds[kind], kind))
        self._rename(changed)
        for table in ("counted", "cited"):
            self.connection.execute(f"DROP TABLE temp.{table}")

    def _counts(self) -> Counts:
        one = self.connection.execute
        fields = one(_FIELDS.format(written=written_condition(self.format, "v.fact"))).fetchone()
        counts = dict(zip(("fields", "corroborated", "single_origin", "disputes"), fields, strict=True))
        others = {"sources": _SOURCES, "origins": _ORIGINS, "claims": _CLAIMS, "facts": _FACTS, "gaps": _GAPS}
        return counts | {name: one(sql).fetchone()[0] for name, sql in others.items()}

    def _kinds(self) -> Counter[str]:
        sql = "SELECT f.kind, count(*) FROM counted t CROSS JOIN facts f ON f.id = t.fact WHERE f.summed = 0 GROUP BY 1"
        return Counter(dict(self.connection.execute(sql).fetchall()))

    def _rename(self, changed: AbstractSet[str]) -> None:
        known = dict(self.connection.execute(f"SELECT name, value FROM {EXAMPLE_NAMES.name}").fetchall())
        names: dict[str, str] = {}
        for name, sql in names_sql(self.format).items():
            if NEEDED.get(name, changed) & changed:
                row = self.connection.execute(f"{sql} LIMIT 1").fetchone()
                value = row[0] if row else None
            else:
                value = known.get(name)
            if value is not None:
                names[name] = value
        if names != known:
            self.connection.execute(f"DELETE FROM {EXAMPLE_NAMES.name}")
            self.connection.executemany(f"INSERT INTO {EXAMPLE_NAMES.name} VALUES (?, ?)", names.items())
