"""What became of an answer since its receipt, for people."""

from collections.abc import Iterator

from cstocli.model.text import visible
from cstocli.model.types.answers import PASSAGE
from cstocli.show.cells import Row
from cstocli.show.style import Rendered, Style
from cstocli.show.table import wrapped

_SAME = "same"


def render_rerun(row: Row, style: Style) -> Rendered:
    """A row of `rerun`: whether the answer is the same, why it need not be, what changed in it, and what did that."""
    return Rendered(tuple(wrapped(visible(line), style.width, "    ") for line in _lines(row)))


def _lines(row: Row) -> Iterator[str]:
    same = row["answer"] == _SAME
    yield f"{'same answer' if same else 'another answer'}: {row['command']}"
    yield f"  {_surroundings(row)}"
    if row["error"]:
        yield f"  now it ends with: {row['error']}"
    if row["rows"]:
        yield "In the answer:"
        yield from (f"  {one['change']}: {one['fact']}" for one in row["rows"])
    if row["edits"]:
        yield "What changed it:"
        yield from (f"  {one['change']}: {one['fact']}{_part(one)}" for one in row["edits"])


def _surroundings(row: Row) -> str:
    """What else is the same, and what is not."""
    then, now = row["program_then"], row["program_now"]
    programs = f"csto {now} then and now" if then == now else f"csto {then} then, {now} now"
    bases = "the base is the same" if row["base"] == _SAME else "the base has changed"
    if row["answer"] == _SAME or row["base"] != _SAME:
        return f"{bases}; {programs}"
    if then != now:
        return f"{bases}, so it is the program that answers otherwise: {programs}"
    return f"{bases}; {programs}: the receipt is not of this base and program, or the query asks for chance or the time"


def _part(edit: Row) -> str:
    """Which part of an entity was edited: `, claim of seed, ¶6`."""
    if edit["source"] is None:
        return "" if edit["part"] == edit["fact"].partition("/")[0] else f", {edit['part']}"
    at = edit["at"]
    return f", claim of {edit['source']}, {PASSAGE.text(int(at) if at.isdecimal() else at)}"
