"""The reader of facts, their claims and rivals."""

from collections.abc import Callable, Mapping
from typing import Any

from cstocli.model.base import Claim, Fact, Override, Rivals, Value
from cstocli.model.counts import Counted
from cstocli.model.cursor import Cursor, quoted, toml_type
from cstocli.model.format import CLAIM_KEYS, RIVAL_KEYS, Key, Kind
from cstocli.model.problems import Path
from cstocli.model.types import TEXT, Id
from cstocli.read.reading import Reading
from cstocli.read.records import record

ID = Id()
_REQUIRED_OF_CLAIMS = {key: declared for key, declared in CLAIM_KEYS.items() if declared.required}
MOST_VALUES = 300
_APART = ("claims", "shown")

Readers = Mapping[str, tuple[bool, str, Callable[[Cursor, Path, str, Any], Any] | None]]
_UNKNOWN = (False, "", None)


def read_facts(reading: Reading, kind: Kind, value: object) -> None:
    """Read the array of the facts of one kind."""
    if not isinstance(value, list):
        message = f"{kind.plural} are written as an array of tables: [[{kind.plural}]]"
        if isinstance(value, dict) and [*value] == ["claims"]:
            message = f"[[{kind.plural}.claims]] stands below no [[{kind.plural}]]"
        reading.cursor.problem("wrong-shape", (kind.plural,), message)
        return
    keys = {key: declared for key, declared in reading.format.fact_keys(kind).items() if key not in _APART}
    readers = _readers(kind)
    for index, fact in enumerate(value):
        _read_fact(reading, (kind.plural, index), kind, keys, readers, fact)
        # Once read, it only takes memory.
        value[index] = None


def _read_fact(
    reading: Reading, path: Path, kind: Kind, keys: Mapping[str, Key], readers: Readers, value: object
) -> None:
    cursor = reading.cursor
    before = cursor.found
    if not isinstance(value, dict):
        cursor.problem("wrong-shape", path, f"here belongs a table, not {toml_type(value)}")
        return
    for key in value.keys() & (kind.fields.keys() - keys.keys()):
        message = f'"{key}" is a field: it stands in a claim, under [[{kind.plural}.claims]]'
        cursor.problem("unknown-key", (*path, key), message, key)
    apart = {*_APART, *(kind.fields.keys() - keys.keys())}
    values = record(cursor, path, {key: one for key, one in value.items() if key not in apart}, keys) or {}
    claims = _read_claims(cursor, path, kind, readers, value)
    shown = _read_overrides(cursor, (*path, "shown"), kind, value.get("shown", {}), claims)
    if not (values.get("series") or kind.series):
        _check_number_of_values(cursor, (*path, "claims"), claims)
    if cursor.found > before:
        return
    name = f"{kind.name}/{values.pop('id')}"
    if name in reading.facts:
        cursor.problem("duplicate-id", (*path, "id"), f"the id {quoted(name)} is used twice", name)
        return
    reading.where[name] = (cursor.document, path)
    owner = reading.format.owner
    reading.facts[name] = Fact(
        id=name,
        kind=kind.name,
        claims=tuple(claim for claim in claims if claim),
        owner=values.pop(owner.sort, "") if owner else "",
        title=values.pop("title", ""),
        shown=shown,
        plan=values.pop("plan", False),
        outcome=values.pop("outcome", ""),
        part_of=values.pop("part_of", ""),
        series=values.pop("series", False),
        note=values.pop("note", ""),
        more=values,
    )


def _read_claims(cursor: Cursor, path: Path, kind: Kind, readers: Readers, fact: dict[str, Any]) -> list[Claim | None]:
    """The claims of a fact, None for each that is wrong."""
    claims = fact.get("claims", [])
    here = f"[[{kind.plural}.claims]]"
    if not isinstance(claims, list):
        cursor.problem("wrong-shape", (*path, "claims"), f"claims are written as an array of tables: {here}")
        return []
    if not claims:
        cursor.problem("no-claims", path, f"the fact has no claims; write at least one {here}")
    return [_read_claim(cursor, (*path, "claims", index), kind, readers, claim) for index, claim in enumerate(claims)]


def _check_number_of_values(cursor: Cursor, path: Path, claims: list[Claim | None]) -> None:
    """Report fields with more different values than can be weighed, each against each."""
    values: dict[str, set[Value]] = {}
    for number, claim in enumerate(claims) if len(claims) > MOST_VALUES else ():
        for name, value in claim.said.items() if claim else ():
            different = values.setdefault(name, set())
            if value not in different:
                different.add(value)
                if len(different) == MOST_VALUES + 1:
                    message = f'the claims of one fact give "{name}" at most {MOST_VALUES} different values'
                    cursor.problem("bad-value", (*path, number, name), message, name)


def _readers(kind: Kind) -> Readers:
    """For each key of a claim of a kind: whether it is a field, the key, and the function that reads its value."""
    return {
        **{key: (False, key, declared.type.read) for key, declared in CLAIM_KEYS.items()},
        **{name: (True, name, field.type.read) for name, field in kind.fields.items()},
    }


def _read_claim(cursor: Cursor, path: Path, kind: Kind, readers: Readers, value: object) -> Claim | None:
    if not isinstance(value, dict):
        cursor.problem("wrong-shape", path, f"here belongs a claim, a table, not {toml_type(value)}")
        return None
    before = cursor.found
    values: dict[str, Any] = {}
    said: dict[str, Value] = {}
    for key, given in value.items():
        is_field, known, read = readers.get(key, _UNKNOWN)
        if read:
            # Each text of TOML has keys of its own; one of them is enough.
            (said if is_field else values)[known] = read(cursor, (*path, key), key, given)
        else:
            keys = [*kind.fields, *CLAIM_KEYS]
            cursor.unknown("unknown-key", (*path, key), f"unknown key {quoted(key)}", key, keys)
    for key, declared in _REQUIRED_OF_CLAIMS.items():
        if key not in value:
            cursor.problem("missing-key", path, f'the claim has no "{key}": {declared.meaning}', key)
    if cursor.found > before:
        return None
    if values["source"] in (values.get("via") or ()):
        message = f"the source {quoted(values['source'])} cannot relay itself"
        cursor.problem("self-relay", (*path, "via"), message, values["source"])
        return None
    if kind.implied:
        kind.implied(said)
    return Claim(said=said, **values)


def _read_overrides(
    cursor: Cursor, path: Path, kind: Kind, value: object, claims: list[Claim | None]
) -> dict[str, Override]:
    """The curator's choices: field → value and reason; the value must be one that a claim gives."""
    if not isinstance(value, dict):
        cursor.problem("wrong-shape", path, f'"shown" takes a table of fields, not {toml_type(value)}', "shown")
        return {}
    found = {}
    for name, choice in value.items():
        here: Path = (*path, name)
        field = kind.fields.get(name)
        if not field:
            cursor.unknown("unknown-key", here, f"unknown field {quoted(name)}", name, kind.fields)
        elif not isinstance(choice, dict) or choice.keys() != {"value", "reason"}:
            cursor.problem("bad-override", here, "an override takes { value = …, reason = … }")
        else:
            reason = TEXT.read(cursor, (*here, "reason"), "reason", choice["reason"])
            given = field.type.read(cursor, (*here, "value"), name, choice["value"])
            if not any(claim and claim.said.get(name) == given for claim in claims):
                told = dict.fromkeys(written(claim.said[name]) for claim in claims if claim and name in claim.said)
                message = (
                    f'no claim gives "{name}" the value that is to be shown; claims give: {"; ".join(told) or "none"}'
                )
                cursor.problem("bad-override", here, message, name)
            found[name] = Override(given, reason)
    return found


def written(value: Value | Counted) -> str:
    """A value about as a curator writes it, for messages."""
    if isinstance(value, Counted):
        return f"{value.number.words} {value.what}" if value.number else value.what
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return ", ".join(written(one) for one in value)
    return str(getattr(value, "text", None) or getattr(value, "words", None) or value)


def read_rivals(reading: Reading, value: object) -> None:
    """Read the array of rivals; whether their facts exist is checked later."""
    cursor = reading.cursor
    if not isinstance(value, list):
        cursor.problem("wrong-shape", ("rivals",), "rivals are written as an array of tables: [[rivals]]")
        return
    for index, entry in enumerate(value):
        values = record(cursor, ("rivals", index), entry, RIVAL_KEYS)
        if values:
            reading.rivals.append((cursor.document, ("rivals", index), Rivals(**values)))
