"""Types of references: ids of other things of the base."""

import sys

from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.types.type import (
    AGREE,
    COMPATIBLE,
    CONFLICT,
    ID,
    TEXTS_SCHEMA,
    TOML_ID,
    Path,
    Relation,
    Schema,
    Things,
    Type,
)

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format
    from cstocli.model.hierarchy import Hierarchy


class Reference(Type):
    """The id of a thing of one sort.

    `sort` names the sort whose ids are meant (for `source` and `origin` there is no
    sort: nobody compares them), `noun` what messages call it.
    """

    def __init__(self, sort: str, *, name: str = "", noun: str = "") -> None:
        self.sort = sort
        self.name = name or sort
        self.noun = noun or f"{'an' if sort[0] in 'aeiou' else 'a'} {sort}"
        self.example = f'"some-{sort}"'
        self.form = f"The id of {self.noun}."

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> Any:  # noqa: ANN401
        """Read an id that the base declares."""
        if not isinstance(given, str):
            cursor.wrong_type(path, key, f"the id of {self.noun}", given)
            return ""
        declared = cursor.declared[self.sort]
        if given not in declared:
            from cstocli.model.cursor import quoted

            message = f"unknown {self.noun.partition(' ')[2]} {quoted(given)}"
            cursor.problem("unknown-name", path, message, given, declared)
        # A base names the same things again and again.
        return sys.intern(given)

    def toml_schema(self, _format: "Format") -> Schema:
        """An id; a schema cannot say whether it exists."""
        return TOML_ID

    def relation(self, one: str, other: str, hierarchy: "Hierarchy") -> Relation:
        """A thing agrees with what it lies within: an airport with its city."""
        agrees = hierarchy.refines(self.sort, one, other) or hierarchy.refines(self.sort, other, one)
        return AGREE if agrees else CONFLICT

    def precision(self, value: str, hierarchy: "Hierarchy") -> float:
        """The deeper it lies, the more precise."""
        return float(hierarchy.depth(self.sort, value))

    def data(self, value: str, things: Things) -> str:
        """The name of the thing."""
        return things[self.sort][value].name


class References(Reference):
    """One id, or an array of them."""

    encoded = True
    folds = True
    schema = TEXTS_SCHEMA

    def __init__(self, sort: str, *, name: str = "", noun: str = "") -> None:
        super().__init__(sort, name=name, noun=noun)
        self.example = f"[{self.example}]"
        self.form = f"{self.form.rstrip('.')}, or an array of them."

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> tuple[str, ...]:
        """Read an id or an array of ids."""
        if isinstance(given, str):
            return (Reference.read(self, cursor, path, key, given),)
        if not isinstance(given, list):
            cursor.wrong_type(path, key, f"the id of {self.noun}, or an array of them", given)
            return ()
        return tuple(
            Reference.read(self, cursor, (*path, index), key, item) for index, item in cursor.elements(path, key, given)
        )

    def toml_schema(self, _format: "Format") -> Schema:
        """An id or an array of ids."""
        return {"type": ["string", "array"], "pattern": f"^{ID}$", "items": TOML_ID}

    def relation(self, one: tuple[str, ...], other: tuple[str, ...], hierarchy: "Hierarchy") -> Relation:  # type: ignore[override]
        """A list need not be complete: it agrees with one that holds all of it, or what lies within."""
        if self._holds(one, other, hierarchy) or self._holds(other, one, hierarchy):
            return AGREE
        return COMPATIBLE

    def _holds(self, longer: tuple[str, ...], shorter: tuple[str, ...], hierarchy: "Hierarchy") -> bool:
        return all(any(hierarchy.refines(self.sort, one, other) for one in longer) for other in shorter)

    def precision(self, value: tuple[str, ...], hierarchy: "Hierarchy") -> float:  # type: ignore[override]
        """The longer and the deeper, the more precise."""
        return len(value) + sum(hierarchy.depth(self.sort, one) for one in value) / 100

    def data(self, value: tuple[str, ...], things: Things) -> list[str]:  # type: ignore[override]
        """The names."""
        return [things[self.sort][one].name for one in value]

    def decode(self, cell: str | None) -> Any:  # noqa: ANN401
        """An array; an empty one where there is nothing."""
        return [] if cell is None else Type.decode(self, cell)

    def text(self, data: list[str]) -> str:
        """The names with commas."""
        return ", ".join(data)


class FactReference(Type):
    """The id of another fact, perhaps of one kind only."""

    name = "reference"

    def __init__(self, kind: str = "") -> None:
        self.kind = kind
        self.example = f'"{kind or "kind"}/some-id"'
        self.form = f"The id of a fact{f' of the kind {kind}' if kind else ''}: `{kind or 'kind'}/some-id`."

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read the id of a fact; whether there is such a fact is looked at when all are read."""
        expected = f"the id of a fact{f' of the kind {self.kind}' if self.kind else ''}"
        if not isinstance(given, str):
            cursor.wrong_type(path, key, expected, given)
        elif self.kind and given.partition("/")[0] != self.kind:
            from cstocli.model.cursor import quoted

            message = f'"{key}" takes {expected}, such as "{self.kind}/some-id", not {quoted(given)}'
            cursor.problem("bad-value", path, message, given)
        return given if isinstance(given, str) else ""

    def toml_schema(self, _format: "Format") -> Schema:
        """A kind's name, a slash and an id."""
        return {"type": "string", "pattern": f"^{self.kind or '[a-z][a-z0-9_-]*'}/{ID}$"}
