"""The arguments of the tools: their schemas, and the check of what a client gives."""

from collections.abc import Mapping, Sequence
from typing import Any

from cstocli.ask.query import last_day
from cstocli.model.errors import UnknownName, WrongUsage
from cstocli.model.perspective import Perspective
from cstocli.model.status import STATUSES

Arguments = dict[str, Any]
Schema = dict[str, Any]

_MOST_ROWS = 1000
_MOST_NAMES = 50
_LONGEST = 1000  # characters of one text


def _text(description: str) -> Schema:
    return {"type": "string", "maxLength": _LONGEST, "description": description}


def _names(description: str) -> Schema:
    name = {"type": "string", "maxLength": _LONGEST}
    names = {"type": "array", "items": name, "maxItems": _MOST_NAMES}
    return {"anyOf": [name, names], "description": description}


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


_GOES_BACK = "what goes back to this source, origin or publisher"
_DATE = "EDTF, for example 2022-01-14 or 2022-01"
ARGUMENTS: Mapping[str, Schema] = {
    "id": _text(
        "A fact, such as departure/armenia, or one of its fields, such as departure/armenia.aircraft; or words that one"
        " fact alone has."
    ),
    "text": _text("Words to search for; all must occur, and each may be the beginning of a word."),
    "kind": _names("Only facts of this kind; `about` lists the kinds."),
    "contingent": _names("Only this contingent, where the base has contingents; `none` for what is of no contingent."),
    "place": _names("Only this place and the places within it."),
    "source": _names("Only facts to which this source contributes."),
    "status": _names(f"Only facts with a field that is {', '.join(STATUSES)}."),
    "grade": _names("Only facts to which a source of this grade (A–F) contributes."),
    "since": _text(f"Only what may happen on or after this date ({_DATE})."),
    "until": _text(f"Only what may happen on or before this date ({_DATE})."),
    "on": _text(f"The same as since and until this date ({_DATE})."),
    "certain": _flag("Only what certainly falls within those days."),
    "parts": _flag("List facts that are parts of others, too."),
    "all": _flag("Beyond the days that the base covers, too."),
    "fields": _names("Only these fields of each fact; without, all."),
    "as_of": _text(f"Only claims that were published by this date ({_DATE})."),
    "without": _names(f"Leave out {_GOES_BACK}."),
    "only": _names(f"Only {_GOES_BACK}."),
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": _MOST_ROWS,
        "description": "At most so many rows; there may be fewer, as answers are limited in size.",
    },
    "cursor": _text("The next_cursor of the page before, with the same other arguments."),
}
VIEW = ("as_of", "without", "only")
PAGES = ("limit", "cursor")


def input_schema(names: Sequence[str], required: Sequence[str]) -> Schema:
    """The JSON Schema of the arguments of these names."""
    return {
        "type": "object",
        "properties": {name: ARGUMENTS[name] for name in names},
        "required": [*required],
        "additionalProperties": False,
    }


def checked(tool: str, given: Mapping[str, Any] | None, names: Sequence[str], required: Sequence[str]) -> Arguments:
    """The arguments that a client gives to a tool; several names are a list, even where there is one.

    Raises:
        UnknownName: the tool has no such argument.
        WrongUsage: one is missing, or is not as its schema says.
    """
    arguments = {name: value for name, value in (given or {}).items() if value is not None}
    for name in arguments:
        if name not in names:
            raise UnknownName(f"argument of {tool}", name, names)
    for name in required:
        if name not in arguments:
            raise WrongUsage(f"{tool} needs the argument {name}", _meaning(name), token=name)
    return {name: _value(name, value) for name, value in arguments.items()}


def _meaning(name: str) -> str:
    return f"{name}: {ARGUMENTS[name]['description']}"


def _value(name: str, value: Any) -> Any:  # noqa: ANN401
    schema = ARGUMENTS[name]
    if "anyOf" in schema:
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(isinstance(one, str) for one in several):
            raise WrongUsage(f"{name} is a name or a list of names", _meaning(name), token=name)
        if len(several) > _MOST_NAMES:
            raise WrongUsage(f"{name} takes at most {_MOST_NAMES} names", token=name)
        return [_short(name, one) for one in several]
    if schema["type"] == "string" and isinstance(value, str):
        return _short(name, value)
    if schema["type"] == "boolean" and isinstance(value, bool):
        return value
    if schema["type"] == "integer" and isinstance(value, int) and not isinstance(value, bool):
        if not 1 <= value <= _MOST_ROWS:
            raise WrongUsage(f"{name} is a number from 1 to {_MOST_ROWS}", token=name)
        return value
    raise WrongUsage(f"{name} is {_KINDS[schema['type']]}", _meaning(name), token=name)


_KINDS = {"string": "a text", "boolean": "true or false", "integer": "a whole number"}


def _short(name: str, text: str) -> str:
    if len(text) > _LONGEST:
        raise WrongUsage(f"{name} is longer than {_LONGEST} characters", token=name)
    return text


def perspective_of(arguments: Arguments) -> Perspective:
    """Which claims count.

    Raises:
        WrongUsage: an impossible date, or one without an end.
    """
    names = (tuple(arguments.get(name, ())) for name in ("without", "only"))
    return Perspective(last_day("as_of", arguments.get("as_of")), *names)
