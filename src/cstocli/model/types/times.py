"""Types of time: dates, days, parts of the day."""

from cstocli.model import dates
from cstocli.model.dates import FIRST_DAY, LAST_DAY, Date
from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.types.choices import Choice
from cstocli.model.types.type import AGREE, COMPATIBLE, CONFLICT, Path, Relation, Schema, Type

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format

_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-2[1-4])?[?~%]?"
_DATE_SCHEMA: Schema = {"type": "string", "description": "EDTF (ISO 8601-2)"}
_DAY_SCHEMA: Schema = {"type": "string", "format": "date"}


class DateType(Type):
    """A day, a month, a year or an interval: a subset of EDTF."""

    name = "date"
    example = '"2031-05-09"'
    form = "Written `2022-01-14`, `2022-01`, `2022`, `A/B`, `A/..` or `../B`; `?`, `~` or `%` at the end of a date."
    columns = (("", "TEXT"), ("_earliest", "TEXT"), ("_latest", "TEXT"))
    schema = _DATE_SCHEMA

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> Date | None:
        """Read EDTF text or a TOML date."""
        if not isinstance(given, str):
            # Answers read no date.
            import datetime as dt

            if type(given) is not dt.date:
                cursor.wrong_type(path, key, "a date such as 2022-01-14", given)
                return None
            given = given.isoformat()
        try:
            return dates.parse(given)
        except dates.InvalidDate as error:
            from cstocli.model.cursor import quoted

            cursor.problem("impossible-date", path, f"impossible date {quoted(given)}: {error}", given)
            return None

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of the subset, or a TOML date."""
        # A TOML date is text to Taplo, and to Tombi what `format` names.
        return {
            "anyOf": [
                {"type": "string", "pattern": rf"^({_DATE}(/({_DATE}|\.\.))?|\.\./{_DATE})$"},
                {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
            ]
        }

    def relation(self, one: Date, other: Date, _hierarchy: object) -> Relation:
        """A day lies within its month, a closed interval within an open one.

        Stretches that only overlap may both be true. A qualified date (`~`, `?`) vouches
        for no border, so a stretch that begins where the other ends, give or take its own
        length, is not held against it.
        """
        if one.first <= other.first and other.last <= one.last:
            return AGREE
        if other.first <= one.first and one.last <= other.last:
            return AGREE
        if one.first <= other.last and other.first <= one.last:
            return COMPATIBLE
        if one.qualified or other.qualified:
            gap = max(_days_between(one.last, other.first), _days_between(other.last, one.first))
            slack = max(date.days for date in (one, other) if date.qualified)
            return COMPATIBLE if gap <= slack else CONFLICT
        return CONFLICT

    def alters(self, one: Date, other: Date) -> bool:
        """A day, or days, out of a stretch that was told as one, with both its ends."""
        stretch = "/" in other.text and other.earliest and other.latest
        return bool(stretch) and one != other and other.first <= one.first and one.last <= other.last

    def precision(self, value: Date, _hierarchy: object) -> float:
        """The fewer days, the more precise; a qualified date is a little less so."""
        return -float(value.days) - (0.5 if value.qualified else 0)

    def data(self, value: Date, _things: object) -> str:
        """The EDTF text."""
        return value.text

    def cells(self, value: Date, _encoded: str) -> tuple[Any, ...]:
        """The EDTF text, the first day and the last."""
        return value.text, value.first, value.last

    def text(self, data: str) -> str:
        """`13–19 Jan 2022`."""
        return dates.words(data)

    def order(self, data: str) -> tuple[str, str]:
        """By the first day or, without one, the last."""
        return dates.order(data)


def _days_between(end: str, start: str) -> int:
    return Date("", end, start).days - 1 if end < start else 0


class Day(Type):
    """An ISO day of an answer; an open side is none."""

    name = "day"
    schema = _DAY_SCHEMA

    def decode(self, cell: str | None) -> str | None:
        """The day, or None where the index has the first or the last of all days."""
        return None if cell in (FIRST_DAY, LAST_DAY, "") else cell


class PartOfDay(Choice):
    """The time of day, in a word."""

    def relation(self, one: str, other: str, _hierarchy: object) -> Relation:
        """Neighbours may both be true: the border between evening and night is not the same for everybody."""
        apart = abs(self.choices.index(one) - self.choices.index(other))
        return COMPATIBLE if apart in (1, len(self.choices) - 1) else CONFLICT
