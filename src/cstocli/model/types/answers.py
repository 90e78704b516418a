"""Types that occur only in answers: ids of rows, statuses, evidence."""

import json

from cstocli.model import status
from cstocli.model.light_typing import Any
from cstocli.model.types.numbers import COUNT
from cstocli.model.types.texts import Passage
from cstocli.model.types.type import TEXT_SCHEMA, TEXTS_SCHEMA, Schema, Type

_OBJECTS: Schema = {"type": "array", "items": {"type": "object"}}
_BY_FIELD: Schema = {"type": "object", "additionalProperties": {"type": "object"}}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_CLAIM: Schema = {
    "type": "object",
    "properties": {
        "value": {},
        "source": TEXT_SCHEMA,
        "origin": TEXT_SCHEMA,
        "at": Passage.schema,
        "quote": TEXT_SCHEMA,
        "hedge": _TEXT_OR_NULL,
        "via": TEXTS_SCHEMA,
        "reading": _TEXT_OR_NULL,
    },
    "required": ["value", "source", "origin", "at", "quote", "hedge", "via"],
}
_REFERENCE: Schema = {
    "type": "object",
    "properties": {
        "value": {},
        "words": TEXT_SCHEMA,
        "hedge": _TEXT_OR_NULL,
        "standing": {"enum": ["states", "fits", "contradicts", "set-aside"]},
        "aside": _TEXT_OR_NULL,
        "claims": TEXTS_SCHEMA,
    },
    "required": ["value", "words", "hedge", "standing", "aside", "claims"],
    "additionalProperties": False,
}
_TALLY: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"value": {}, "count": COUNT.schema},
        "required": ["value", "count"],
        "additionalProperties": False,
    },
}


class Answer(Type):
    """A type of answers that is only a name and a schema."""

    def __init__(self, name: str, schema: Schema = TEXT_SCHEMA, *, folds: bool = False, listed: bool = True) -> None:
        self.name = name
        self.schema = schema
        self.folds = folds
        self.listed = listed


class Ids(Answer):
    """Ids that the index keeps as an array."""

    encoded = True

    def decode(self, cell: str | None) -> Any:  # noqa: ANN401
        """An array; an empty one if there is no value."""
        return [] if cell is None else Type.decode(self, cell)

    def text(self, data: list[str]) -> str:
        """The ids with commas."""
        return ", ".join(data)


class AnyValues(Ids):
    """Several values of whatever type."""

    def text(self, data: list[Any]) -> str:
        """Each value, with a bar between them."""
        return " | ".join(VALUE.text(one) for one in data)


class Number(Answer):
    """A number, which may have a fraction."""

    def decode(self, cell: float | None) -> Any:  # noqa: ANN401
        """The number, without a fraction where it has none."""
        return int(cell) if cell is not None and cell == int(cell) else cell


class Yes(Answer):
    """True or false."""

    def decode(self, cell: Any) -> bool:  # noqa: ANN401
        """Whether it is so."""
        return bool(cell)

    def text(self, data: Any) -> str:  # noqa: ANN401
        """`yes`, or nothing."""
        return "yes" if data else ""


class AnyValue(Answer):
    """A value of whatever type."""

    encoded = True

    def text(self, data: Any) -> str:  # noqa: ANN401
        """A text as it is, everything else as JSON."""
        return data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)

    def like(self, type_: Type) -> "AnyValue":
        """The same for values of which the type is known: it says how they are sorted."""
        # Few answers need it.
        from copy import copy

        known = copy(self)
        known.order = type_.order  # type: ignore[method-assign]
        return known


class Alternatives(Answer):
    """By column the values of which none is better attested, where no value is shown."""

    encoded = True

    def decode(self, cell: str | None) -> Any:  # noqa: ANN401
        """An object; an empty one where there is nothing."""
        return {} if cell is None else Type.decode(self, cell)


class Statuses(Answer):
    """The status of each field."""

    def text(self, data: dict[str, str]) -> str:
        """`date: corroborated, place: disputed`."""
        return ", ".join(f"{field}: {status}" for field, status in data.items())


class Evidence(Answer):
    """The claims behind each field."""

    def text(self, data: dict[str, list[dict[str, Any]]]) -> str:
        """`date: tass-0114 ¶2 “left on Friday”`."""
        return "; ".join(
            f"{field}: {claim['source']} {PASSAGE.text(claim['at'])} “{claim['quote']}”"
            for field, claims in data.items()
            for claim in claims
        )


class Fields(Answer):
    """The fields of one fact, by their names."""

    def text(self, data: dict[str, dict[str, Any]]) -> str:
        """`date: 14 Jan 2022; mode: air`, without the fields that no source states."""
        return "; ".join(f"{name}: {field['words']}" for name, field in data.items() if field["words"])


class Claims(Answer):
    """The claims behind one fact, each as a row of its own."""

    def text(self, data: list[dict[str, Any]]) -> str:
        """`tass-0114 ¶2 “left on Friday”`."""
        return "; ".join(f"{claim['source']} {PASSAGE.text(claim['at'])} “{claim['quote']}”" for claim in data)


class Described(Answer):
    """Objects that have no words of their own."""

    def text(self, data: Any) -> str:  # noqa: ANN401
        """JSON."""
        return json.dumps(data, ensure_ascii=False)


class Values(Answer):
    """The values that a dispute is about."""

    def text(self, data: list[dict[str, Any]]) -> str:
        """Each value with the sources that give it: `5 (seed, ap-0113); 7 (scmp-0113)`."""
        own = data[0]["fact"] if data else ""
        texts = []
        for value in data:
            against = f"against {value['fact']}: " if value["fact"] != own else ""
            aside = "; set aside" if value["standing"] == "set-aside" else ""
            own = value["fact"]
            texts.append(f"{against}{value['words']} ({', '.join(value['sources'])}{aside})")
        return "; ".join(texts)


class Tally(Answer):
    """Values, each with the number of times it occurs."""

    def text(self, data: list[dict[str, Any]]) -> str:
        """`air (12), road (3)`."""
        return ", ".join(f"{VALUE.text(one['value'])} ({one['count']:,})" for one in data)


LINE = Answer("line", folds=True)
NAME = Answer("name")
ID = Answer("id")
NUMBER = Number("number", {"type": "number"})
YES = Yes("yes", {"type": "boolean"})
CERTAINTY = Answer("certainty", {"enum": ["certain", "possible", None]})
VALUE = AnyValue("value", {}, folds=True, listed=False)
IDS = Ids("ids", TEXTS_SCHEMA, folds=True)
ANY_VALUES = AnyValues("any-values", {"type": "array"}, folds=True)
ASSESSMENT = Answer("assessment", _BY_FIELD, listed=False)
STATUSES = Statuses("statuses", {"type": "object", "additionalProperties": {"enum": [*status.STATUSES]}}, listed=False)
EVIDENCE = Evidence(
    "evidence", {"type": "object", "additionalProperties": {"type": "array", "items": _CLAIM}}, listed=False
)
REFERENCES = Described(
    "references", {"type": "object", "additionalProperties": {"type": "array", "items": _REFERENCE}}, listed=False
)
TALLY = Tally("tally", _TALLY, folds=True)
DESCRIBED = Described("described", _OBJECTS)
TREE = Answer("tree")
STANDING = Answer("standing", {"enum": ["states", "fits", "contradicts", "set-aside"]})
ASIDE = Answer("aside", {"enum": ["deprecated", "forecast", "distortion", "revision", "series"]})
DISAGREEMENT = Answer(
    "disagreement", {"enum": ["dispute", "within one voice", "distortion", "revision", "rival hard", "rival soft"]}
)
ALTERNATIVES = Alternatives("alternatives", _BY_FIELD, listed=False)
STANCE = Answer("stance", {"enum": ["agree", "compatible", "conflict"]})
VALUES = Values("values", _OBJECTS, folds=True)
SAYS = Described("says", _BY_FIELD)
FIELDS = Fields("fields", _BY_FIELD)
CLAIMS = Claims("claims", _OBJECTS)
PASSAGE = Passage()
