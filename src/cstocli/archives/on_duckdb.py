"""DuckDB as the engine of an archive; it comes with the extra `csto[duckdb]`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cstocli.archives.engine import BASE, Files, Parameters, Rows
from cstocli.export.extras import required
from cstocli.model.errors import IndexFailed
from cstocli.model.text import visible

_AT_ONCE = 500
_NAMED = re.compile(r"(?<![:\w]):(\w+)")


class DuckDB:
    """An engine in this process. Addresses are paths, or what an extension of DuckDB reads, such as `s3://`."""

    name = "DuckDB"

    def __init__(self) -> None:
        self._library = required("duckdb", "duckdb")
        self._connection = self._library.connect()
        # What is read again is read from memory: the ends of the files say what is in them.
        self._connection.execute("SET enable_object_cache = true")

    def paths(self, archive: str) -> list[str]:
        """The files in the folders of the bases."""
        found = self._execute("SELECT file FROM glob(?) ORDER BY file", [f"{archive}/base=*/*"])
        return [path for (path,) in found.fetchall()]

    def texts(self, paths: Sequence[str]) -> list[str]:
        """What stands in some files."""
        found = dict(self._execute("SELECT filename, content FROM read_text(?)", [list(paths)]).fetchall())
        return [found[path] for path in paths]

    def define(self, archive: str, files: Files) -> Mapping[str, str]:
        """Make a view of the files of a table."""
        del archive
        listed = ", ".join(map(_quoted, files.files))
        # Where a base lacks a column, its rows have none.
        how = f"hive_partitioning = true, hive_types = {{{BASE}: VARCHAR}}, union_by_name = true"
        self._execute(f'CREATE OR REPLACE VIEW "{files.table}" AS FROM read_parquet([{listed}], {how})', [])
        described = self._execute(f'SELECT column_name, column_type FROM (DESCRIBE "{files.table}")', [])
        return {name: type_ for name, type_ in described.fetchall() if name != BASE}

    def run(self, sql: str, parameters: Parameters) -> Rows:
        """The rows of an SQL text; DuckDB calls parameters `$name`."""
        if isinstance(parameters, Mapping):
            sql = _NAMED.sub(lambda found: f"${found[1]}" if found[1] in parameters else found[0], sql)
        cursor = self._execute(sql, dict(parameters) if isinstance(parameters, Mapping) else list(parameters))
        return Rows([column[0] for column in cursor.description], self._rows(cursor))

    def _execute(self, sql: str, parameters: Any) -> Any:  # noqa: ANN401
        try:
            # Each text has a cursor of its own: rows of one are read while others are asked for.
            cursor = self._connection.cursor()
            # Where a text takes long, a bar would stand among the rows on standard output.
            cursor.execute("SET enable_progress_bar = false")
            return cursor.execute(sql, parameters)
        except self._library.Error as error:
            raise _failed(error) from None

    def _rows(self, cursor: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        try:
            while some := cursor.fetchmany(_AT_ONCE):
                yield from some
        except self._library.Error as error:
            raise _failed(error) from None


def _failed(error: Exception) -> IndexFailed:
    first = visible(str(error).strip().partition("\n")[0])
    return IndexFailed(f"DuckDB cannot answer: {first}", "build the archive again", "csto archive build --help")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
