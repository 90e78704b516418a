"""Receipts on the command line: what can have one, how an answer is given again, where receipts are written."""

import contextlib
import io
import os
from collections.abc import Sequence
from typing import Any

import cstocli
from cstocli.changes.entries import Entry, entries
from cstocli.changes.receipts import Answer, Receipt, text_of
from cstocli.cli import screen
from cstocli.export.writing import refuse_standard_output, refuse_target, write_file
from cstocli.model.errors import CstoError, IndexFailed, WrongUsage
from cstocli.model.text import visible
from cstocli.read.files import STANDARD_INPUT, Files, default_base_path
from cstocli.read.reader import vocabulary_of, written

# They change how an answer looks and where it goes, and not what it says in JSON.
_LAYOUT = frozenset(
    {"format", "json", "long", "cite", "colour", "no_pager", "quiet", "verbose", "full", "style", "facts"}
    | {"receipt", "receipt_file", "help"}
)

_FIELDS = "--fields="
_ATTESTATION = (("fact", "status", "alternatives"), ("fact", "status"))


class Issuer:
    """Issues the receipt of one run of a command: made before the answer, asked to issue behind it.

    Raises:
        WrongUsage: such an answer can have no receipt, or no new file can be where it is to go.
    """

    def __init__(self, context: Any) -> None:  # noqa: ANN401
        params = context.params
        self._context = context
        self._file: str | None = params.get("receipt_file")
        self._facts: str | None = params.get("facts")
        self._path = default_base_path(self._facts, os.environ)
        if self._path == STANDARD_INPUT:
            message = "what comes from standard input cannot be read again, so its answers have no receipt"
            raise WrongUsage(message, "give a file: --facts FILE")
        if reason := _unrepeatable(params):
            raise WrongUsage(*reason)
        if self._file is not None:
            refuse_standard_output(self._file, "name a file, or write a short one to standard error with --receipt")
            refuse_target(self._file)
        self._base = cstocli.open(self._path).index.sha256

    def issue(self) -> None:
        """Write the receipt: to its file, in full, and to standard error, in short.

        Raises:
            IndexFailed: the base changed while it answered.
            WrongUsage, FileFailed: the file cannot be written.
        """
        root = self._context.find_root().command
        command = _with_attestation(root, canonical(self._context), self._path)
        answer = answer_to(root, command, self._path)
        explorer = cstocli.open(self._path)
        if explorer.index.sha256 != self._base or answer.error:
            raise IndexFailed("the base changed while it answered, so there is no receipt", "run the command again")
        receipt = Receipt(
            cstocli.__version__,
            tuple(command),
            self._facts,
            explorer.about()["title"],
            explorer.index.sha256 or "",
            answer.sha256,
            len(answer.rows),
        )
        if self._context.params.get("receipt"):
            screen.report(text_of(receipt).rstrip("\n"))
        if self._file is not None:
            full = receipt._replace(parts=answer.facts(), entries=tuple(entries_at(self._path)))
            write_file(self._file, (text_of(full),))


def _unrepeatable(params: dict[str, Any]) -> tuple[str, str] | None:
    """Why a command cannot be asked again, or has no form for programs, and what to do; None where it can."""
    if params.get("query") == STANDARD_INPUT:
        return "a query from standard input has no receipt", "give the query as an argument"
    for option, what in (("sql", "prints a query and asks nothing"), ("chart", "has no format for programs")):
        if params.get(option):
            return f"--{option} {what}, so there is no receipt", "leave out one of the two"
    return None


def canonical(context: Any) -> list[str]:  # noqa: ANN401
    """The command in one form, whatever it was typed like: its name, --json, what bears on its rows, its arguments.

    No path is in it: the base is named apart, as the user typed it.
    """
    options: list[str] = []
    arguments: list[str] = []
    for parameter in context.command.params:
        value = context.params.get(parameter.name)
        if parameter.name in _LAYOUT or value is None or value is False or value == parameter.default:
            continue
        values = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
        if parameter.param_type_name == "argument":
            arguments += values
        else:
            options += [parameter.opts[0]] if value is True else [f"{parameter.opts[0]}={one}" for one in values]
    apart = ["--"] if any(argument.startswith("-") for argument in arguments) else []
    return [context.info_name, "--json", *options, *apart, *arguments]


def answers(root: Any, command: Sequence[str]) -> bool:  # noqa: ANN401
    """Whether a command is one that `canonical` gives, and so does nothing but answer."""
    name, *others = command
    parent = root.make_context("csto", [], resilient_parsing=True)
    built = root.get_command(parent, name)
    if built is None or all(parameter.name != "receipt" for parameter in built.params):
        return False
    context = built.make_context(name, [*others], parent=parent, resilient_parsing=True)
    missing = any(each.required and context.params.get(each.name) in (None, [], ()) for each in built.params)
    return not missing and not _unrepeatable(context.params) and canonical(context) == [*command]


def answer_to(root: Any, command: Sequence[str], path: str) -> Answer:  # noqa: ANN401
    """What a canonical command answers from the base at `path`: the bytes of its JSON, or its error."""
    content = io.BytesIO()
    name, *others = command
    out = io.TextIOWrapper(content, encoding="utf-8", newline="")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            root.main(args=[name, f"--facts={path}", *others], prog_name="csto", standalone_mode=False)
        except CstoError as error:
            return Answer(b"", visible(error.message))
        out.flush()
    return Answer(content.getvalue())


def _with_attestation(root: Any, command: Sequence[str], path: str) -> list[str]:  # noqa: ANN401
    """The command with the fields of its rows that the signs of a table come from, where --fields leaves them out.

    Without them a value that has lost its second source would be the same answer.
    """
    chosen = next((word for word in command if word.startswith(_FIELDS)), None)
    if chosen is None:
        return [*command]
    fields = chosen.removeprefix(_FIELDS).split(",")
    for names in _ATTESTATION:
        more = ",".join((chosen, *(name for name in names if name not in fields)))
        tried = [more if word == chosen else word for word in command]
        # Rows of another sort lack some of them, and those of a query of a user may lack all.
        if not answer_to(root, tried, path).error:
            return tried
    return [*command]


def entries_at(path: str) -> list[Entry]:
    """The entries of the base at `path`, which must be without problems."""
    documents = Files(path).documents()
    return entries(written(documents), vocabulary_of(documents, cstocli.vocabulary().format()))
