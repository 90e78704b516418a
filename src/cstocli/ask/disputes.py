"""The values of fields of which claims disagree, each with the origins and sources that hold it."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from cstocli.ask.columns import Row
from cstocli.index.index import Index

_VALUES = Path(__file__).parent / "questions" / "values.sql"
_AT_ONCE = 300  # SQLite's oldest limit on parameters is 999, and each fact is named three times


def with_values(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows of `disputes`, each with the values of its field."""
    sql = _VALUES.read_text(encoding="utf-8")
    while some := list(islice(rows, _AT_ONCE)):
        values = _values(index, sql, list({row["fact"] for row in some}))
        for row in some:
            row["values"] = values[row["fact"], row["field"]]
            yield row


def _values(index: Index, sql: str, facts: list[str]) -> dict[tuple[str, str], list[Row]]:
    """The values of the fields of `facts`: no more are read than rows are shown."""
    found: dict[tuple[str, str], dict[tuple[str, ...], Row]] = {}
    filled = sql.replace("{facts}", ", ".join("?" * len(facts)))
    for fact, field, said_of, value, words, stance, standing, origin, source, *_ in index.execute(filled, facts * 3):
        held = found.setdefault((fact, field), {}).setdefault(
            # The words of a number have its hedge, the value has not.
            (said_of, value, words, standing if standing == "set-aside" else ""),
            {
                "value": json.loads(value),
                "words": words,
                "fact": said_of,
                "stance": stance if said_of == fact else "conflict",
                "standing": standing if said_of == fact or standing == "set-aside" else "contradicts",
                "origins": [],
                "sources": [],
            },
        )
        for key, name in (("origins", origin), ("sources", source)):
            if name not in held[key]:
                held[key].append(name)
    return {key: list(values.values()) for key, values in found.items()}
