"""A workbook: a sheet for each listing, one for the claims, and one that says how to read them.

XlsxWriter writes it, which comes with the extra `csto[xlsx]`.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from cstocli.ask.answer import Answer
from cstocli.ask.columns import Column
from cstocli.ask.explorer import Explorer
from cstocli.export.contents import Provenance, provenance
from cstocli.export.extras import required
from cstocli.export.writing import Written, unfinished
from cstocli.model import types
from cstocli.model.text import counted
from cstocli.show.cells import words
from cstocli.show.flat import ORIGINS, STATUS, flat_row_type, flat_rows

READ_ME = "how to read"
LEFT_OUT = ("the structure of lists and of counted things: they stand in words",)
_TAKEN = (READ_ME, "history")  # Excel keeps the second for itself
# Limits of Excel.
_MOST_ROWS = 1_048_575  # below the heading
_MOST_CHARACTERS = 32_767
_MOST_LINKS = 65_000
_LONGEST_ADDRESS = 2_079
_LONGEST_NAME = 31
_FIRST_YEAR = 1900
_ISO_DAY = len("2022-01-14")
_LONGEST_SHOWN = 255
_WIDE = 45
# What did not fit, of one and of several.
_CUT_TEXT = ("text that was cut: a cell has no more characters", "texts that were cut: a cell has no more characters")
_UNLINKED = ("address that is text: a sheet has no more links", "addresses that are text: a sheet has no more links")
_DATES = (types.DATE, types.DATE.or_none)
_DAYS = (types.DAY, types.DAY.or_none)
_ADDRESSES = (types.URL, types.URL.or_none)
_COLOURS = {"disputed": "#F8CBAD", "single-origin": "#FFE699", "corroborated": "#C6E0B4"}
_NOT_LISTINGS = ("presence", "overview")
_CLAIMS = (
    "SELECT s.fact, s.field, s.words AS says, s.standing, s.aside_reason, c.source, o.publisher, o.url, o.published,"
    " c.at, c.quote, s.hedge, c.chain, c.voice, c.reading, c.note"
    " FROM claim_values s JOIN claims c ON c.id = s.claim JOIN sources o ON o.id = c.source"
    " ORDER BY s.fact, s.field, s.position"
)
_CLAIM_COLUMNS = {
    "fact": "the fact",
    "field": "the field",
    "says": "what the claim says of it",
    "standing": "states, fits, contradicts or set-aside",
    "aside_reason": "why it is set aside",
    "source": "id of the source",
    "publisher": "who published it",
    "url": "where it stands or stood",
    "published": "the day it was published",
    "at": "paragraph, or a word for the passage",
    "quote": "a fragment that stands there",
    "hedge": "the source's own hedge word",
    "chain": "all tellers, the first one first",
    "voice": "whose statement it is",
    "reading": "how the passage was read",
    "note": "a remark",
}
_GUIDE = (
    "Each sheet is a listing of csto: a row for each answer, a column for each field.",
    "Behind a field stand its status and how many origins state it; articles that go back to one story are one origin.",
    "corroborated: two or more independent lines state it. single-origin: one only.",
    "disputed: sources give values that cannot both be true. not-stated: no source states it, which is no denial.",
    "Where none of several values is better attested, all of them stand in the cell, with | between.",
    "A date stands as EDTF, as the sources give it; where it is one day, as a date of the spreadsheet too.",
    "The sheet claims has every claim behind every value, with the address of its source.",
)


class Sheet(NamedTuple):
    """A sheet to be: its name, what a row is, its columns and its rows."""

    name: str
    one_row: str
    columns: tuple[Column, ...]
    rows: Iterable[dict[str, Any]]


def write(base: Explorer, target: Path, command: str = "", *, force: bool = False, **filters: Any) -> Written:  # noqa: ANN401
    """Write every listing, and every kind of facts, to a workbook.

    A listing that lacks one of the `filters` is left out.

    Raises:
        MissingExtra: XlsxWriter is not installed.
        UnknownName, WrongUsage: a filter is wrong, or the file exists.
        FileFailed: the disk is full, or the folder cannot be written to.
    """
    library = required("xlsxwriter", "xlsx")
    sheets = list(_sheets(base, filters))
    with unfinished(target, force=force) as file, TemporaryDirectory(prefix=".csto-", dir=file.parent) as room:
        book = library.Workbook(str(file), {"constant_memory": True, "tmpdir": room})
        guide = book.add_worksheet(READ_ME)
        cut: Counter[tuple[str, str]] = Counter()
        names = _names(sheet.name for sheet in sheets)
        for name, sheet in zip(names, sheets, strict=True):
            _Writer(book, book.add_worksheet(name), cut).fill(sheet)
        left_out = (*(counted(number, *what) for what, number in cut.items()), *LEFT_OUT)
        described = [(name, sheet.one_row) for name, sheet in zip(names, sheets, strict=True)]
        _guide(book, guide, provenance(base, command), described, left_out)
        try:
            book.close()
        except library.exceptions.XlsxWriterException as error:
            raise OSError(str(error)) from None
    return Written(target, left_out)


def _sheets(base: Explorer, filters: Mapping[str, Any]) -> Iterator[Sheet]:
    for name, question in base.questions.items():
        asked = question.text and not question.parameters and name not in _NOT_LISTINGS
        # Without --parts a listing that has no parts is as it was.
        given = {each: value for each, value in filters.items() if each != "parts" or each in question.filters}
        if asked and given.keys() <= set(question.filters):
            yield _sheet(name, base.ask(name, evidence=True, **given))
    wanted = {base.resolve("kind", kind) for kind in filters.get("kind", ())}
    kinds = base.index.execute("SELECT kind, plural FROM kinds WHERE summed = FALSE ORDER BY position").fetchall()
    of_kind = {name: value for name, value in filters.items() if name != "kind"}
    for kind, plural in kinds:
        if plural not in base.questions and (not wanted or kind in wanted):
            yield _sheet(plural, base.answer_of(kind, evidence=True, **of_kind), _dates(base, kind))
    yield _claims(base, filters)


def _sheet(name: str, answer: Answer, dates: Collection[str] = ()) -> Sheet:
    """The rows of an answer with flat statuses; `dates` names columns of dates whose type does not say so."""
    row_type = answer.question.row_type
    columns = flat_row_type(answer.row_type).columns
    columns = tuple(each._replace(type=types.DATE.or_none) if each.name in dates else each for each in columns)
    # What a status is of has a column, but where rows show few of the fields that they have.
    needless = {"alternatives", *_repeated(columns), *(() if answer.question.whole else ("status",))}
    kept = (each for each in columns if each.name not in needless)
    return Sheet(name, row_type.one_row, tuple(kept), flat_rows(answer, row_type))


def _repeated(columns: Iterable[Column]) -> set[str]:
    """The columns with the words of others, which are in the cells of those."""
    return {each.words for each in columns if each.words}


def _dates(base: Explorer, kind: str) -> list[str]:
    sql = "SELECT field FROM kind_fields WHERE kind = ? AND type = 'date'"
    return [field for (field,) in base.index.execute(sql, (kind,))]


def _claims(base: Explorer, filters: Mapping[str, Any]) -> Sheet:
    """Every value that a claim gives of a field of a fact that passes the filters."""
    given = {name: value for name, value in filters.items() if name != "parts"}
    facts = {row["fact"] for row in base.ask("facts", **given)}
    types_of = {"published": types.DATE.or_none, "url": types.URL.or_none}
    cursor = base.index.records(_CLAIMS)
    names = _CLAIM_COLUMNS
    columns = tuple(Column(name, types_of.get(name, types.TEXT.or_none), meaning) for name, meaning in names.items())
    rows = ({**row, "at": json.loads(row["at"])} for row in cursor if row["fact"] in facts)
    return Sheet("claims", "a value that a claim gives of a field", columns, rows)


def _names(names: Iterable[str]) -> list[str]:
    """Names that a workbook allows, each once."""
    found = [*_TAKEN]
    for name in names:
        ends = chain(("",), (f"_{number}" for number in count(2)))
        free = (f"{name[: _LONGEST_NAME - len(end)]}{end}" for end in ends)
        found.append(next(each for each in free if each not in found))
    return found[len(_TAKEN) :]


class _Writer:
    """Writes one sheet, row by row; `cut` counts what did not fit."""

    def __init__(self, book: Any, sheet: Any, cut: Counter[tuple[str, str]]) -> None:  # noqa: ANN401
        self.sheet = sheet
        self.cut = cut
        self.links = 0
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.colours = {status: book.add_format({"bg_color": colour}) for status, colour in _COLOURS.items()}

    def fill(self, sheet: Sheet) -> None:
        """Write the heading and the rows."""
        places = self._heading(sheet.columns)
        number = 0
        for row in sheet.rows:
            if number == _MOST_ROWS:
                self.cut[f"row of {sheet.name}: a sheet has no more", f"rows of {sheet.name}: a sheet has no more"] += 1
                continue
            number += 1
            for column, at in places:
                self._cell(number, at, column, row)
        self.sheet.autofilter(0, 0, number, places[-1][1])
        self.sheet.freeze_panes(1, 1)

    def _heading(self, columns: Iterable[Column]) -> list[tuple[Column, int]]:
        """Write the heading; returns the place of each column. A date has a second one behind it, its day."""
        places, at = [], 0
        for column in columns:
            places.append((column, at))
            names = (column.name, f"{column.name}_day") if column.type in _DATES else (column.name,)
            for name in names:
                self.sheet.write_string(0, at, name, self.bold)
                self.sheet.set_column(at, at, _width(column))
                at += 1
        return places

    def _cell(self, number: int, at: int, column: Column, row: Mapping[str, Any]) -> None:
        value = row.get(column.name)
        if column.type in _DATES and isinstance(value, str):
            self._day(number, at + 1, value)
        if column.type in _DAYS and isinstance(value, str) and self._day(number, at, value):
            return
        hedged = column.words and row.get(column.words) not in (
            None,
            "",
            f"{value:,}" if isinstance(value, int) else value,
        )
        if isinstance(value, bool):
            self.sheet.write_boolean(number, at, value)
        elif isinstance(value, int | float) and not hedged:
            self.sheet.write_number(number, at, value)
        elif column.type in _DATES and isinstance(value, str):
            self.sheet.write_string(number, at, value)
        elif text := words(column, dict(row)):
            self._text(number, at, column, text)

    def _day(self, number: int, at: int, text: str) -> bool:
        """Write a date where it is one day that spreadsheets know; returns whether it is."""
        try:
            day = dt.date.fromisoformat(text) if len(text) == _ISO_DAY else None
        except ValueError:
            day = None
        if day is None or day.year <= _FIRST_YEAR:
            return False
        self.sheet.write_datetime(number, at, dt.datetime(day.year, day.month, day.day), self.day)  # noqa: DTZ001
        return True

    def _text(self, number: int, at: int, column: Column, text: str) -> None:
        """Write text, never as a formula; an address as a link, as far as a sheet has any."""
        if len(text) > _MOST_CHARACTERS:
            self.cut[_CUT_TEXT] += 1
            text = f"{text[: _MOST_CHARACTERS - 1]}…"
        if column.type in _ADDRESSES and len(text) <= _LONGEST_ADDRESS and self.links < _MOST_LINKS:
            self.links += 1
            self.sheet.write_url(number, at, text, string=text[:_LONGEST_SHOWN])
            return
        if column.type in _ADDRESSES:
            self.cut[_UNLINKED] += 1
        self.sheet.write_string(number, at, text, self.colours.get(text) if column.name.endswith(STATUS) else None)


def _width(column: Column) -> int:
    if column.name.endswith((STATUS, ORIGINS)):
        return max(12, len(column.name) + 2)
    return _WIDE if column.type.folds or column.type in _ADDRESSES else max(14, len(column.name) + 2)


def _guide(
    book: Any,  # noqa: ANN401
    sheet: Any,  # noqa: ANN401
    made_from: Provenance,
    sheets: Iterable[tuple[str, str]],
    left_out: Iterable[str],
) -> None:
    """Fill the sheet that says what the workbook is, where it comes from and how to read it."""
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    lines = [("", made_from.title), *(("", line) for line in _GUIDE)]
    lines += [(name, f"each row: {one_row}") for name, one_row in sheets]
    lines += [(name, str(value)) for name, value in made_from._asdict().items() if value is not None]
    lines += [("left out", lost) for lost in left_out]
    linked = {name for name, _ in sheets}
    for number, (name, text) in enumerate(lines):
        if name in linked:
            sheet.write_url(number, 0, f"internal:'{name}'!A1", string=name)
        else:
            sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text, bold if not number else wrapped)
