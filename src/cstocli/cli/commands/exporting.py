"""The command that writes a base to files of other programs."""

import shlex
import sys
from pathlib import Path
from typing import Any

from cstocli.ask.explorer import Explorer
from cstocli.cli import options, parameters, screen
from cstocli.cli.opening import open_explorer, refuse_base
from cstocli.cli.request import STANDARD_OUTPUT, Request
from cstocli.export.formats import FORMATS, Format
from cstocli.export.writing import refuse_standard_output
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.text import visible


@options.with_shared_options(*options.FILTERS, "parts", *options.VIEW, "quiet", "verbose", "facts")
def export(
    request: Request,
    format: parameters.ExportFormat,  # noqa: A002
    target: parameters.Target,
    force: options.Force = False,
) -> None:
    """Write the base to files that other programs open.

    A database, a workbook, a map and others.

    What the format cannot hold is told on standard error.
    """
    if format not in FORMATS:
        raise UnknownChoice("format", format, FORMATS)
    if not target.strip() or "\0" in target:
        raise WrongUsage("the target has no name", "for example", f"csto export {format} mission.{format}")
    wanted = FORMATS[format]
    if not wanted.is_text:
        refuse_standard_output(target, "for example", f"csto export {format} mission.{format}")
    if target == STANDARD_OUTPUT and force:
        raise WrongUsage("--force is for files: standard output replaces nothing", "leave it out", token="--force")  # noqa: S106
    filters = request.filters()
    _refuse_filters(wanted, request)
    base = open_explorer(request)
    refuse_base(base, target)
    for lost in _write(wanted, base, target, request, force=force, **filters):
        screen.report(f"left out: {lost}", quiet=request.quiet)


def _write(
    wanted: Format,
    base: Explorer,
    target: str,
    request: Request,
    *,
    force: bool,
    **filters: Any,  # noqa: ANN401
) -> tuple[str, ...]:
    """Write a base to a file, a folder or standard output; returns what the format cannot hold."""
    if target == STANDARD_OUTPUT:
        text = wanted.text(base, _command(), **filters)
        screen.write_data(text.pieces, sys.stdout, as_json=True)
        return text.left_out
    written = wanted.write(base, Path(target), _command(), force=force, **filters)
    screen.report(f"wrote {visible(str(written.path))}", quiet=request.quiet)
    return written.left_out


def _refuse_filters(wanted: Format, request: Request) -> None:
    """Refuse filters where a format holds all of a base.

    Raises:
        WrongUsage: there is one.
    """
    names = {"since": "from", "until": "to"}
    allowed = {*(options.FILTERS if wanted.filters else ()), *(("parts",) if wanted.parts else ())}
    for name in (*options.FILTERS, "parts"):
        if getattr(request, name) and name not in allowed:
            flag = f"--{names.get(name, name)}"
            some = ", ".join(
                each.name for each in FORMATS.values() if (each.parts if name == "parts" else each.filters)
            )
            remedy = f"{flag} is for {some}; a perspective, such as --without, is for all"
            raise WrongUsage(f"{wanted.name} has no {flag}: it holds all facts", remedy, token=flag)


def _command() -> str:
    """The command line as it was given."""
    return shlex.join(["csto", *sys.argv[1:]])
