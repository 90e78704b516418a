"""Bars of characters: certain and possible days differ without colour."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from cstocli.model.text import visible
from cstocli.model.widths import cells, cut, padded
from cstocli.show.axis import Tick, ticks
from cstocli.show.bars import ABSENT, CERTAIN, POSSIBLE, SIGNS_OF_FACTS, SIGNS_OF_PRESENCE, Bar
from cstocli.show.cells import NOT_STATED, unsigned

SIGNS = {CERTAIN: "█", POSSIBLE: "░", ABSENT: "·"}
BEFORE, BEHIND = "‹", "›"
_GAP = 2
# More rows than a screen has get the axis above them, too.
_SCREEN = 24
_FAINT = "2"
_COLOURS = {"!": "1;31", "*": "33", NOT_STATED: _FAINT}

OF_PRESENCE = {
    SIGNS[CERTAIN]: "surely there",
    SIGNS[POSSIBLE]: "possibly there",
    SIGNS[ABSENT]: "not there by what is known",
    BEFORE + BEHIND: "perhaps beyond the days drawn",
    **SIGNS_OF_PRESENCE,
}
OF_FACTS = {
    SIGNS[CERTAIN]: "surely",
    SIGNS[POSSIBLE]: "possibly",
    SIGNS[ABSENT]: "not by what is known",
    BEFORE + BEHIND: "perhaps beyond the days drawn",
    **SIGNS_OF_FACTS,
}


class _Scale:
    """How days are laid out on cells: several cells a day or, in long periods, several days a cell."""

    def __init__(self, first: int, last: int, room: int) -> None:
        self.first = first
        days = last - first + 1
        self.days_a_cell = -(-days // room)
        self.cells_a_day = max(1, room // days)
        self.starts = range(first, last + 1, self.days_a_cell)
        self.width = len(self.starts) * self.cells_a_day
        self._last = min(self.starts[-1] + self.days_a_cell - 1, dt.date.max.toordinal())
        ends = [*(start - 1 for start in self.starts[1:]), self._last]
        # The first and the last day of each cell or, where a day has several cells, each day.
        self.days = [(_iso(start), _iso(end)) for start, end in zip(self.starts, ends, strict=True)]

    def cell(self, day: int) -> int:
        """The first cell of a day."""
        return (day - self.first) // self.days_a_cell * self.cells_a_day

    def ticks(self) -> list[Tick]:
        """The ticks of the days that are drawn."""
        return ticks(self.first, self._last, self.cells_a_day / self.days_a_cell)


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def chart(
    bars: Sequence[Bar], days: tuple[int, int], width: int, meanings: Mapping[str, str], *, colour: bool = False
) -> Iterator[str]:
    """Lines without their ends: a bar each in `width` cells, the axis, and what the signs mean.

    `days` are the first and the last day to draw, as ordinals of `datetime.date`.
    """
    # Half of the chart is for the bars, whatever the labels are.
    labels = [_label(bar, max(1, width // 2 - _GAP)) for bar in bars]
    margin = max(map(cells, labels)) + _GAP
    scale = _Scale(*days, max(1, width - margin))
    axis = [f"{'':<{margin}}{line}" for line in _axis(scale)]
    if len(bars) > _SCREEN:
        yield from reversed(axis)
    used: set[str] = set()
    for bar, label in zip(bars, labels, strict=True):
        signs = _bar(bar, scale)
        used |= {*signs, bar.sign}
        name = padded(label, margin)
        yield _coloured(name, signs, bar.sign) if colour else name + signs
    yield from axis
    yield ""
    known = [f"{sign} {meaning}" for sign, meaning in meanings.items() if used & {*sign}]
    if scale.days_a_cell > 1:
        known.append(f"one sign is {scale.days_a_cell:,} days, and tells of some of them")
    yield from _legend(known, width)


def _label(bar: Bar, width: int) -> str:
    """The label of a bar in so many cells; its sign stays, whatever is cut."""
    text = unsigned(visible(bar.label))
    if not bar.sign:
        return cut(text, width)
    return cut(f"{cut(text, max(1, width - cells(bar.sign) - 1))} {bar.sign}", width)


def _bar(bar: Bar, scale: _Scale) -> str:
    """A sign for each cell of the scale."""
    days = scale.days
    signs = [sign for start, end in days for sign in [SIGNS[bar.between(start, end)]] * scale.cells_a_day]
    if signs[0] == SIGNS[POSSIBLE] and (bar.first is None or bar.first < days[0][0]):
        signs[0] = BEFORE
    if signs[-1] == SIGNS[POSSIBLE] and (bar.last is None or bar.last > days[-1][1]):
        signs[-1] = BEHIND
    return "".join(signs)


def _coloured(name: str, signs: str, sign: str) -> str:
    """A line in colour: the label as its sign is in tables, faint what is not sure."""
    solid = SIGNS[CERTAIN]
    before, _, _ = signs.partition(solid)
    behind = signs[len(before) :].lstrip(solid)
    middle = signs[len(before) : len(signs) - len(behind)]
    parts = ((name, _COLOURS.get(sign, "")), (before, _FAINT), (middle, ""), (behind, _FAINT))
    return "".join(f"\x1b[{colour}m{text}\x1b[0m" if text and colour else text for text, colour in parts)


def _axis(scale: _Scale) -> Iterator[str]:
    """The labels of the ticks, and the months or years that begin, each on a line of its own."""
    found = scale.ticks()
    for texts in ([tick.label for tick in found], [tick.begins for tick in found]):
        line = ""
        for tick, text in zip(found, texts, strict=True):
            at = scale.cell(tick.day)
            fits = at + len(text) <= scale.width or not line
            if text and fits and (not line or at > len(line)):
                line = f"{line:<{at}}{text}"
        if line:
            yield line


def _legend(items: Sequence[str], width: int) -> Iterator[str]:
    """The items on as few lines as they fit; none is broken unless it is longer than a line."""
    line = ""
    for item in items:
        if line and cells(line) + 3 + cells(item) > width:
            yield line
            line = ""
        line = f"{line}   {item}" if line else item
    yield line
