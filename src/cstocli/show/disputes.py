"""Disagreements for people: what is shown and why, then each value with those who give it."""

from collections.abc import Iterable, Iterator, Mapping

from cstocli.ask.columns import Column
from cstocli.model.text import visible
from cstocli.show.cells import Row
from cstocli.show.table import wrapped

_COLUMNS = frozenset(("fact", "field", "sort", "reason", "shown_words", "rule", "values"))
_STANDINGS = {"fits": " (fits)", "set-aside": " (set aside)"}


def describes(columns: Iterable[Column]) -> bool:
    """Whether the columns are those of disagreements, with all that a block of lines needs."""
    return {column.name for column in columns} >= _COLUMNS


def dispute(row: Row, width: int | None, numbers: Mapping[str, int]) -> Iterator[str]:
    """A row of `disputes` as a block of lines; sources that have `numbers` have them behind their ids."""
    # A rule may end in the reason, as that of rivals does.
    rule, _, _ = row["rule"].partition(f"; {row['reason']}")
    rule, _, _ = rule.partition("; rival of ")
    shown = row["shown_words"] or "no value"
    yield wrapped(visible(f"{row['fact']}.{row['field']}: {shown} ({rule})"), width, "  ")
    sort, _, strength = row["sort"].partition(" ")
    reason = f"{strength} {row['reason']}" if sort == "rival" else f"{row['sort']}: {row['reason']}"
    yield wrapped(visible(f"  {reason}"), width, "    ")
    fact = row["fact"]
    for value in row["values"]:
        if value["fact"] != fact:
            fact = value["fact"]
            yield wrapped(f"  against {fact}:", width, "    ")
        words = f"{value['words']}{_STANDINGS.get(value['standing'] or '', '')}"
        sources = (f"{source} [{numbers[source]}]" if source in numbers else source for source in value["sources"])
        yield wrapped(visible(f"    {words}: {', '.join(sources)}"), width, "      ")
