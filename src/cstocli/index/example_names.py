"""Names of a base for examples: an id, a day, a word that its commands surely answer."""

from collections.abc import Mapping

from cstocli.index.schema import Table, text
from cstocli.model.format import Format

# What is best attested comes first, of equals what stands first: the same base gives the same names always.
_PLACE = (
    "SELECT p.id FROM fact_places l JOIN places p ON p.id = l.place GROUP BY p.id"
    # The place that holds all others tells nothing apart.
    " ORDER BY max(p.within IS NOT NULL) DESC, count(DISTINCT l.fact) DESC, p.id"
)
_NAMES = {
    "fact": "SELECT id FROM facts WHERE summed = 0 ORDER BY origins DESC, claims DESC, position",
    "field": "SELECT v.fact || '.' || v.field FROM fields v JOIN facts f ON f.id = v.fact WHERE f.summed = 0"
    " AND v.status IN ('corroborated', 'single-origin', 'disputed')"
    " ORDER BY v.independent DESC, v.states DESC, f.position, v.position",
    # Among the facts of the kind that is looked at most: it has the most claims for each fact.
    "kind": "SELECT kind FROM facts WHERE summed = 0 GROUP BY kind"
    " ORDER BY count(*) > 1 DESC, avg(claims) DESC, min(position)",
    "source": "SELECT source FROM claims GROUP BY source ORDER BY count(*) DESC, min(id)",
    "linked": "SELECT source FROM claims c GROUP BY source"
    " HAVING (SELECT url FROM sources s WHERE s.id = c.source) IS NOT NULL ORDER BY count(*) DESC, min(id)",
    # A comma would part two names.
    "teller": "SELECT short_name FROM provenance WHERE position = 0 AND instr(short_name, ',') = 0 GROUP BY short_name"
    " ORDER BY count(*) DESC, min(claim)",
    "place": _PLACE,
    "word": f"SELECT name FROM places WHERE id = ({_PLACE} LIMIT 1)",
    "day": "SELECT d.earliest FROM dated d JOIN facts f ON f.id = d.fact WHERE d.earliest = d.latest"
    " AND f.plan = 0 AND f.summed = 0 GROUP BY d.earliest ORDER BY count(*) DESC, d.earliest",
    "published": "SELECT published FROM sources WHERE length(published) = 10 GROUP BY published"
    " ORDER BY count(*) DESC, published",
}
# The tables, beside those of things, from which names come: where those stay, the names do.
NEEDED: Mapping[str, frozenset[str]] = {
    "fact": frozenset({"facts"}),
    "field": frozenset({"facts", "fields"}),
    "kind": frozenset({"facts"}),
    "source": frozenset({"claims"}),
    "linked": frozenset({"claims"}),
    "teller": frozenset({"provenance"}),
    "place": frozenset({"fact_places"}),
    "word": frozenset({"fact_places"}),
    "day": frozenset({"facts", "dated"}),
    "published": frozenset(),
}
EXAMPLE_NAMES = Table(
    "example_names",
    "a name for examples, of which the base has one",
    (text("name", "what it names, such as `place` or `day`"), text("value", "an id, a day or a word of the base")),
)


def names_sql(format: Format) -> dict[str, str]:  # noqa: A002
    """For each name the SQL text of which the first row has it."""
    names = dict(_NAMES)
    if format.owner:
        sort = format.owner.sort
        names[sort] = (
            f"SELECT {sort} FROM facts WHERE {sort} <> '' AND summed = 0 GROUP BY {sort}"
            " ORDER BY count(*) DESC, min(position)"
        )
    return names


def example_names(format: Format) -> str:  # noqa: A002
    """The statement that makes the table from all others."""
    names = names_sql(format)
    rows = " UNION ALL ".join(f"SELECT '{name}' AS name, ({sql} LIMIT 1) AS value" for name, sql in names.items())
    # Without the limit SQLite would look for each name twice: for the condition, and for the table.
    return f"CREATE TABLE {EXAMPLE_NAMES.name} AS SELECT name, value FROM ({rows} LIMIT -1) WHERE value IS NOT NULL"
