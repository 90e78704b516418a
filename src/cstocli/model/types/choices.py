"""Types of one word of a closed list."""

from cstocli.model.light_typing import TYPE_CHECKING
from cstocli.model.text import nfc
from cstocli.model.types.type import Path, Schema, Type

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format


_BOOLEAN: Schema = {"type": "boolean"}


class Flag(Type):
    """True or false."""

    name = "boolean"
    example = "true"
    schema = _BOOLEAN

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> bool:
        """Read true or false."""
        if not isinstance(given, bool):
            cursor.wrong_type(path, key, "true or false", given)
        return given is True

    def toml_schema(self, _format: "Format") -> Schema:
        """A boolean."""
        return {"type": "boolean"}


class Choice(Type):
    """One word of a closed list; two different words exclude each other."""

    def __init__(self, name: str, choices: tuple[str, ...], example: str = "") -> None:
        self.name = name
        self.choices = choices
        self.example = f'"{example or choices[0]}"'

    @property
    def schema(self) -> Schema:  # type: ignore[override]
        """One of the words."""
        return {"enum": [*self.choices]}

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read one of the words."""
        given = nfc(given) if isinstance(given, str) else given
        if given not in self.choices:
            from cstocli.model.cursor import quoted
            from cstocli.model.suggestions import choices

            message = f'"{key}" takes {choices(self.choices)}, not {quoted(given)}'
            cursor.problem("unknown-word", path, message, given, self.choices)
        return given if isinstance(given, str) else ""

    def order(self, data: str) -> int:
        """By the place in the list."""
        return self.choices.index(data) if data in self.choices else len(self.choices)

    def toml_schema(self, _format: "Format") -> Schema:
        """One of the words."""
        return {"enum": [*self.choices]}
