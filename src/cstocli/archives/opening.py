"""Opening an archive with one of the engines, each of which is imported only where it is asked for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cstocli.archives.archive import Archive
from cstocli.archives.explorer import ArchiveExplorer
from cstocli.ask.columns import Vocabulary
from cstocli.model.errors import UnknownChoice, WrongUsage

if TYPE_CHECKING:
    from cstocli.archives.engine import Engine

ENGINES = ("duckdb", "spark")


def open_archive(
    path: str, engine: str, vocabulary: Vocabulary, master: str | None, environment: Mapping[str, str]
) -> ArchiveExplorer:
    """The bases at `path`, asked through the engine of that name; see `cstocli.open_archive`.

    Raises:
        MissingExtra: the library of the engine is not installed.
        BadBase: there is no archive, or not all of its files belong together.
        WrongUsage: there is no such engine, or DuckDB is given a master.
    """
    if engine not in ENGINES:
        raise UnknownChoice("engine", engine, ENGINES)
    return ArchiveExplorer(Archive(path, _engine(engine, master, environment)), vocabulary)


def _engine(name: str, master: str | None, environment: Mapping[str, str]) -> "Engine":
    if name == "spark":
        from cstocli.archives.on_spark import Spark

        return Spark(master, environment)
    if master is not None:
        raise WrongUsage("DuckDB has no master: it runs in this process", "with one", "--engine spark --master ADDRESS")
    from cstocli.archives.on_duckdb import DuckDB

    return DuckDB()
