"""Types of text: words, lists, ids, quotes, addresses."""

import re
from functools import cached_property

from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.text import nfc, tidied
from cstocli.model.types.type import (
    AGREE,
    COMPATIBLE,
    ID,
    TEXTS_SCHEMA,
    TOML_ID,
    TOML_TEXT,
    Path,
    Relation,
    Schema,
    Type,
)

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format
    from cstocli.model.hierarchy import Hierarchy

MOST_QUOTED_WORDS = 10
MOST_OF_AN_ID = 100
MOST_CHARACTERS = 2000
_MOST_PARAGRAPHS = 1_000_000
_PARAGRAPH = r"(?:p\.?|para(?:graph)?|¶)?\s*(\d{1,7})"
_ID = re.compile(ID, re.ASCII)
_PASSAGE_SCHEMA: Schema = {"type": ["integer", "string"]}
# RFC 3986, and with letters of any script RFC 3987: neither blanks nor what the two exclude, `%` before two digits.
_EXCLUDED = r'\s<>"{}|\\^`%'
_PART = f"(?:[^{_EXCLUDED}]|%[0-9A-Fa-f]{{2}})*"
_NAME = rf"[^{_EXCLUDED}/?#@:\[\]]+"
_HOST = rf"(?:{_NAME}(?::{_NAME})?@)?(?:\[[0-9A-Fa-f:.]+\]|{_NAME})(?::[0-9]{{1,5}})?"
_URL = rf"https?://{_HOST}(?:[/?#]{_PART})?"
_URL_SCHEMA: Schema = {"type": "string", "format": "uri"}


class Text(Type):
    """Text of one or more characters."""

    folds = True

    @cached_property
    def as_is(self) -> bool:
        """Whether a cell of the index is its data."""
        return type(self).decode is Text.decode

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read a text; empty ones and hidden characters are problems."""
        if not isinstance(given, str):
            cursor.wrong_type(path, key, "text", given)
            return ""
        if not given.strip():
            cursor.problem("empty-text", path, f'"{key}" is empty; leave it out when it is not known', key)
        elif len(given) > MOST_CHARACTERS:
            message = f'"{key}" has {len(given):,} characters; it takes {MOST_CHARACTERS:,} at most'
            cursor.problem("bad-value", path, message, key)
        if cursor.suspicious:
            _refuse_hidden(cursor, path, key, given)
        return nfc(given)

    def decode(self, cell: Any) -> Any:  # noqa: ANN401
        """The text itself, which may be empty."""
        return cell


def _refuse_hidden(cursor: "Cursor", path: Path, key: str, given: str) -> None:
    from cstocli.model.text import HIDDEN, name_of

    if hidden := re.search(HIDDEN, given):
        cursor.problem("hidden-character", path, f'"{key}" holds the hidden character {name_of(hidden[0])}', key)


class Name(Text):
    """Text that is compared with other text: blanks around it, or twice within it, mean nothing."""

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read a text, and tidy it."""
        return tidied(Text.read(self, cursor, path, key, given))


class Words(Name):
    """Short words of the curator's.

    Words that differ may mean the same or another thing; no program can tell. A curator
    can: `[[rivals]]` names words of one field that exclude each other.
    """

    name = "words"

    def relation(self, one: str, other: str, _hierarchy: "Hierarchy") -> Relation:
        """Words agree if they differ only in capitals."""
        return AGREE if one.casefold() == other.casefold() else COMPATIBLE


class Texts(Text):
    """An array of texts."""

    name = "texts"
    example = '["some words", "other words"]'
    encoded = True
    schema = TEXTS_SCHEMA

    element = Text()

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> tuple[str, ...]:  # type: ignore[override]
        """Read each element as a text."""
        if not isinstance(given, list):
            cursor.wrong_type(path, key, "an array of texts", given)
            return ()
        return tuple(
            self.element.read(cursor, (*path, index), key, item) for index, item in cursor.elements(path, key, given)
        )

    def toml_schema(self, _format: "Format") -> Schema:
        """An array of texts."""
        return {"type": "array", "items": TOML_TEXT}

    def data(self, value: tuple[str, ...], _things: object) -> list[str]:
        """An array of texts."""
        return list(value)

    def decode(self, cell: str | None) -> Any:  # noqa: ANN401
        """An array; an empty one where there is nothing."""
        return [] if cell is None else Type.decode(self, cell)

    def text(self, data: list[str]) -> str:
        """The elements with commas."""
        return ", ".join(data)


class Names(Texts):
    """An array of texts that are compared with others."""

    element = Name()


class Synonyms(Texts):
    """Groups of words that mean the same."""

    name = "synonyms"
    example = '[["one word", "another"]]'
    element: Type = Names()  # type: ignore[assignment]

    def toml_schema(self, _format: "Format") -> Schema:
        """An array of arrays of texts."""
        return {"type": "array", "items": {"type": "array", "items": TOML_TEXT}}

    def data(self, value: Any, _things: object) -> list[Any]:  # noqa: ANN401
        """An array of arrays of texts."""
        return [list(group) for group in value]


class List(Names):
    """Several short words of the curator's: a list that need not be complete."""

    name = "list"
    example = '["one thing", "another"]'

    def relation(self, one: tuple[str, ...], other: tuple[str, ...], _hierarchy: "Hierarchy") -> Relation:
        """A list agrees with a longer one that contains it."""
        left, right = {item.casefold() for item in one}, {item.casefold() for item in other}
        return AGREE if left <= right or right <= left else COMPATIBLE

    def precision(self, value: tuple[str, ...], _hierarchy: "Hierarchy") -> float:
        """The longer, the more precise."""
        return float(len(value))


class Id(Type):
    """An id: small letters, digits, hyphens."""

    name = "id"
    example = '"some-id"'

    def read(self, cursor: "Cursor", path: Path, _key: str, given: object) -> str:
        """Read an id; other characters are a problem."""
        if not isinstance(given, str) or not _ID.fullmatch(given):
            from cstocli.model.cursor import quoted

            message = f"the id {quoted(given)} is not of small letters, digits and hyphens"
            cursor.problem("bad-id", path, message, given)
        elif len(given) > MOST_OF_AN_ID:
            message = f"the id has {len(given):,} characters; it may have {MOST_OF_AN_ID}"
            cursor.problem("bad-id", path, message, given)
        return given if isinstance(given, str) else ""

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of that form."""
        return TOML_ID


class BaseId(Id):
    """The id of a base: small letters, digits, hyphens, a letter first.

    It names a folder and begins ids, so that nobody must take it for a number.
    """

    form = "Small letters, digits and hyphens, a letter first."

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read an id that begins with a letter; another is a problem."""
        if isinstance(given, str) and given[:1].isdigit():
            from cstocli.model.cursor import quoted

            cursor.problem(
                "bad-value", path, f"the id of a base begins with a letter, and {quoted(given)} does not", given
            )
            return given
        return super().read(cursor, path, key, given)

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of that form."""
        return {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}


class Quote(Text):
    """A fragment of a source, to the letter."""

    name = "quote"
    example = '"at most ten words of the source"'

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read a quote; one of more than ten words is a problem."""
        text = Text.read(self, cursor, path, key, given)
        length = len(text.split())
        if not text.isascii():
            from cstocli.model.scripts import number_of_words

            length = number_of_words(text)
        if length > MOST_QUOTED_WORDS:
            cursor.problem(
                "long-quote", path, f"the quote has {length} words; at most {MOST_QUOTED_WORDS} may be quoted"
            )
        return text

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of at most ten words."""
        return {"type": "string", "pattern": rf"^\s*\S+(\s+\S+){{0,{MOST_QUOTED_WORDS - 1}}}\s*$"}


class Passage(Text):
    """Where a claim stands in its source: the number of a paragraph, or a word."""

    name = "passage"
    example = "1"
    encoded = True
    folds = False
    schema = _PASSAGE_SCHEMA

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> int | str:  # type: ignore[override]
        """Read a number from 1, or a text; `"3"`, `"p3"` and `"¶3"` are the number."""
        if isinstance(given, str) and (numbered := re.fullmatch(_PARAGRAPH, given.strip(), re.IGNORECASE)):
            given = int(numbered[1])
        if isinstance(given, str):
            return Text.read(self, cursor, path, key, given)
        if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= _MOST_PARAGRAPHS:
            from cstocli.model.cursor import quoted

            message = f'"{key}" takes the number of a paragraph, from 1, or a word, not {quoted(given)}'
            cursor.problem("bad-value", path, message, given)
            return 1
        return given

    def toml_schema(self, _format: "Format") -> Schema:
        """A number from 1, or a text."""
        return {"type": ["integer", "string"], "minimum": 1, "pattern": r"\S"}

    def decode(self, cell: str | None) -> Any:  # noqa: ANN401
        """The number or the word."""
        return Type.decode(self, cell)

    def text(self, data: int | str) -> str:
        """`¶4`, or the word."""
        return f"¶{data}" if isinstance(data, int) else data


class Url(Text):
    """An address on the web."""

    name = "url"
    example = '"https://paper.example/article"'
    schema = _URL_SCHEMA

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read an address; another scheme than http or https is a problem, and what no address has."""
        text = Text.read(self, cursor, path, key, given)
        if text and not text.startswith(("https://", "http://")):
            cursor.problem("bad-value", path, f'"{key}" takes an address that begins with https:// or http://', key)
        elif text and not re.fullmatch(_URL, text):
            cursor.problem("bad-value", path, f'"{key}" is no address; a blank is written %20, a brace %7B', key)
        return text

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of that grammar."""
        return {"type": "string", "pattern": f"^{_URL}$"}

    def decode(self, cell: Any) -> Any:  # noqa: ANN401
        """The address, or None."""
        return Type.decode(self, cell)


class Code(Type):
    """Text of a fixed form, such as the two letters of a country."""

    def __init__(self, name: str, pattern: str, form: str, example: str) -> None:
        self.name = name
        self.pattern = pattern
        self.described = form
        self.example = f'"{example}"'

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read text of that form."""
        if not isinstance(given, str) or not re.fullmatch(self.pattern, given, re.ASCII):
            cursor.problem("bad-value", path, f'"{key}" takes {self.described}', given)
        return given if isinstance(given, str) else ""

    def toml_schema(self, _format: "Format") -> Schema:
        """Text of that form."""
        return {"type": "string", "pattern": f"^({self.pattern})$"}


class FactIds(Texts):
    """The ids of facts."""

    name = "facts"
    example = '["kind/some-id", "kind/other-id"]'

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> tuple[str, ...]:  # type: ignore[override]
        """Read an array that is not empty."""
        names = Texts.read(self, cursor, path, key, given)
        if not names:
            cursor.problem("bad-rivals", path, f'"{key}" takes the ids of facts', key)
        return names

    def toml_schema(self, format: "Format") -> Schema:  # noqa: A002
        """An array of a kind's name, a slash and an id."""
        pattern = f"^({'|'.join(format.kinds)})/{ID}([.][a-z_]+)?$"
        return {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": pattern}}


class FactId(Text):
    """The id of one fact."""

    name = "fact"
    example = '"kind/some-id"'
    folds = False

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> str:
        """Read the id of a fact; whether there is such a fact is looked at when all are read."""
        if not isinstance(given, str):
            cursor.wrong_type(path, key, "the id of a fact", given)
        return given if isinstance(given, str) else ""

    def toml_schema(self, format: "Format") -> Schema:  # noqa: A002
        """A kind's name, a slash and an id."""
        return {"type": "string", "pattern": f"^({'|'.join(format.kinds)})/{ID}$"}


class FieldName(Text):
    """The name of a field."""

    name = "field"
    example = '"date"'

    def toml_schema(self, format: "Format") -> Schema:  # noqa: A002
        """Any field of any kind."""
        return {"enum": [*dict.fromkeys(field for kind in format.kinds.values() for field in kind.fields)]}
