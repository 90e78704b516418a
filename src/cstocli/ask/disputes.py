"""The values of fields of which claims disagree, each with the origins and sources that hold it."""

import json
import os
from collections.abc import Iterator
from itertools import islice

from cstocli.ask.columns import Row, sql_text
from cstocli.index.index import Index

_VALUES = os.path.join(os.path.dirname(__file__), "questions", "values.sql")
_AT_ONCE = 400  # SQLite's oldest limit on parameters is 999, and each fact is named twice

Held = dict[tuple[str, ...], Row]


def with_values(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows of `disputes`, each with the values that disagree in its way: those of rivals only where they are rivals."""
    sql = sql_text(_VALUES)
    while some := list(islice(rows, _AT_ONCE)):
        values = _values(index, sql, list({row["fact"] for row in some}))
        for row in some:
            own = values[row["fact"], row["field"], ""]
            degree = row["sort"].removeprefix("rival ") if row["sort"].startswith("rival ") else None
            others = values.get((row["fact"], row["field"], degree), []) if degree else []
            row["values"] = [*own, *others]
            yield row


def _values(index: Index, sql: str, facts: list[str]) -> dict[tuple[str, str, str | None], list[Row]]:
    """The values of the fields of `facts`, and apart those of their hard and soft rivals."""
    found: dict[tuple[str, str, str | None], Held] = {}
    filled = sql.replace("{facts}", ", ".join("?" * len(facts)))
    for fact, field, said_of, value, words, stance, standing, origin, source, rival, *_ in index.execute(
        filled, facts * 2
    ):
        against = {"": (stance, standing), "hard": ("conflict", "contradicts"), "soft": ("compatible", "fits")}[rival]
        held = found.setdefault((fact, field, rival), {}).setdefault(
            # The words of a number have its hedge, the value has not.
            (said_of, value, words, standing if standing == "set-aside" else ""),
            {
                "value": json.loads(value),
                "words": words,
                "fact": said_of,
                "stance": against[0],
                "standing": standing if standing == "set-aside" else against[1],
                "origins": [],
                "sources": [],
            },
        )
        for key, name in (("origins", origin), ("sources", source)):
            if name not in held[key]:
                held[key].append(name)
    return {key: list(values.values()) for key, values in found.items()}
