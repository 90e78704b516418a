"""Which fields there are, what they mean, and the values that occur."""

from collections import Counter
from collections.abc import Iterator

from cstocli.ask.columns import Column, Row
from cstocli.ask.explorer import Explorer
from cstocli.model import types
from cstocli.model.errors import UnknownName
from cstocli.model.light_typing import Any

_MOST_VALUES = 10


def fields(base: Explorer, what: str | None) -> list[Row]:
    """The fields of `what`, a kind or a question, and the values that occur.

    Values of a kind are in words, with the number of claims; those of a question are as in
    its rows, with the number of rows; each element of an array counts. A question that
    takes parameters has no values. Without `what`: every kind and question, and what it is.

    Raises:
        UnknownName: there is no such kind or question.
    """
    kinds = dict(base.index.execute("SELECT kind, meaning FROM kinds ORDER BY position"))
    if what is None:
        rows = ((name, each.row_type.one_row) for name, each in base.questions.items() if each.command)
        return [
            *(_row(name, None, "kind of fact", meaning) for name, meaning in kinds.items()),
            *(_row(name, None, "command", f"One row: {one_row}.") for name, one_row in rows),
        ]
    if what in kinds:
        return _of_kind(base, what)
    if what not in base.questions:
        commands = (name for name, each in base.questions.items() if each.command)
        raise UnknownName("command or kind", what, (*kinds, *commands))
    question = base.questions[what]
    # A question that takes parameters has no answer without them.
    answers = [*base.ask(what)] if question.text and not question.parameters else []
    return [
        _row(what, column.name, column.type.name, column.meaning, "", _occurring(answers, column))
        for column in question.row_type.columns
    ]


def _of_kind(base: Explorer, kind: str) -> list[Row]:
    """The fields of a kind; the values are in the words of the claims, with the number of claims."""
    given: dict[str, Counter[Any]] = {}
    values = (
        "SELECT s.field, s.words, count(*) FROM claim_values s JOIN facts f ON f.id = s.fact WHERE f.kind = ?"
        " GROUP BY s.field, s.words ORDER BY s.field, s.words"
    )
    for field, words, count in base.index.execute(values, (kind,)):
        given.setdefault(field, Counter())[words] = count
    sql = "SELECT field, type, meaning, question FROM kind_fields WHERE kind = ? ORDER BY position"
    return [
        _row(kind, field, type_, meaning, question or "", given.get(field))
        for field, type_, meaning, question in base.index.execute(sql, (kind,))
    ]


def _row(
    of: str,
    field: str | None,
    type_: str,
    meaning: str,
    question: str = "",
    values: Counter[Any] | None = None,
) -> Row:
    frequent = values.most_common(_MOST_VALUES) if values else []
    return {
        "of": of,
        "field": field,
        "type": type_,
        "meaning": meaning,
        "question": question or None,
        "values": [{"value": value, "count": count} for value, count in frequent],
    }


def _occurring(rows: list[Row], column: Column) -> Counter[Any]:
    values = [row[column.name] for row in rows]
    if column.name == "status":
        values = [status for statuses in values for status in statuses.values()]
    elif column.type is types.ALTERNATIVES:
        values = [name for alternatives in values for name in alternatives]
    return Counter(single for value in values for single in _single(value))


def _single(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """The single values in a value of a row: each element of an array, by its name; none if it is null."""
    if isinstance(value, list):
        for element in value:
            yield from _single(element)
    elif isinstance(value, dict):
        # A counted thing, a value that a dispute is about, a kind.
        yield next(value[key] for key in ("type", "what", "words", "kind") if key in value)
    elif value not in (None, ""):
        yield value
