"""The formats of exports by name."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cstocli.ask.explorer import Explorer
from cstocli.export.writing import Text, Written, write_file

if TYPE_CHECKING:
    from collections.abc import Callable


class Format(NamedTuple):
    """A format: what it is, whether filters, and --parts, choose what it holds, and whether it is a text.

    The module of a text has a function `text(base, command, **filters)`, that of another
    one `write(base, target, command, *, force, **filters)`.
    """

    name: str
    meaning: str
    filters: bool = False
    parts: bool = False
    is_text: bool = False

    def text(self, base: Explorer, command: str, **filters: Any) -> Text:  # noqa: ANN401
        """The text of an export; the module of the format is loaded only then."""
        function: Callable[..., Text] = import_module(f"cstocli.export.{self.name}").text
        return function(base, command, **filters)

    def write(
        self,
        base: Explorer,
        target: Path,
        command: str = "",
        *,
        force: bool = False,
        **filters: Any,  # noqa: ANN401
    ) -> Written:
        """Write an export to a file or folder.

        Raises:
            MissingExtra: a library of the format is not installed.
            UnknownName, WrongUsage: a filter is wrong, or the target may not be written over.
            FileFailed: the disk is full, or the target cannot be written to.
        """
        if self.is_text:
            text = self.text(base, command, **filters)
            write_file(str(target), text.pieces, force=force)
            return Written(target, text.left_out)
        function: Callable[..., Written] = import_module(f"cstocli.export.{self.name}").write
        return function(base, target, command, force=force, **filters)


FORMATS = {
    each.name: each
    for each in (
        Format("sqlite", "a database"),
        Format("datapackage", "a folder of CSV files with a description of each column"),
        Format("parquet", "a folder of Parquet files"),
        Format("geojson", "places and facts on a map", filters=True, is_text=True),
        Format("xlsx", "a workbook with a sheet for each listing", filters=True, parts=True),
        Format("jsonld", "linked data", filters=True, is_text=True),
    )
}
