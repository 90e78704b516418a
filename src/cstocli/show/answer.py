"""Whole answers for people: a table or records, with legend, references and perspective."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cstocli.ask.columns import CERTAINTY, Column, RowType
from cstocli.model import types
from cstocli.model.text import visible
from cstocli.show.cells import Row, has_several, legend
from cstocli.show.details import heading, overview
from cstocli.show.disputes import describes, dispute, of_one_field
from cstocli.show.style import Rendered, Style
from cstocli.show.table import Grid, grid, records, text_table, wrapped

# Longer tables are written without Rich: `sources` by Rich took 2.4 of a Typer hello-world, and 1.5 without.
_MAX_RICH_ROWS = 20
_UNLIMITED_WIDTH = 10_000  # Rich needs a number
_TOO_NARROW = "the terminal is too narrow for a table; showing one block of lines per row instead"


def render_rows(rows: list[Row], row_type: RowType, style: Style, title: str = "") -> Rendered:
    """`rows` as a table below `title`, or as records: if the style is `long`, or too narrow for a table."""
    width = style.width
    above = (*(wrapped(visible(line), width) for line in title.split("\n")), "\n") if title else ()
    numbers = _numbered_sources(rows) if style.citations is not None else {}
    if style.long:
        below = _references(numbers, style) if style.citations is not None else ()
        return Rendered((*above, *records(rows, row_type, width), *below, *perspective_line(style)))
    if not rows:
        return Rendered(above)
    if describes(row_type.columns):
        blocks = ("".join(dispute(of_one, width, numbers)) for of_one in of_one_field(rows))
        references = _references(numbers, style) if numbers else ()
        return Rendered((*above, "\n".join(blocks), *references, *perspective_line(style)))
    rows = _once(rows)
    possible = [row for row in rows if row.get("certainty") == "possible"]
    if possible and len(possible) < len(rows) and any(column == CERTAINTY for column in row_type.columns):
        return _apart(rows, row_type, style, above)
    if numbers:
        row_type, rows = _with_source_numbers(rows, row_type, numbers)
    row_type = without_needless(rows, row_type)
    table = grid(rows, row_type, width)
    if table.too_wide:
        return Rendered((*above, *records(rows, row_type, width)), (_TOO_NARROW,))
    signs = legend((text for line in table.cells for text in line), several=any(map(has_several, rows)))
    below = ("\n", wrapped(signs, width)) if signs else ()
    references = _references(numbers, style) if numbers else ()
    lines = _table(table, style)
    return Rendered((*above, *lines, *below, *references, *perspective_line(style)), _hidden_columns(table))


def render_details(entity: Row, field_type: RowType, claim_type: RowType, style: Style) -> Rendered:
    """A row of `show`: its heading, then tables of its fields and of its claims.

    An entity that is no fact has plain fields, which no claim supports.
    """
    above = tuple(wrapped(visible(line), style.width) for line in heading(entity).split("\n"))
    if not entity["status"]:
        return Rendered((*above, *_plain_fields(entity["fields"], style.width)))
    rows = [
        {"fact": entity["fact"], "field": name, "sources": [], **field, "status": {"words": field["status"]}}
        for name, field in entity["fields"].items()
    ]
    fields = render_rows(rows, field_type, style._replace(perspective=""))
    pieces = (*above, "\n", *fields.pieces)
    if not entity["claims"]:
        return Rendered(pieces, fields.notices)
    claims = render_rows(entity["claims"], claim_type, style)
    return Rendered((*pieces, "\n", *claims.pieces), (*fields.notices, *claims.notices))


def render_overview(row: Row, style: Style, ask_next: Sequence[tuple[str, str]] = (), csto: str = "csto") -> Rendered:
    """The row of `overview`: what a base is about, how much it holds, what to ask next, see `details.overview`."""
    text = overview(row, ask_next, csto, style.width)
    lines = (wrapped(visible(line), style.width, " " * 9) for line in text.split("\n"))
    return Rendered((*lines, *perspective_line(style)))


def _apart(rows: list[Row], row_type: RowType, style: Style, above: Iterable[str]) -> Rendered:
    """A table of the rows that surely fall within the days asked for, and one of those that only may."""
    parts = [[row for row in rows if row["certainty"] == name] for name in ("certain", "possible")]
    certain, possible = (render_rows(part, row_type, style._replace(perspective="")) for part in parts)
    pieces = (*above, *certain.pieces, "\n", "Possibly in these days:\n", *possible.pieces, *perspective_line(style))
    return Rendered(pieces, tuple(dict.fromkeys((*certain.notices, *possible.notices))))


def _plain_fields(fields: Mapping[str, Row], width: int | None) -> Iterator[str]:
    names = max(map(len, fields), default=0)
    for name, field in fields.items():
        yield wrapped(f"  {name:<{names}}  {visible(field['words'])}", width, " " * (names + 4))


def _hidden_columns(table: Grid) -> tuple[str, ...]:
    """The notice of the columns for which the terminal is too narrow."""
    hidden = ", ".join(table.hidden)
    return (f"the terminal is too narrow for these columns: {hidden} (see them with --long)",) if hidden else ()


def _references(numbers: Mapping[str, int], style: Style) -> Iterable[str]:
    """The references of the sources by their numbers, below an empty line."""
    citations = style.citations or {}
    lines = (f"[{number}] {visible(citations[source])}" for source, number in numbers.items())
    return ("\n", *(wrapped(line, style.width, "    ") for line in lines))


def _table(table: Grid, style: Style) -> Iterable[str]:
    """`table` as text: by Rich where it fits a screen of a terminal, else by our own writer, which looks alike."""
    if len(table.cells) > _MAX_RICH_ROWS or table.groups or (style.width is None and not style.colour):
        return text_table(table, style.width, colour=style.colour)
    # Rich takes as long to load as a whole answer in JSON.
    from cstocli.show.terminal import render_rich

    return (render_rich(table, style.width or _UNLIMITED_WIDTH, colour=style.colour),)


def perspective_line(style: Style) -> Iterable[str]:
    """The last line, where not every claim counts."""
    return ("\n", wrapped(f"Perspective: {style.perspective}.", style.width)) if style.perspective else ()


def _numbered_sources(rows: list[Row]) -> dict[str, int]:
    """The sources of all rows, numbered in the order in which they occur."""
    sources = dict.fromkeys(source for row in rows for source in row.get("sources", ()))
    return {source: number for number, source in enumerate(sources, 1)}


def _with_source_numbers(rows: list[Row], row_type: RowType, numbers: Mapping[str, int]) -> tuple[RowType, list[Row]]:
    """The rows with the numbers of their sources as a last column."""
    notes = Column("notes", types.IDS, "numbers of the sources below", heading="Sources")
    cited = [{**row, "notes": [f"[{numbers[source]}]" for source in row["sources"]]} for row in rows]
    return row_type._replace(columns=(*row_type.columns, notes)), cited


def _once(rows: list[Row]) -> list[Row]:
    """The rows, of a fact and a field of which no day is better attested only the first, which names all of them."""
    seen: set[tuple[str, str]] = set()
    found = []
    for row in rows:
        key = (row.get("fact") or "", row.get("field") or "")
        if all(key) and "date" in (row.get("alternatives") or {}) and "earliest" in row:
            if key in seen:
                continue
            seen.add(key)
        found.append(row)
    return found


def without_needless(rows: list[Row], row_type: RowType) -> RowType:
    """The row type without the columns that would say the same of every row."""
    row_type = _without_needless_plan(rows, _without_needless_certainty(rows, row_type))
    # Where only some rows have other words than those that were looked for, each says whether it does.
    if len({bool(row.get("instead")) for row in rows}) > 1:
        return row_type
    columns = (column for column in row_type.columns if column.name != "instead" or not column.place)
    return row_type._replace(columns=tuple(columns))


def _without_needless_certainty(rows: list[Row], row_type: RowType) -> RowType:
    """The row type without the column of certainty where all rows have the same, unless it was selected."""
    if len({row.get("certainty") for row in rows}) > 1 or any("certainty" not in row for row in rows):
        return row_type
    columns = (column for column in row_type.columns if column.type is not types.CERTAINTY or not column.place)
    return row_type._replace(columns=tuple(columns))


def _without_needless_plan(rows: list[Row], row_type: RowType) -> RowType:
    """The row type without the column that marks plans where no row is one."""
    if any(row.get("plan") for row in rows):
        return row_type
    columns = (column for column in row_type.columns if column.name != "plan" or not column.place)
    return row_type._replace(columns=tuple(columns))
