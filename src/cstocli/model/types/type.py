"""The base class of all types of values."""

import json
import re
from collections.abc import Mapping
from enum import Enum
from functools import cached_property, lru_cache

from cstocli.model.light_typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cstocli.model.base import Thing
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format
    from cstocli.model.hierarchy import Hierarchy

Schema = dict[str, Any]
Path = tuple[str | int, ...]
Things = Mapping[str, Mapping[str, "Thing"]]

ID = "[a-z0-9][a-z0-9_-]*"
TEXT_SCHEMA: Schema = {"type": "string"}
TEXTS_SCHEMA: Schema = {"type": "array", "items": TEXT_SCHEMA}
TOML_TEXT: Schema = {"type": "string", "pattern": r"\S"}
TOML_ID: Schema = {"type": "string", "pattern": f"^{ID}$"}


class Relation(Enum):
    """How two values of one field relate to each other.

    They *agree* when they are the same or one refines the other; they *conflict* when
    they cannot both be true. Between the two lie values of which neither can be said.
    """

    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"


AGREE, COMPATIBLE, CONFLICT = Relation


class Type:
    """A type of value and everything that depends on it.

    A value is what `read` makes of TOML; `data` is the same as JSON has it, `words` as
    people read it, `cells` as the index keeps it. Types of answers that no fact has
    (ids, statuses) use `decode`, `text` and `schema` alone.
    """

    name = "text"
    example = '"some words"'
    """How a value is written in a template."""
    form = ""
    """How it is written, in a sentence, unless that is obvious."""
    choices: tuple[str, ...] = ()
    """The words of a closed list."""
    columns: tuple[tuple[str, str], ...] = (("", "TEXT"),)
    """The columns of the index: the suffix to the name of the field, and the SQL type."""
    encoded = False
    """Whether the index keeps a value as JSON text."""
    schema: Schema = TEXT_SCHEMA
    """The JSON Schema of its data in answers."""
    folds = False
    """Whether a table may break its text over several lines."""
    listed = True
    """Whether a record for people shows it; what other lines already say is not shown."""

    def read(self, cursor: "Cursor", path: Path, key: str, given: Any) -> Any:  # noqa: ANN401
        """The value that TOML gave for `key`; what is wrong with it becomes a problem at `path`."""
        raise NotImplementedError

    def toml_schema(self, _format: "Format") -> Schema:
        """The JSON Schema of how it is written, as far as a schema can say that."""
        return TOML_TEXT

    def relation(self, one: Any, other: Any, _hierarchy: "Hierarchy") -> Relation:  # noqa: ANN401
        """How two different values relate to each other; their order does not matter."""
        del one, other
        return CONFLICT

    def precision(self, _value: Any, _hierarchy: "Hierarchy") -> float:  # noqa: ANN401
        """How precise a value is: more is more precise. Comparable only within one type."""
        return 0.0

    def alters(self, _one: Any, _other: Any) -> bool:  # noqa: ANN401
        """Whether a relay that says `one` changed what it was told, `other`, though both may be true."""
        return False

    def data(self, value: Any, _things: Things) -> Any:  # noqa: ANN401
        """The value as JSON data."""
        return value

    def words(self, value: Any, things: Things) -> str:  # noqa: ANN401
        """The value as a person reads it, with its hedge."""
        return self.text(self.data(value, things))

    def cells(self, value: Any, encoded: str) -> tuple[Any, ...]:  # noqa: ANN401
        """One cell for each of `columns`; `encoded` is its data as JSON text."""
        return (encoded if self.encoded else value,)

    def decode(self, cell: Any) -> Any:  # noqa: ANN401
        """The data that a cell of the index stands for."""
        if self.encoded:
            return None if cell is None else decoded(cell)
        return cell if cell != "" else None

    def text(self, data: Any) -> str:  # noqa: ANN401
        """Data of an answer as a person reads it."""
        return str(data)

    def order(self, data: Any) -> Any:  # noqa: ANN401
        """What data of an answer are sorted by: numbers by size, also those in a text."""
        if isinstance(data, int | float):
            return 0, data
        parts = re.split(r"(\d+)", (data if isinstance(data, str) else self.text(data)).casefold())
        # Every second part is a number, which may be of any length.
        return 1, [(len(part.lstrip("0")), part.lstrip("0")) if at % 2 else part for at, part in enumerate(parts)]

    @cached_property
    def as_is(self) -> bool:
        """Whether a cell of the index is its data, unless it is an empty text."""
        return type(self).decode is Type.decode and not self.encoded

    @cached_property
    def or_none(self) -> "Type":
        """The same type for values that may be absent."""
        return OrNone(self)

    def __repr__(self) -> str:
        return self.name


class OrNone(Type):
    """A type whose values may be absent: null in JSON, and `?` behind its name."""

    def __init__(self, of: Type) -> None:
        self.of = of
        self.name = f"{of.name}?"
        self.folds = of.folds
        self.listed = of.listed
        self.choices = of.choices
        self.text = of.text  # type: ignore[method-assign]
        self.order = of.order  # type: ignore[method-assign]
        self.as_is = of.as_is
        if type(of).decode is Type.decode and not of.encoded:
            # True of most columns, and an answer has many rows.
            self.decode = of.decode  # type: ignore[method-assign]

    @property
    def schema(self) -> Schema:  # type: ignore[override]
        """The schema of the type, or null."""
        return {"anyOf": [self.of.schema, {"type": "null"}]}

    def decode(self, cell: Any) -> Any:  # noqa: ANN401
        """The data, or None."""
        return None if cell is None or cell == "" else self.of.decode(cell)


_decoder = json.JSONDecoder()


@lru_cache(maxsize=4096)
def decoded(text: str) -> Any:  # noqa: ANN401
    """JSON text of the index as data, cached: many rows have few different texts, and nobody changes a row."""
    # `json.loads` looks for blanks around it too, which takes as long again.
    return _decoder.raw_decode(text)[0]
