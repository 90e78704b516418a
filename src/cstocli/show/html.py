"""An answer as a table of HTML, as notebooks show it."""

from html import escape

from cstocli.ask.columns import RowType
from cstocli.show.answer import without_needless
from cstocli.show.cells import LEGEND, SIGNS, Row, cell, has_several, legend

# A sign is told by its title too, so that it needs no colour.
_TITLES = {sign: LEGEND[sign] for sign in (*SIGNS.values(), "–", "n/a")}


def html_table(rows: list[Row], row_type: RowType, count: int) -> str:
    """`rows`, the first of `count`, with the columns and signs of the table for people.

    All text of the base is escaped. Below the table stand what the signs mean and how many
    rows are left out.
    """
    columns = [column for column in without_needless(rows, row_type).columns if column.heading]
    columns = columns or [column for column in row_type.columns if column.type.listed]
    texts = [[cell(column, row) for column in columns] for row in rows]
    head = "".join(f"<th>{escape(column.heading or column.name)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in texts)
    signs = legend((text for line in texts for text in line), several=any(map(has_several, rows)))
    notes = [signs] if signs else []
    notes += [f"{len(rows)} of {count} rows"] if count > len(rows) else []
    notes += ["no rows"] if not count else []
    below = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def _cell(text: str) -> str:
    title = _TITLES.get(text.rpartition(" ")[2])
    told = f' title="{escape(title)}"' if title else ""
    return f'<td style="text-align: left"{told}>{escape(text)}</td>'
