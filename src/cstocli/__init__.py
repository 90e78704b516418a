"""csto: a command-line explorer of cited facts, and its Python API (docs/python.md).

Importing it loads nothing else: each name brings what it needs when it is used.
"""

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping

# Type checkers know it by its name; `typing` takes longer to load than a question to answer.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cstocli.archives.explorer import ArchiveExplorer
    from cstocli.ask.columns import Question, RowType, Vocabulary
    from cstocli.ask.explorer import Explorer
    from cstocli.model.base import Base, Progress
    from cstocli.model.perspective import Perspective
    from cstocli.model.problems import Problem

__version__ = "0.1.0"
__all__ = ["Perspective", "check", "formats", "open", "open_archive", "questions", "read", "vocabulary"]


def open(  # noqa: A001
    path: str | os.PathLike[str] | None = None,
    perspective: "Perspective | None" = None,
    *,
    environment: Mapping[str, str] = os.environ,
    log: Callable[[str], None] = lambda _: None,
    progress: "Progress | None" = None,
) -> "Explorer":
    """Open a base to ask it: a file, a folder of `.toml` files, or the shipped base without a path.

    Its index is cached in the user's cache folder, which `environment` names. `log` is
    called with a message that says whether the cached index answers; `progress` wraps each
    long loop while the index is made.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
        UnknownName: the perspective names something that the base does not have.
    """
    from cstocli.ask.explorer import Explorer
    from cstocli.model.perspective import EVERYTHING
    from cstocli.read.files import shipped

    name = shipped() if path is None else os.fspath(path)
    return Explorer.open(name, environment, vocabulary(), perspective or EVERYTHING, log, progress)


def open_archive(
    path: str | os.PathLike[str],
    engine: str = "duckdb",
    *,
    master: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> "ArchiveExplorer":
    """Open an archive to ask all its bases: a folder of exported bases, or an address that the engine reads.

    `engine` is `duckdb` or `spark`. For Spark `master` is the address of a cluster or of a
    Spark Connect server; without one `SPARK_REMOTE` of the environment names it, and
    without that Spark runs on this machine.

    Raises:
        MissingExtra: the library of the engine is not installed.
        BadBase: there is no archive, or not all of its files belong together.
        WrongUsage: there is no such engine, or DuckDB is given a master.
    """
    from cstocli.archives.opening import open_archive as opened

    return opened(os.fspath(path), engine, vocabulary(), master, environment)


def check(path: str | os.PathLike[str]) -> "list[Problem]":
    """Every problem of the base at `path`, errors and warnings, in the order of the text.

    Raises:
        BadBase: there is no base, or it cannot be read as text.
    """
    from cstocli.curate.check import check as problems_of
    from cstocli.read.files import Files

    return problems_of(Files(os.fspath(path)).documents(), vocabulary().format())


def read(path: str | os.PathLike[str]) -> "Base":
    """The sources, claims and facts of the base at `path`, as they are written.

    Raises:
        BadBase: the base is missing, unreadable, empty or has problems.
    """
    from cstocli.read.files import Files
    from cstocli.read.reader import open_base

    return open_base(Files(os.fspath(path)), vocabulary().format())


def vocabulary() -> "Vocabulary":
    """What the bases are about: the format of their facts, and the questions that come with it."""
    from cstocli.vocabularies.peace_operation.listings import PEACE_OPERATION

    return PEACE_OPERATION


@functools.cache
def questions() -> "dict[str, Question]":
    """All questions by name, each with its row type, filters and parameters."""
    from cstocli.ask.questions import composed

    return composed(vocabulary())


def formats() -> "dict[str, Callable[[Iterable[dict[str, Any]], RowType], Iterator[str]]]":
    """The text formats by name: each makes pieces of text from rows and their row type."""
    from cstocli.show.formats import FORMATS

    return dict(FORMATS)


def __getattr__(name: str) -> object:
    if name == "Perspective":
        from cstocli.model.perspective import Perspective

        return Perspective
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
