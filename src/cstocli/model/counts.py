"""Numbers as sources give them: exact, rounded, bounded on one side, or a range."""

import re
from functools import lru_cache

from cstocli.model.light_typing import NamedTuple

_FORM = r"(?a:(~|>=|<=|>|<|\.\.)?(\d{1,15})(?:\.\.(\d{1,15}))?)"
_WORDS = {"~": "about ", ">": "over ", ">=": "at least ", "<": "under ", "<=": "up to ", "..": "up to "}

TOO_LARGE = 10**15
# How far an "about" may lie from what it rounds: a tenth. "Roughly 2,000" then agrees
# with 2,030 and not with 2,500, which is how the sources of the shipped base use it.
ABOUT = 0.1


class InvalidCount(ValueError):
    """Text that is no count; its message says which forms there are."""


class Count(NamedTuple):
    """A number of whole things.

    `number` is the figure that was said, `low` and `high` the bounds, both included,
    between which the true number lies if the account is right; `high` is None when
    the account sets no upper bound. `sign` is what stood before the number.
    """

    sign: str
    number: int
    low: float
    high: float | None

    @property
    def words(self) -> str:
        """The count as people read it: `about 2,000`, `70–80`."""
        if self.sign == "range":
            return f"{self.number:,}–{self.high:,.0f}"
        return f"{_WORDS.get(self.sign, '')}{self.number:,}"


def exact(number: int) -> Count:
    """The count of a number that was said without a hedge."""
    return Count("", number, number, number)


@lru_cache(maxsize=65536)
def parse(value: int | str) -> Count:
    """Read a count from a TOML integer or from text such as `~2000` or `70..80`.

    Raises:
        InvalidCount: the text is of another form, negative, or a range that falls.
    """
    if isinstance(value, int) and abs(value) >= TOO_LARGE:
        raise InvalidCount("it has more than fifteen digits")
    match = re.fullmatch(_FORM, str(value))
    if not match or (match[1] and match[3]):
        raise InvalidCount('counts are written 30, "~30", ">30", ">=30", "<30", "<=30" or "30..40"')
    sign, number = match[1] or "", int(match[2])
    if match[3]:
        high = int(match[3])
        if high < number:
            raise InvalidCount("the range ends below its beginning")
        return Count("range", number, number, high)
    width = about(number)
    bounds: dict[str, tuple[float, float | None]] = {
        "": (number, number),
        "~": (number - width, number + width),
        # "Over 70" and "70" are one account, rounded: the bound itself is within.
        ">": (number, None),
        ">=": (number, None),
        "<": (0, number),
        "<=": (0, number),
        "..": (0, number),
    }
    return Count(sign, number, *bounds[sign])


def about(number: int) -> float:
    """How far an "about" may lie from a number: a tenth, but no more than its digits allow.

    Who says "about 122,000" knows the thousands: two and a half of the last digit that is
    no zero is as far as that goes. "About 2,000" may be 1,800.
    """
    digits = str(number)
    unit = 10 ** (len(digits) - len(digits.rstrip("0")))
    return min(number * ABOUT, 2.5 * unit) if number else 0.0


class Counted(NamedTuple):
    """So many of a thing; `what` is the id of a thing or words, `number` may be unsaid."""

    what: str
    number: Count | None
