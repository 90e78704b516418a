"""Disagreements for people: what is shown and why, then each value with those who give it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from cstocli.ask.columns import Column
from cstocli.model.text import visible
from cstocli.show.cells import Row
from cstocli.show.table import wrapped

_COLUMNS = frozenset(("fact", "field", "sort", "reason", "shown_words", "rule", "values"))
_STANDINGS = {"fits": " (fits)", "set-aside": " (set aside)"}


def describes(columns: Iterable[Column]) -> bool:
    """Whether the columns are those of disagreements, with all that a block of lines needs."""
    return {column.name for column in columns} >= _COLUMNS


def of_one_field(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows that follow each other and are of one field, together: it may disagree in several ways."""
    return (list(group) for _, group in groupby(rows, lambda row: (row["fact"], row["field"])))


def dispute(rows: Sequence[Row], width: int | None, numbers: Mapping[str, int]) -> Iterator[str]:
    """The rows of `disputes` on one field as a block of lines; a source that has a number has it behind its id."""
    row = rows[0]
    # A rule may end in a reason, as that of rivals does.
    rule, _, _ = row["rule"].partition(f"; {row['reason']}")
    rule, _, _ = rule.partition("; rival of ")
    shown = row["shown_words"] or "no value"
    yield wrapped(visible(f"{row['fact']}.{row['field']}: {shown} ({rule})"), width, "  ")
    for each in rows:
        yield wrapped(visible(f"  {_reason(each)}"), width, "    ")
    fact = row["fact"]
    for value in _values(rows):
        if value["fact"] != fact:
            fact = value["fact"]
            yield wrapped(f"  against {fact}:", width, "    ")
        words = f"{value['words']}{_STANDINGS.get(value['standing'] or '', '')}"
        sources = (f"{source} [{numbers[source]}]" if source in numbers else source for source in value["sources"])
        yield wrapped(visible(f"    {words}: {', '.join(sources)}"), width, "      ")


def _reason(row: Row) -> str:
    """In which way the field disagrees; of a distortion, which value it is."""
    sort, _, strength = row["sort"].partition(" ")
    if sort == "rival":
        return f"{strength} {row['reason']}"
    aside = [value["words"] for value in row["values"] if value["standing"] == "set-aside"]
    changed = f"{aside[0]} " if sort == "distortion" and len(aside) == 1 else ""
    return f"{row['sort']}: {changed}{row['reason']}"


def _values(rows: Sequence[Row]) -> Iterator[Row]:
    """The values of all rows, each once: those of the field itself before those of its rivals."""
    seen: set[tuple[str, str, str | None]] = set()
    every = [value for row in rows for value in row["values"]]
    for value in sorted(every, key=lambda value: value["fact"] != rows[0]["fact"]):
        key = (value["fact"], value["words"], value["standing"])
        if key not in seen:
            seen.add(key)
            yield value
