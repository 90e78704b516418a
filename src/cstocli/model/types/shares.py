"""Types of numbers in relation to others: a share of a whole, a place in a row."""

import re

from cstocli.model import counts
from cstocli.model.light_typing import TYPE_CHECKING, Any, NamedTuple
from cstocli.model.types.numbers import CountType
from cstocli.model.types.type import AGREE, COMPATIBLE, CONFLICT, Path, Relation, Schema, Type

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format

_NAMED = {"half": (1, 2), "a third": (1, 3), "two thirds": (2, 3), "a quarter": (1, 4), "three quarters": (3, 4)}
_SHARE = (
    r"(~|>=|<=|>|<)?"
    r"(?:(\d{1,3}(?:\.\d{1,4})?)%|(\d{1,15})/(\d{1,15})|(half|a third|two thirds|a quarter|three quarters))"
    r"(?: of (\d{1,15}))?"
)
_ORDINAL = r"(\d{1,9})(?:st|nd|rd|th)?(?: of (\d{1,9}))?"
_WORDS = {"~": "about ", ">": "over ", ">=": "at least ", "<": "under ", "<=": "up to "}
# How far an "about" may lie from what it rounds, as with counts.
_ABOUT = counts.ABOUT
# Half of a percentage point: so far apart may two shares be of which one is rounded.
_ROUNDED = 0.005 + 1e-9


class Share(NamedTuple):
    """A share between `low` and `high`, 1 being the whole; `of` is how many the whole has, where that is said."""

    text: str
    low: float
    high: float
    of: int | None = None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def exclusive(self) -> bool:
        """Whether its bound is not within: more than, fewer than."""
        return self.text[0] in "<>" and self.text[1] != "="


class Ordinal(NamedTuple):
    """A place in a row, counted from 1, and how long the row is, where that is said."""

    text: str
    place: int
    of: int | None = None


def parse_share(text: str) -> Share:
    """Read `30%`, `~30%`, `1/3`, `half`, or one of these with `of 9680` behind it.

    Raises:
        ValueError: the text is of another form, or more than the whole.
    """
    match = re.fullmatch(_SHARE, text, re.ASCII)
    if not match:
        raise ValueError('shares are written "30%", "~30%", ">30%", "1/3", "half", "half of 9680"')
    sign, percent, part, parts, named, of = match.groups()
    if percent:
        share = float(percent) / 100
    else:
        part, parts = (int(part), int(parts)) if part else _NAMED[named]
        share = part / parts if parts else 2
    if share > 1:
        raise ValueError("a share is no more than the whole")
    bounds = {
        "": (share, share),
        "~": (share * (1 - _ABOUT), min(1.0, share * (1 + _ABOUT))),
        ">": (share, 1.0),
        ">=": (share, 1.0),
        "<": (0.0, share),
        "<=": (0.0, share),
    }
    return Share(text, *bounds[sign or ""], int(of) if of else None)


def parse_ordinal(text: str) -> Ordinal:
    """Read `8`, `8th` or `8th of 13`.

    Raises:
        ValueError: the text is of another form, or the place lies behind the end.
    """
    match = re.fullmatch(_ORDINAL, text, re.ASCII)
    if not match or match[1].strip("0") == "":
        raise ValueError('places in a row are written 8, "8th" or "8th of 13"')
    place, of = int(match[1]), int(match[2]) if match[2] else None
    if of is not None and place > of:
        raise ValueError("the place lies behind the end of the row")
    return Ordinal(text, place, of)


class ShareType(Type):
    """A share of a whole."""

    name = "share"
    example = '"half of 9680"'
    form = 'Written `"30%"`, `"~30%"`, `">30%"`, `"1/3"`, `"half"`, or with the whole: `"half of 9680"`.'
    columns = (("", "TEXT"), ("_low", "REAL"), ("_high", "REAL"))

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> Share:
        """Read a text of one of the forms."""
        if not isinstance(given, str):
            cursor.wrong_type(path, key, 'text such as "30%"', given)
            return Share("0%", 0, 0)
        try:
            return parse_share(given)
        except ValueError as error:
            from cstocli.model.cursor import quoted

            cursor.problem("bad-value", path, f"impossible share {quoted(given)}: {error}", given)
            return Share("0%", 0, 0)

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of one of the forms."""
        return {"type": "string", "pattern": f"^{_SHARE.replace('(?:', '(')}$"}

    def relation(self, one: Share, other: Share, _hierarchy: object) -> Relation:
        """A share agrees with one whose bounds hold it, of the same whole.

        `a third` may stand for 33%, and `over 30%` for 30% or more: neither supports the
        other, and they contradict nothing.
        """
        if one.of is not None and other.of is not None and one.of != other.of:
            wholes = CountType().relation(counts.exact(one.of), counts.exact(other.of), None)
            return CONFLICT if wholes is CONFLICT or self._shares(one, other) is CONFLICT else COMPATIBLE
        return self._shares(one, other)

    def _shares(self, one: Share, other: Share) -> Relation:
        if one.exact and other.exact and one.low != other.low:
            return COMPATIBLE if abs(one.low - other.low) <= _ROUNDED else CONFLICT
        if one.exact != other.exact and (bound := one if other.exact else other).exclusive:
            exact = other if other.exact else one
            if exact.low in (bound.low, bound.high):
                return COMPATIBLE
        if (one.low <= other.low and other.high <= one.high) or (other.low <= one.low and one.high <= other.high):
            return AGREE
        return COMPATIBLE if one.low <= other.high and other.low <= one.high else CONFLICT

    def precision(self, value: Share, _hierarchy: object) -> float:
        """The narrower, the more precise; a whole that is said makes it a little more so."""
        return value.low - value.high + (0.001 if value.of is not None else 0)

    def data(self, value: Share, _things: object) -> str:
        """The text as it was written."""
        return value.text

    def cells(self, value: Share, _encoded: str) -> tuple[Any, ...]:
        """The text and the bounds."""
        return value.text, value.low, value.high

    def order(self, data: str) -> float:
        """By the least that it can be."""
        return parse_share(data).low

    def text(self, data: str) -> str:
        """`about 30%`, `half of 9,680`."""
        sign = next((sign for sign in (">=", "<=", "~", ">", "<") if data.startswith(sign)), "")
        share, _, of = data.removeprefix(sign).partition(" of ")
        return f"{_WORDS.get(sign, '')}{share}{f' of {int(of):,}' if of else ''}"


class OrdinalType(Type):
    """A place in a row: `8th of 13`."""

    name = "ordinal"
    example = '"8th of 13"'
    form = 'Written `8`, `"8th"` or `"8th of 13"`.'
    columns = (("", "TEXT"), ("_place", "INTEGER"))

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> Ordinal:
        """Read a whole number or a text of one of the forms."""
        if not isinstance(given, int | str) or isinstance(given, bool):
            cursor.wrong_type(path, key, 'a place in a row such as "8th of 13"', given)
            return Ordinal("1", 1)
        try:
            return parse_ordinal(str(given))
        except ValueError as error:
            from cstocli.model.cursor import quoted

            cursor.problem("bad-value", path, f"impossible place in a row {quoted(given)}: {error}", given)
            return Ordinal("1", 1)

    def toml_schema(self, _format: "Format") -> Schema:
        """A whole number or a text of one of the forms."""
        return {"type": ["integer", "string"], "minimum": 1, "pattern": f"^{_ORDINAL.replace('(?:', '(')}$"}

    def relation(self, one: Ordinal, other: Ordinal, _hierarchy: object) -> Relation:
        """The same place agrees, unless the rows are of another length."""
        same_row = one.of is None or other.of is None or one.of == other.of
        return AGREE if one.place == other.place and same_row else CONFLICT

    def precision(self, value: Ordinal, _hierarchy: object) -> float:
        """With the length of the row it is more precise."""
        return 0.0 if value.of is None else 1.0

    def data(self, value: Ordinal, _things: object) -> str:
        """The text as it was written."""
        return value.text

    def cells(self, value: Ordinal, _encoded: str) -> tuple[Any, ...]:
        """The text and the place."""
        return value.text, value.place

    def text(self, data: str) -> str:
        """`8th of 13`."""
        match = re.fullmatch(_ORDINAL, data, re.ASCII)
        if not match:
            return data
        place = int(match[1])
        ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
        return f"{place:,}{ending}{f' of {int(match[2]):,}' if match[2] else ''}"
