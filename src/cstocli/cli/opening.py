"""Opening the base of a request: the index that is cached for it, or one made now."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence

import cstocli
from cstocli.ask.explorer import Explorer
from cstocli.cli import screen
from cstocli.cli.request import Request
from cstocli.model.errors import WrongUsage
from cstocli.model.light_typing import TYPE_CHECKING, Any
from cstocli.model.perspective import Perspective
from cstocli.model.text import visible
from cstocli.read.files import default_base_path, found_base

if TYPE_CHECKING:
    from cstocli.model.format import Format

OpenBase = Callable[[Request], Explorer]

# From so many items on, which take about a second, a progress bar is shown.
_MANY = 5000


def open_explorer(request: Request, perspective: Perspective | None = None) -> Explorer:
    """The base or archive of a request, in its perspective or in another one."""
    if request.archive is not None:
        return cstocli.open_archive(request.archive, request.engine, master=request.master)

    def log(text: str) -> None:
        screen.report(text, quiet=not request.verbose)

    def progress(items: Sequence[Any], label: str) -> Iterable[Any]:
        if len(items) < _MANY or request.quiet or sys.stderr is None or not sys.stderr.isatty():
            return items
        # It takes half as long to load as a whole answer, and a second is to come.
        from cstocli.cli.progress import watched

        return watched(items, label)

    return cstocli.open(base_path(request), perspective or request.perspective, log=log, progress=progress)


def cached_explorer(request: Request) -> Explorer | None:
    """The base of a request if a cached index answers for it; None where it would have to be read.

    Raises:
        WrongUsage: the request names no file.
    """
    return Explorer.cached(base_path(request), os.environ, cstocli.vocabulary(), request.perspective)


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
    from cstocli.read.files import Files
    from cstocli.read.reader import vocabulary_of

    return vocabulary_of(Files(base_path(request)).documents(), cstocli.vocabulary().format())


def base_path(request: Request) -> str:
    """The base of a request: where none was named and one lies in the folder, standard error says which it is."""
    path = default_base_path(request.facts, os.environ)
    if request.facts is None and not request.quiet and path == found_base():
        screen.report(f"base: {path}")
    return path
