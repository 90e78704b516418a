"""Rows of an index take the place of others, so that all rows stand in the order of a whole reading."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from cstocli.index import full_text
from cstocli.index.schema import Row
from cstocli.read.blocks import Unclear

_MOST_MOVED = 200_000  # rows that make room for one more


class Ordered(NamedTuple):
    """A table, or a stretch of one, with rows in the order of the facts to which they belong.

    `key` is the column with the fact; `columns` are all that have to be filled. The
    stretch goes from the number of row `first` to before `end`. `step` is how far apart
    rows are put, where there is room. `passed` tells that rows of what sums up stand
    behind those of its parts.
    """

    table: str
    key: str
    columns: Sequence[str]
    first: int = 1
    end: int = 1 << 62
    step: int = 1
    passed: bool = False


class Place(NamedTuple):
    """The rows of facts, from the number `start` to before `end`, and those that belong there now."""

    start: int
    end: int
    rows: list[Row]


class Rows:
    """The rows of one ordered table, found by the position of their fact."""

    def __init__(self, connection: sqlite3.Connection, of: Ordered, position: dict[str, int], written: int) -> None:
        self.connection = connection
        self.of = of
        self.position = position
        self.limit = written if of.passed else len(position)
        self.last = max(of.first, (self._last_before(of.end) or 0) + 1)

    def boundary(self, place: int) -> int:
        """The number of the first row that belongs to a fact at `place` or behind it."""
        low, high = self.of.first, self.last
        while low < high:
            middle = (low + high) // 2
            found, position = self._from(middle)
            if position >= place:
                high = middle
            else:
                low = found + 1
        return self._from(low)[0]

    def place(self, before: range, rows: list[Row], *, renumbered: bool) -> Place | None:
        """Where the rows of facts are that were at the positions `before`; None where they may stay.

        They may if they are equal to `rows`, and if nothing that stays in the table is `renumbered`.
        """
        start = self.boundary(before.start)
        end = start if not before else self.boundary(before.stop)
        if renumbered:
            return Place(start, end, rows) if rows or start < end else None
        known = self.connection.execute(
            f"SELECT {', '.join(self.of.columns)} FROM {self.of.table} WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
            (start, end),
        ).fetchall()
        return None if known == rows else Place(start, end, rows)

    def delete(self, places: Sequence[Place]) -> None:
        """Delete the rows that were there."""
        self.connection.executemany(
            f"DELETE FROM {self.of.table} WHERE rowid >= ? AND rowid < ?", [(one.start, one.end) for one in places]
        )

    def insert(self, places: Sequence[Place]) -> None:
        """Insert the new rows, once the old ones are deleted.

        Raises:
            Unclear: there is no room, and none can be made.
        """
        joined: list[Place] = []
        for one in places:
            if joined and not self._between(joined[-1].end, one.start):
                start, _, rows = joined.pop()
                joined.append(Place(start, one.end, rows + one.rows))
            else:
                joined.append(one)
        names = ", ".join(("rowid", *self.of.columns))
        marks = ", ".join("?" * (len(self.of.columns) + 1))
        for one in reversed(joined):
            numbers = self._numbers(one) if one.rows else []
            self.connection.executemany(
                f"INSERT INTO {self.of.table} ({names}) VALUES ({marks})",
                [(number, *row) for number, row in zip(numbers, one.rows, strict=True)],
            )

    def _numbers(self, place: Place) -> Sequence[int]:
        """Numbers for the rows of a place; as many rows behind it as need be move up."""
        # What is in another stretch may not come nearer than its border.
        before = max(self._last_before(place.start) or 0, self.of.first - 1)
        moved: list[int] = []
        for (number,) in self.connection.execute(
            f"SELECT rowid FROM {self.of.table} WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
            (place.end, self.of.end),
        ):
            if number - before - 1 >= len(place.rows) + len(moved):
                behind = number
                break
            if len(moved) == _MOST_MOVED:
                raise Unclear("too many rows would have to move")
            moved.append(number)
        else:
            behind = self.of.end
        count = len(place.rows) + len(moved)
        step = min(self.of.step, (behind - before - 1) // count)
        if not step:
            raise Unclear("there is no room for more rows")
        numbers = range(before + step, before + step * count + 1, step)
        self._move([*zip(moved, numbers[len(place.rows) :], strict=True)])
        return numbers[: len(place.rows)]

    def _move(self, numbers: Sequence[tuple[int, int]]) -> None:
        """Give rows other numbers, each once its new number is free."""
        up = [(new, old) for old, new in reversed(numbers) if new > old]
        down = [(new, old) for old, new in numbers if new < old]
        self.connection.executemany(f"UPDATE {self.of.table} SET rowid = ? WHERE rowid = ?", [*up, *down])

    def _between(self, start: int, end: int) -> bool:
        sql = f"SELECT 1 FROM {self.of.table} WHERE rowid >= ? AND rowid < ? LIMIT 1"
        return self.connection.execute(sql, (start, end)).fetchone() is not None

    def _from(self, number: int) -> tuple[int, int]:
        """The first row from a number on that is not passed over, and the position of its fact."""
        for found, fact in self.connection.execute(
            f"SELECT rowid, {self.of.key} FROM {self.of.table} WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
            (number, self.of.end),
        ):
            position = self.position[fact]
            if position < self.limit:
                return found, position
        return self.last, len(self.position)

    def _last_before(self, number: int) -> int | None:
        # Full text is no table of which SQLite knows the largest number.
        return self._number(f"SELECT rowid FROM {self.of.table} WHERE rowid < ? ORDER BY rowid DESC LIMIT 1", number)

    def _number(self, sql: str, number: int) -> int | None:
        found = self.connection.execute(sql, (number,)).fetchone()
        return found[0] if found else None


class TellerRows(Rows):
    """The rows of tellers, found by the number of their claim; `first` are those of the facts."""

    def __init__(self, connection: sqlite3.Connection, of: Ordered, first: Sequence[int]) -> None:
        super().__init__(connection, of, {}, 0)
        self.first = first

    def boundary(self, place: int) -> int:
        """The number of the first row that belongs to a fact at `place` or behind it."""
        if place >= len(self.first):
            return self.last
        sql = f"SELECT rowid FROM {self.of.table} WHERE claim = ? ORDER BY rowid LIMIT 1"
        found = self._number(sql, self.first[place])
        return self.last if found is None else found


def search_stretches(quotes: int, remarks: int, summaries: int) -> tuple[Ordered, Ordered, Ordered]:
    """The parts of full text that have rows of facts: quotes of claims, their remarks, texts of the facts."""

    def stretch(first: int, end: int) -> Ordered:
        return Ordered("search", "fact", ("fact", "part", "text", "source", "parted"), first, end, full_text.STEP)

    return stretch(quotes, remarks), stretch(remarks, summaries), stretch(summaries, 1 << 62)
