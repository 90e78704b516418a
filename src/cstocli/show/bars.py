"""Soft bars: on which days something surely was, on which it only may have been, and which days a picture shows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from cstocli.model.dates import words
from cstocli.model.status import CORROBORATED, DISPUTED, NOT_STATED, SINGLE_ORIGIN
from cstocli.show import cells
from cstocli.show.cells import LEGEND

CERTAIN, POSSIBLE, ABSENT = "certain", "possible", "absent"
Window = tuple[str | None, str | None]
# What the sign of a bar says of its days.
SIGNS_OF_PRESENCE = {
    "!": "its arrival or departure is disputed",
    cells.NOT_STATED: "its arrival or departure is not stated",
    "*": "its arrival or departure has no second independent source",
}
SIGNS_OF_FACTS = {
    "!": "its days are disputed",
    "*": "its days have no second independent source",
}
_WORST_FIRST = (DISPUTED, NOT_STATED, SINGLE_ORIGIN)
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


class Bar(NamedTuple):
    """The days of one thing. Days are ISO text, both ends included.

    It may have been from `first` to `last`, None on an open side; it surely was from `certain_from` to
    `certain_to`, None where no day is sure. `status` is the worst of the dates on which that rests, `group` the
    heading under which it belongs. Label and heading are text of a base, of which nothing is escaped.
    """

    label: str
    first: str | None
    last: str | None
    certain_from: str | None = None
    certain_to: str | None = None
    status: str = CORROBORATED
    group: str = ""

    @property
    def sign(self) -> str:
        """The sign of its status, as in tables."""
        return cells.NOT_STATED if self.status == NOT_STATED else cells.SIGNS.get(self.status, "")

    @property
    def days(self) -> str:
        """The days on which it may have been, in words: `from 6 Jan 2022`."""
        return words(f"{self.first or '..'}/{self.last or '..'}")

    @property
    def certain_days(self) -> str:
        """The days on which it surely was, in words; empty where there is none."""
        if self.certain_from is None or self.certain_to is None:
            return ""
        return words(f"{self.certain_from}/{self.certain_to}")

    @property
    def in_words(self) -> str:
        """Its days in words, and how well they are attested: `surely 3 May 2031; possibly 1–9 May 2031; disputed`.

        None is called sure that fewer than two independent lines state.
        """
        told = f"{'surely' if self.status == CORROBORATED else 'as told'} {self.certain_days}"
        sure = told if self.certain_days else ""
        possible = f"possibly {self.days}" if self.days != self.certain_days else ""
        return "; ".join(part for part in (sure, possible, LEGEND.get(self.sign, "")) if part)

    def between(self, start: str, end: str) -> str:
        """`certain` or `possible`, if it was so on one of the days from `start` to `end`; else `absent`."""
        if self.certain_from and self.certain_to and self.certain_from <= end and start <= self.certain_to:
            return CERTAIN
        may_be = (self.first is None or self.first <= end) and (self.last is None or start <= self.last)
        return POSSIBLE if may_be else ABSENT


def presence_bars(rows: Iterable[dict[str, Any]]) -> list[Bar]:
    """Rows of `presence`: when each contingent was there, by its arrival and its departure."""
    return [
        _bar(row, row["country"], row["surely_from"], row["surely_to"], {*row.get("status", {}).values()})
        for row in rows
    ]


def fact_bars(rows: Iterable[dict[str, Any]]) -> list[Bar]:
    """Rows of `spans`: the days of each fact; none is sure of a plan, of disputed or of qualified dates."""
    bars = []
    for row in rows:
        since, until = row["surely_from"], row["surely_to"]
        if row["earliest"] == row["latest"]:
            since = until = row["earliest"]
        if row["plan"] or row["qualified"] or row["attested"] == DISPUTED:
            since = until = None
        bars.append(_bar(row, row["summary"], since, until, {row["attested"]})._replace(group=row["plural"]))
    return bars


def _bar(row: dict[str, Any], label: str, since: str | None, until: str | None, statuses: set[str]) -> Bar:
    if not since or not until or since > until:
        since = until = None
    status = next((status for status in _WORST_FIRST if status in statuses), CORROBORATED)
    return Bar(label, row["earliest"], row["latest"], since, until, status)


def extent(bars: Iterable[Bar], window: Window = (None, None), bounds: Window = (None, None)) -> tuple[int, int] | None:
    """The first and the last day to draw, as ordinals of `datetime.date`; None where there is no day.

    Those of `window` are drawn whatever is on them. On its open sides one day more than the bars have is drawn,
    but none beyond `bounds`.
    """
    days = sorted(
        dt.date.fromisoformat(day).toordinal()
        for bar in bars
        for day in (bar.first, bar.certain_from, bar.certain_to, bar.last)
        if day
    )
    if not days:
        return None
    since, until = (dt.date.fromisoformat(day).toordinal() if day else None for day in window)
    least, most = (dt.date.fromisoformat(day).toordinal() if day else None for day in bounds)
    first = since if since is not None else max(days[0] - 1, least or _FIRST, _FIRST)
    last = until if until is not None else min(days[-1] + 1, most or _LAST, _LAST)
    return (first, last) if first <= last else None
