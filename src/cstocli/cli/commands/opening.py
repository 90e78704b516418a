"""What all commands share: opening the base, writing rows, explaining an empty answer."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

import cstocli
from cstocli.ask.answer import Answer
from cstocli.ask.columns import Question
from cstocli.ask.explorer import Explorer
from cstocli.ask.query import Filters
from cstocli.cli import screen
from cstocli.cli.output import write_answer
from cstocli.cli.request import Request
from cstocli.model.errors import CstoError, UnknownName, WrongUsage
from cstocli.model.perspective import Perspective
from cstocli.model.text import shell_command, visible
from cstocli.read.files import Files, default_base_path, found_base

if TYPE_CHECKING:
    from cstocli.model.format import Format

# From so many items on, which take about a second, a progress bar is shown.
_MANY = 5000


def open_explorer(request: Request, perspective: Perspective | None = None) -> Explorer:
    """The base or archive of a request, in its perspective or in another one."""
    if request.archive is not None:
        return cstocli.open_archive(request.archive, request.engine, master=request.master)

    def log(text: str) -> None:
        screen.report(text, quiet=not request.verbose)

    def progress(items: Sequence[Any], label: str) -> Iterable[Any]:
        visible = len(items) >= _MANY and not request.quiet and sys.stderr is not None and sys.stderr.isatty()
        return _bar(items, label) if visible else items

    return cstocli.open(base_path(request), perspective or request.perspective, log=log, progress=progress)


def refuse_base(base: Explorer, target: str) -> None:
    """Refuse to write over the base that is asked, or a file of it.

    Raises:
        WrongUsage: the target is one.
    """
    if not base.index.files or "\0" in target:
        return
    place, real = (os.path.realpath(path) for path in (base.index.path, target))
    if real == place or (real.startswith(os.path.join(place, "")) and real.endswith(".toml")):
        name = visible(target)
        raise WrongUsage(f'"{name}" is the base itself; nothing was written', "name another target", token=name)


def format_of(request: Request) -> "Format":
    """What the base of a request may hold: the vocabulary that it declares, or the built-in one.

    Raises:
        BadBase: its vocabulary has problems.
    """
    from cstocli.read.reader import vocabulary_of

    return vocabulary_of(Files(base_path(request)).documents(), cstocli.vocabulary().format())


def base_path(request: Request) -> str:
    """The base of a request: where none was named and one lies in the folder, standard error says which it is."""
    path = default_base_path(request.facts, os.environ)
    if path == found_base():
        screen.report(f"base: {path}", quiet=request.quiet or request.facts is not None)
    return path


def _bar(items: Sequence[Any], label: str) -> Iterator[Any]:
    """Iterate over `items` with a progress bar on standard error."""
    with typer.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


def words_of_listing(command: str, words: list[str], params: Mapping[str, Any]) -> WrongUsage:
    """What to say of words behind a listing: the filter that they may have been meant for, or a search."""
    name = " ".join(words)
    told = ("search for it", shell_command("csto", "search", name))
    with contextlib.suppress(CstoError):
        base = cstocli.open(default_base_path(params.get("facts"), os.environ))
        for sort in (*((base.owner.name,) if base.owner else ()), "place", "source", "kind", "status"):
            with contextlib.suppress(UnknownName):
                base.resolve(sort, name)
                told = ("as a filter", shell_command("csto", command, f"--{sort}", name))
                break
        else:
            if name.casefold() in map(str.casefold, base.spellings("teller")):
                told = ("what goes back to it", shell_command("csto", command, "--only", name))
            else:
                told = ("see it", f"csto show {base.entity_id(name)}")
    token = visible(name)
    return WrongUsage(f'csto {command} takes no words such as "{token}"', *told, token=token)


def write_rows(
    base: Explorer, rows: Iterable[dict[str, Any]], question: str, request: Request, title: str = ""
) -> bool:
    """Write the rows of a question, with references for --cite; returns whether there were any."""
    row_type = rows.row_type if isinstance(rows, Answer) else base.questions[question].row_type
    return write_answer(rows, row_type, request, title, base.citations() if request.cite else None, base.claims_behind)


def write_sql_of(question: Question, request: Request, filters: Filters, **parameters: object) -> None:
    """Write the SQL text of a question in place of its answer, with its own parameters filled in."""
    # Only --sql needs it.
    from cstocli.ask.user_sql import text_of

    screen.write_data((text_of(question, filters, request.perspective.words, **parameters),), sys.stdout)


def report_nothing_found(rows: Answer, request: Request, hint: str = "") -> None:
    """Report why an answer is empty, then a hint."""
    screen.report(why_nothing(rows, request) + hint, quiet=request.quiet)


def why_nothing(rows: Answer, request: Request) -> str:
    """Why an answer is empty, in words: a filter, several filters together, the perspective."""
    names = dict.fromkeys(_option_of(name) for name in rows.blocking_filters())
    verb = "leaves" if len(names) == 1 else "together leave"
    reason = f": {' and '.join(names)} {verb} no rows" if names else ""
    perspective = f", {request.perspective.words}" if request.perspective.words else ""
    return f"nothing found{reason}{perspective}"


def _option_of(filter_name: str) -> str:
    return "the requested period" if filter_name in ("since", "until") else f"--{filter_name}"
