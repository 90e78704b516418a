"""The command that builds archives of many bases."""

import shlex
from pathlib import Path

from cstocli.cli import options, parameters, screen
from cstocli.cli.request import Request
from cstocli.export.writing import refuse_standard_output
from cstocli.model.errors import UnknownChoice, WrongUsage

_ACTIONS = ("build",)


@options.with_shared_options("quiet")
def archive(
    request: Request, action: parameters.ArchiveAction, paths: parameters.BasesAndTarget, jobs: parameters.Jobs = 1
) -> None:
    """Export bases to one folder, which --archive then asks.

    Only those that changed are exported again, several at a time.
    """
    if action not in _ACTIONS:
        raise UnknownChoice("action", action, _ACTIONS)
    *bases, target = paths
    if not bases:
        raise WrongUsage("give the bases, then the folder of the archive", "for example", _EXAMPLE)
    refuse_standard_output(target, "the last path is the archive", _EXAMPLE)
    # Only this command needs what exports, and DuckDB.
    from cstocli.archives.build import build

    command = f"csto archive build {shlex.join(paths)}"
    built = build(bases, Path(target), jobs, command)
    told = f"{len(built.exported)} exported, {len(built.unchanged)} unchanged"
    screen.report(f"{target}: {told}", quiet=request.quiet)


_EXAMPLE = "csto archive build facts.toml archive"
