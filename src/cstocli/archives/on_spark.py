"""Apache Spark as the engine of an archive; it comes with the extra `csto[spark]` and needs Java."""

import contextlib
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cstocli.archives.engine import BASE, Files, Parameters, Rows
from cstocli.export.extras import required
from cstocli.model.errors import IndexFailed
from cstocli.model.text import visible

LOCAL = "local[*]"
_CONNECT = "sc://"
_TYPES = {"VARCHAR": "STRING", "BIGINT": "BIGINT", "DOUBLE": "DOUBLE", "BOOLEAN": "BOOLEAN"}
_OURS = {"string": "VARCHAR", "bigint": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN"}


class Spark:
    """A session of Spark, which is the one of this process where there is one already.

    `master` is the address of a cluster, or that of a Spark Connect server, `sc://HOST`;
    without one `SPARK_REMOTE` names the server, and without that Spark runs here.
    """

    name = "Spark"

    def __init__(self, master: str | None = None, environment: Mapping[str, str] = os.environ) -> None:
        required("pyspark", "spark")
        self._session = new_session(master or environment.get("SPARK_REMOTE") or LOCAL)

    def paths(self, archive: str) -> list[str]:
        """The files in the folders of the bases."""
        read = self._session.read.format("binaryFile").load(f"{archive}/base=*/*")
        return sorted(path for (path,) in self._collected(read.select("path")))

    def texts(self, paths: Sequence[str]) -> list[str]:
        """What stands in some files."""
        read = self._session.read.text(list(paths), wholetext=True)
        found = {path: text for text, path in self._collected(read.selectExpr("value", "_metadata.file_path"))}
        return [found[path] for path in paths]

    def define(self, archive: str, files: Files) -> Mapping[str, str]:
        """Make a view of the files of a table."""
        columns = ", ".join(f"`{name}` {_TYPES[type_]}" for name, type_ in files.columns.items())
        try:
            found = self._session.read.option("mergeSchema", "true").parquet(*files.files).dtypes
            # The declared types; where a base lacks a column, its rows have none.
            read = self._session.read.schema(f"{columns}, `{BASE}` STRING").option("basePath", archive)
            read.parquet(*files.files).createOrReplaceTempView(files.table)
        except self._errors as error:
            raise _failed(error) from None
        return {name: _OURS.get(type_, type_) for name, type_ in found}

    def run(self, sql: str, parameters: Parameters) -> Rows:
        """The rows of an SQL text."""
        given: Any = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
        try:
            frame = self._session.sql(sql, args=given)
            names = frame.columns
        except self._errors as error:
            raise _failed(error) from None
        return Rows(names, self._rows(frame))

    @property
    def _errors(self) -> tuple[type[Exception], ...]:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        return PySparkException, Py4JError

    def _rows(self, frame: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        try:
            yield from map(tuple, frame.toLocalIterator())
        except self._errors as error:
            raise _failed(error) from None

    def _collected(self, frame: Any) -> list[Any]:  # noqa: ANN401
        try:
            return list(frame.collect())
        except self._errors as error:
            raise _failed(error) from None


_NO_SETTINGS: Mapping[str, str] = {}


def new_session(master: str, settings: Mapping[str, str] = _NO_SETTINGS) -> Any:  # noqa: ANN401
    """The session of this process, or a new one with these settings.

    Raises:
        IndexFailed: Spark cannot be reached or started.
    """
    with _notices_kept() as notices, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from pyspark.sql import SparkSession

            builder = SparkSession.builder.appName("csto")
            if master.startswith(_CONNECT):
                return builder.remote(master).getOrCreate()
            if master.startswith("local"):
                # On one machine: no page that shows its work, and no more parts of a table than cores.
                builder = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
                builder = builder.config("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
            for name, value in settings.items():
                builder = builder.config(name, value)
            return builder.master(master).getOrCreate()
        except Exception as error:  # noqa: BLE001  # py4j, gRPC and Java each have exceptions of their own
            raise _failed(error, _last_line(notices)) from None


@contextlib.contextmanager
def _notices_kept() -> Iterator[Path]:
    """Keep what Java writes to standard error in a file: it would stand among the answers."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "notices"
        with kept.open("wb") as opened:
            before = os.dup(2)
            os.dup2(opened.fileno(), 2)
            try:
                yield kept
            finally:
                os.dup2(before, 2)
                os.close(before)


def _last_line(notices: Path) -> str:
    lines = [line.strip() for line in notices.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _failed(error: Exception, notice: str = "") -> IndexFailed:
    first = str(error).strip().partition("\n")[0]
    told = f"{first} ({notice})" if notice and notice not in first else first
    return IndexFailed(
        f"Spark cannot answer: {visible(told)}", "see docs/archives.md, and whether Java is there: java -version"
    )
