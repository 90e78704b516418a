"""The formats of exports by name."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from cstocli.export.writing import Written


class Format(NamedTuple):
    """A format: what it is, and whether filters, and --parts, choose what it holds.

    Its module has a function `write(base, target, command, *, force, **filters)`.
    """

    name: str
    meaning: str
    filters: bool = False
    parts: bool = False

    @property
    def write(self) -> Callable[..., Written]:
        """The function that writes it; its module is loaded only then."""
        function: Callable[..., Written] = import_module(f"cstocli.export.{self.name}").write
        return function


FORMATS = {
    each.name: each
    for each in (
        Format("sqlite", "a database"),
        Format("datapackage", "a folder of CSV files with a description of each column"),
        Format("parquet", "a folder of Parquet files"),
        Format("geojson", "places and facts on a map", filters=True),
        Format("xlsx", "a workbook with a sheet for each listing", filters=True, parts=True),
        Format("jsonld", "linked data", filters=True),
    )
}
