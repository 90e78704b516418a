"""An answer of today compared with its receipt: whether it is the same, and what changed it."""

import shlex
from collections.abc import Iterable, Mapping, Sequence

from cstocli.ask.columns import Row
from cstocli.changes.edits import ADDED, CHANGED, REMOVED, Edit, edits
from cstocli.changes.entries import Entry
from cstocli.changes.reach import Reach
from cstocli.changes.receipts import Answer, Receipt
from cstocli.model.text import visible

SAME = "same"


def compared(receipt: Receipt, answer: Answer, base: str | None, program: str) -> Row:
    """The row of `csto rerun` for an answer of today from the files with the SHA-256 `base`, as yet without a cause."""
    same = not answer.error and answer.sha256 == receipt.answer
    return {
        "command": command_words(receipt),
        "answer": SAME if same else CHANGED,
        "base": SAME if base == receipt.base else CHANGED,
        "program_then": receipt.program,
        "program_now": program,
        "error": answer.error or None,
        "rows": [],
        "edits": [],
        "status": {},
        "sources": [],
    }


def command_words(receipt: Receipt) -> str:
    """The command of a receipt as it can be typed."""
    return visible(shlex.join(["csto", *receipt.command]))


def changed_rows(receipt: Receipt, facts: Mapping[str, str]) -> list[Row]:
    """The facts of which rows were added, removed or changed; `facts` are the checksums of today's answer."""
    before = receipt.parts or {}
    return [
        {"fact": fact, "change": ADDED if fact not in before else CHANGED if fact in facts else REMOVED}
        for fact in dict.fromkeys([*facts, *before])
        if before.get(fact) != facts.get(fact)
    ]


def causes(receipt: Receipt, now: Iterable[Entry], rows: Sequence[Row], reach: Reach) -> list[Row]:
    """The edits of the base since the receipt that bear on the changed `rows`; all of them where that cannot be told.

    An edit of a place or a kind may bear on any row, and so is always among them.
    """
    found = edits(receipt.entries or (), now)
    wanted = {row["fact"] for row in rows}
    bearing = [edit for edit in found if _bears(edit, wanted, reach)]
    return [edit.data for edit in bearing or found]


def is_of_another_base(receipt: Receipt, now: Sequence[Entry]) -> bool:
    """Whether a receipt whose base had another title is of another base: few of its entries are there."""
    before = {(entry.part, entry.entity, entry.digest) for entry in receipt.entries or ()}
    there = {(entry.part, entry.entity, entry.digest) for entry in now}
    return 2 * len(before & there) <= len(before)


def _bears(edit: Edit, wanted: set[str], reach: Reach) -> bool:
    reached = reach.of(edit.entry)
    if reached is None or reached & wanted:
        return True
    # A fact that has gone may have been a part of any sum.
    return edit.change == REMOVED and not reach.knows(edit.entry.entity) and bool(reach.sums & wanted)
