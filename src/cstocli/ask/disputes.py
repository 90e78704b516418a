"""The values of disputed fields, each with the origins and sources that hold it."""

import json
from collections.abc import Iterator
from pathlib import Path

from cstocli.ask.columns import Question, Row
from cstocli.ask.query import query
from cstocli.index.index import Index

VALUES = Question("values", "a value of a disputed field", (), Path(__file__).parent / "questions/values.sql")


def with_values(index: Index, rows: Iterator[Row]) -> Iterator[Row]:
    """The disputed fields of `rows`, each with its values."""
    held: dict[tuple[str, str], list[Row]] = {}
    for number, row in enumerate(rows):
        # Nobody needs them before there is a dispute.
        if number == 0:
            held = _values(index)
        row["values"] = held[row["fact"], row["field"]]
        yield row


def _values(index: Index) -> dict[tuple[str, str], list[Row]]:
    sql, _ = query(VALUES)
    found: dict[tuple[str, str], dict[tuple[str, str], Row]] = {}
    for fact, field, said_of, value, words_said, stance, origin, source in index.execute(sql):
        held = found.setdefault((fact, field), {}).setdefault(
            (said_of, value),
            {
                "value": json.loads(value),
                "words": words_said,
                "fact": said_of,
                "stance": stance if said_of == fact else "conflict",
                "origins": [],
                "sources": [],
            },
        )
        for key, name in (("origins", origin), ("sources", source)):
            if name not in held[key]:
                held[key].append(name)
    return {key: list(values.values()) for key, values in found.items()}
