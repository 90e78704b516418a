"""The command that writes a base to files of other programs."""

import shlex
import sys
from pathlib import Path

from cstocli.ask.explorer import Explorer
from cstocli.cli import options, screen
from cstocli.cli.opening import open_explorer
from cstocli.cli.request import Request
from cstocli.export.formats import FORMATS, Format
from cstocli.model.errors import UnknownChoice, WrongUsage
from cstocli.model.text import visible


@options.with_shared_options(*options.FILTERS, "parts", *options.VIEW, "quiet", "verbose", "facts")
def export(
    request: Request,
    format: options.ExportFormat,  # noqa: A002
    target: options.Target,
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
    filters = request.filters()
    _refuse_filters(wanted, request)
    base = open_explorer(request)
    _refuse_base(base, Path(target))
    written = wanted.write(base, Path(target), _command(), force=force, **filters)
    screen.report(f"wrote {visible(str(written.path))}", quiet=request.quiet)
    for lost in written.left_out:
        screen.report(f"left out: {lost}", quiet=request.quiet)


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


def _refuse_base(base: Explorer, target: Path) -> None:
    """Refuse to replace the base, or a file of it.

    Raises:
        WrongUsage: the target is one.
    """
    if not base.index.files:
        return
    place, real = Path(base.index.path).resolve(), target.resolve()
    if real == place or (place in real.parents and real.suffix == ".toml"):
        name = visible(str(target))
        raise WrongUsage(f"{name} is the base itself", "name another target", token=name)


def _command() -> str:
    """The command line as it was given."""
    return shlex.join(["csto", *sys.argv[1:]])
