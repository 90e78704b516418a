"""The type of times of the day: a clock time, perhaps with its zone, or a part of the day."""

import re

from cstocli.model.light_typing import TYPE_CHECKING, Any, NamedTuple
from cstocli.model.types.type import AGREE, COMPATIBLE, CONFLICT, Path, Relation, Schema, Type

if TYPE_CHECKING:
    from cstocli.model.cursor import Cursor
    from cstocli.model.format import Format

DAY_MINUTES = 24 * 60
# How far an "about" may lie from what it rounds.
ABOUT_MINUTES = 30
# In minutes after midnight, both ends included. Nobody draws the borders alike: they overlap.
PARTS = {
    "night": (21 * 60, 30 * 60),
    "morning": (5 * 60, 12 * 60),
    "noon": (12 * 60, 12 * 60),
    "midday": (11 * 60 + 30, 12 * 60 + 30),
    "afternoon": (12 * 60, 18 * 60),
    "evening": (17 * 60, 24 * 60),
    "midnight": (24 * 60, 24 * 60),
}
_CLOCK = r"(~)?([01]\d|2[0-3]):([0-5]\d)"
_ZONE = r"(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_FORM = rf"{_CLOCK}(?:/{_CLOCK})?{_ZONE}"


class Time(NamedTuple):
    """A stretch of minutes after midnight, both ends included, and the form in which it was written.

    `last` may lie beyond midnight. `zone` is minutes east of Greenwich, None where it is
    not said.
    """

    text: str
    first: int
    last: int
    zone: int | None = None


class InvalidTime(ValueError):
    """Text that is no time; its message says which forms there are."""


def parse_time(text: str) -> Time:
    """Read `14:30`, `~14:30`, `14:30+04:30`, `14:30/15:00Z`, or a part of the day.

    Raises:
        InvalidTime: the text is of another form, or ends before it begins.
    """
    if text in PARTS:
        return Time(text, *PARTS[text])
    match = re.fullmatch(_FORM, text, re.ASCII)
    if not match:
        raise InvalidTime(f'times are written 14:30, "~14:30", 14:30+04:30, 14:30/15:00, {", ".join(PARTS)}')
    about, hour, minute, until_about, until_hour, until_minute, zone = match.groups()
    first = last = int(hour) * 60 + int(minute)
    if until_hour:
        last = int(until_hour) * 60 + int(until_minute)
        if last < first:
            raise InvalidTime("the stretch ends before it begins")
    first -= ABOUT_MINUTES if about else 0
    last += ABOUT_MINUTES if until_about or (about and not until_hour) else 0
    return Time(text, first, last, _zone(zone))


def _zone(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[4:])
    return -minutes if text[0] == "-" else minutes


class TimeType(Type):
    """A time of the day: `14:30` lies in the afternoon, and is not midday."""

    name = "time"
    example = '"14:30"'
    form = (
        "Written `14:30`, `~14:30` (half an hour more or less), `14:30+04:30` or `14:30Z` with its zone, `14:30/15:00`,"
        f" or {', '.join(f'`{part}`' for part in PARTS)}."
    )
    columns = (("", "TEXT"), ("_first", "INTEGER"), ("_last", "INTEGER"))

    def read(self, cursor: "Cursor", path: Path, key: str, given: object) -> Time:
        """Read a text; a time of TOML is taken for its text."""
        text = given.strftime("%H:%M") if hasattr(given, "strftime") and not hasattr(given, "year") else given
        if not isinstance(text, str):
            cursor.wrong_type(path, key, "a time such as 14:30", given)
            return Time("00:00", 0, 0)
        try:
            return parse_time(text)
        except InvalidTime as error:
            from cstocli.model.cursor import quoted

            cursor.problem("impossible-time", path, f"impossible time {quoted(text)}: {error}", text)
            return Time("00:00", 0, 0)

    def toml_schema(self, _format: "Format") -> Schema:
        """A text of one of the forms."""
        return {"type": "string", "pattern": f"^({_FORM.replace('(?:', '(')}|{'|'.join(PARTS)})$"}

    def relation(self, one: Time, other: Time, _hierarchy: object) -> Relation:
        """Stretches of which one holds the other agree; those apart conflict, a day is a circle.

        Of clock times of which one has no zone nobody knows how far they are apart.
        """
        shift = 0
        if one.zone is not None and other.zone is not None:
            shift = one.zone - other.zone
        elif one.zone != other.zone and one.text not in PARTS and other.text not in PARTS and one.first != other.first:
            return COMPATIBLE
        # Greenwich time says nothing of the hour by which people there live.
        greenwich = {one.zone, other.zone} == {0, None} and (one.text in PARTS or other.text in PARTS)
        found = COMPATIBLE if greenwich else CONFLICT
        for days in (-DAY_MINUTES, 0, DAY_MINUTES):
            first, last = other.first + shift + days, other.last + shift + days
            if (one.first <= first and last <= one.last) or (first <= one.first and one.last <= last):
                return AGREE
            if one.first <= last and first <= one.last:
                found = COMPATIBLE
        return found

    def precision(self, value: Time, _hierarchy: object) -> float:
        """The fewer minutes, the more precise; a zone makes it a little more so."""
        return float(value.first - value.last) + (0.5 if value.zone is not None else 0)

    def data(self, value: Time, _things: object) -> str:
        """The text as it was written."""
        return value.text

    def cells(self, value: Time, _encoded: str) -> tuple[Any, ...]:
        """The text, and the first and the last minute after midnight."""
        return value.text, value.first, value.last

    def order(self, data: str) -> tuple[int, int]:
        """By the first minute."""
        return parse_time(data)[1:3]

    def text(self, data: str) -> str:
        """`about 14:30`, `14:30–15:00 (UTC+04:30)`."""
        match = re.fullmatch(r"(.*?)(Z|[+-]\d\d:\d\d)?", data)
        times, zone = (match[1], match[2]) if match else (data, None)
        words = times.replace("/", "–").replace("~", "about ")
        return f"{words} (UTC{'' if zone == 'Z' else zone})" if zone else words
