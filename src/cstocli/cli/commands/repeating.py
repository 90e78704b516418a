"""Commands on change: rerun, which compares an answer with its receipt, and diff, which compares two bases."""

import sys
from typing import Any

import typer

import cstocli
from cstocli.ask.columns import Row
from cstocli.ask.explorer import Explorer
from cstocli.changes.edits import CHANGED
from cstocli.changes.reach import Reach
from cstocli.changes.receipts import Answer, Receipt, receipt_of
from cstocli.changes.rerun import SAME, causes, changed_rows, compared, is_of_another_base
from cstocli.cli import options, parameters, screen
from cstocli.cli.opening import base_path
from cstocli.cli.output import style_of, write_answer, write_rendered
from cstocli.cli.receipts import answer_to, answers, entries_at
from cstocli.cli.request import Request
from cstocli.model.errors import FAILED, BadBase, WrongUsage
from cstocli.model.text import shell_command, visible
from cstocli.read.files import STANDARD_INPUT, text_of


@options.with_shared_options(*options.FORMAT, "quiet", "facts")
def rerun(request: Request, context: typer.Context, file: parameters.ReceiptArgument) -> None:
    """Ask again what a receipt records, and whether it is the same.

    If it is not: the facts and claims that changed it.
    """
    recorded = _receipt_in(file)
    root = context.find_root().command
    if not answers(root, recorded.command):
        message = f'the receipt in "{visible(file)}" has a command that this csto gives no receipt for'
        raise WrongUsage(message, "use the version of csto that wrote it", token=visible(file))
    path = base_path(request._replace(facts=request.facts or recorded.facts))
    if path == STANDARD_INPUT:
        raise WrongUsage("rerun reads the base more than once", "give a file: --facts FILE")
    base = _base_at(path, file, named=request.facts is not None)
    _refuse_another_base(recorded, base, path, file, named=request.facts is not None)
    answer = answer_to(root, recorded.command, path)
    row = compared(recorded, answer, base.index.sha256, cstocli.__version__)
    if row["answer"] != SAME:
        _explain(row, recorded, answer, base, path)
    if request.for_people:
        from cstocli.show.rerun import render_rerun

        write_rendered(render_rerun(row, style_of(request)), request)
    else:
        write_answer([row], base.questions["rerun"].row_type, request)
    if row["answer"] != SAME:
        raise typer.Exit(FAILED)


def _receipt_in(name: str) -> Receipt:
    """The receipt in a file, or in what standard input gives."""
    if name == STANDARD_INPUT and sys.stdin is not None:
        return receipt_of(sys.stdin.buffer.read().decode(errors="replace"), "standard input")
    try:
        return receipt_of(text_of(name, "receipt").text, name)
    except BadBase as error:
        message, token = error.message, visible(name)
        raise WrongUsage(message, "give the file of a receipt, or - for standard input", token=token) from None


def _base_at(path: str, receipt: str, *, named: bool) -> Explorer:
    """The base of a receipt; where it has gone, the error says how to name it."""
    try:
        return cstocli.open(path)
    except BadBase as error:
        if named or error.problems:
            raise
        remedy = f"say where the base of the receipt is now: csto rerun {visible(receipt)} --facts PATH"
        raise BadBase(error.message, remedy, token=error.token) from None


def _refuse_another_base(receipt: Receipt, base: Explorer, path: str, name: str, *, named: bool) -> None:
    title = str(base.about()["title"])
    if title == receipt.title or not is_of_another_base(receipt, entries_at(path)):
        return
    message = f'the receipt is of the base "{visible(receipt.title)}", and this one is "{visible(title)}"'
    if named and not receipt.facts:
        remedy = ("the receipt is of the base that answers without --facts", shell_command("csto", "rerun", name))
    else:
        remedy = (f"name its base: csto rerun {visible(name)} --facts PATH", "")
    raise WrongUsage(message, *filter(None, remedy), token=visible(name))


def _explain(row: Row, receipt: Receipt, answer: Answer, base: Explorer, path: str) -> None:
    """Add to the row which of its rows changed, and which edits of the base did that."""
    if receipt.parts is None:
        remedy = "with both versions at hand, csto diff OLD NEW tells what changed"
        screen.report(f"the receipt is a short one, as --receipt writes it: {remedy}")
        return
    row["rows"] = changed_rows(receipt, answer.facts())
    if row["base"] == CHANGED:
        row["edits"] = causes(receipt, entries_at(path), row["rows"], Reach((base.index,)))


@options.with_shared_options(*options.ROWS_OF, "colour", "no_pager", "quiet")
def diff(request: Request, old: parameters.OldBase, new: parameters.NewBase) -> None:
    """What changed between two versions of a base, and what it did.

    Each added, removed and changed claim, and what became of values and statuses.
    """
    # Only this command reads and weighs two bases.
    from cstocli.ask.reports import DIFF
    from cstocli.changes.effects import diff as rows_of

    if old == new == STANDARD_INPUT:
        raise WrongUsage("OLD and NEW cannot both come from standard input", "give one of them as a file")
    rows = rows_of(*_versions(old, new))
    write_answer(rows, DIFF.row_type, request)
    if not rows:
        screen.report("nothing was edited", quiet=request.quiet)


def _versions(*paths: str) -> list[Any]:
    """Each version of the base; what is wrong with all of them is reported at once.

    Raises:
        BadBase: one of them is no base.
    """
    from cstocli.changes.effects import version

    format_of_base = cstocli.vocabulary().format()
    versions, wrong = [], []
    for path in paths:
        try:
            versions.append(version(path, format_of_base))
        except BadBase as error:
            wrong.append((path, error))
    if wrong:
        message = "; ".join(f"{visible(path)}: {error.message}" for path, error in wrong)
        problems = [problem for _, error in wrong for problem in error.problems]
        raise BadBase(message, "both must be bases", token=visible(wrong[0][0]), problems=problems)
    return versions
