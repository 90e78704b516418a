"""What only a whole declared kind can get wrong: its fields among each other, and what names them."""

from collections.abc import Collection
from typing import NamedTuple

from cstocli.model import summary
from cstocli.model.cursor import Cursor, quoted
from cstocli.model.format import Field
from cstocli.model.problems import Path
from cstocli.model.types import CountType, Type


class Fields(NamedTuple):
    """The fields of a kind that have no problem of their own, and the names of all that are written."""

    found: dict[str, Field]
    named: Collection[str]


def check_columns(cursor: Cursor, path: Path, fields: Fields) -> None:
    """Report names that another field needs for its bounds or words: `killed_low` beside a count `killed`."""
    for name, field in fields.found.items():
        for suffix in dict.fromkeys(("_words", *(suffix for suffix, _ in field.type.columns if suffix))):
            if (other := f"{name}{suffix}") in fields.found:
                message = f"{quoted(other)} is a column that {quoted(name)} has already; take another name"
                cursor.problem("shadowed-name", (*path, other), message, other)


def check_parts(cursor: Cursor, path: Path, fields: Fields) -> None:
    """Report parts of what is no count of the kind, circles of them, and conditions that nothing meets."""
    found = fields.found
    for name, field in found.items():
        if field.asked_if:
            _check_condition(cursor, (*path, name, "asked_if"), *field.asked_if, fields)
        whole = field.part_of
        if whole and (whole not in found or not isinstance(found[whole].type, CountType)):
            if whole in found or whole not in fields.named:
                counts = [each for each in found if each != name and isinstance(found[each].type, CountType)]
                message = f'"part_of" names a count of the kind, not {quoted(whole)}'
                cursor.unknown("unknown-name", (*path, name, "part_of"), message, whole, counts)
            continue
        seen = {name}
        while whole in found and whole not in seen and found[whole].part_of:
            seen.add(whole)
            whole = found[whole].part_of
        if whole == name:
            message = f'"part_of" leads in a circle back to {quoted(whole)}'
            cursor.problem("circle", (*path, name, "part_of"), message, whole)


def _check_condition(cursor: Cursor, path: Path, name: str, words: tuple[str, ...], fields: Fields) -> None:
    """Report a condition on what is no field, or on words that its choice does not have."""
    field = fields.found.get(name)
    if field is None:
        if name not in fields.named:
            cursor.unknown("unknown-name", path, f"unknown field {quoted(name)}", name, fields.named)
        return
    for word in words if field.type.choices else ():
        if word not in field.type.choices:
            message = f"{quoted(name)} is never {quoted(word)}"
            cursor.unknown("unknown-word", path, message, word, field.type.choices)


def check_field(cursor: Cursor, path: Path, name: str, fields: Fields, type_: Type) -> None:
    """Report a name that is no field of the kind, or one of another type."""
    if not fields.named:
        return
    fitting = [field for field, one in fields.found.items() if one.type is type_]
    if name not in fields.named:
        cursor.unknown("unknown-name", path, f"unknown field {quoted(name)}", name, fields.named)
    elif name in fields.found and name not in fitting:
        listed = f"of that type are: {', '.join(fitting)}" if fitting else "the kind has none of that type"
        message = f"{quoted(name)} is no {type_!r}, but of the type {fields.found[name].type!r}; {listed}"
        cursor.problem("bad-value", path, message, name)


def check_summary(cursor: Cursor, path: Path, template: str, fields: Fields) -> None:
    """Report fields that a summary names and the kind does not have, and brackets that do not pair."""
    if not summary.well_formed(template):
        message = "the brackets of the summary do not pair: {field} for a value, [ … ] around what may be missing"
        cursor.problem("bad-value", path, message, "summary")
        return
    if not fields.named:
        return
    for name in dict.fromkeys(name for _, part in summary.parsed(template) for _, names in part for name in names):
        if name not in fields.named and name != "title":
            message = f"the summary names no field: {quoted(name)}"
            cursor.unknown("unknown-name", path, message, name, fields.named)
